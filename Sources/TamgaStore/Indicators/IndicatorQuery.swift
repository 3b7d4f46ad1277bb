public import TamgaModel

/// Which statements to list. Every condition must hold; without any, all that are in force.
public struct IndicatorQuery: Hashable, Sendable {
    /// Whose statements.
    public enum Producer: Hashable, Sendable {
        /// This member's.
        case state(MemberState)
        /// Those that name no producer.
        case unattributed
    }

    /// Only values of these kinds; empty is every kind.
    public var types: [ObservableType]
    /// Only statements on this value.
    public var observable: Observable?
    /// Only this producer's.
    public var producer: Producer?
    /// Only those that came by the source of this name.
    public var source: String?
    /// Only those whose name, label or value contains this text, ASCII letter case aside. An IPv4 address is
    /// found by its first octets, a digest by its first hexadecimal digits, an object by its whole id.
    public var text: String?
    /// Also those that are revoked or withdrawn.
    public var includesRevoked: Bool
    /// Only those that came after this revision.
    public var newSince: Int64?
    /// At most this many.
    public var limit: Int
    /// How many to pass over first.
    public var offset: Int

    /// A query.
    public init(
        types: [ObservableType] = [], observable: Observable? = nil, producer: Producer? = nil, source: String? = nil,
        text: String? = nil, includesRevoked: Bool = false, newSince: Int64? = nil, limit: Int = 100, offset: Int = 0
    ) {
        self.types = types
        self.observable = observable
        self.producer = producer
        self.source = source
        self.text = text
        self.includesRevoked = includesRevoked
        self.newSince = newSince
        self.limit = limit
        self.offset = offset
    }
}
