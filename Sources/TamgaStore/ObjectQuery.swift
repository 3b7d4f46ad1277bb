public import TamgaModel

/// Which STIX objects to read. Every condition must hold; without any, the current version of all.
public struct ObjectQuery: Hashable, Sendable {
    /// Only these ids; empty is any.
    public var ids: [String]
    /// Only these STIX types; empty is any.
    public var types: [String]
    /// Only indicators whose pattern says more than a list of values, or is in another language.
    public var isPattern: Bool
    /// Only relationships from these ids; empty is any object.
    public var relationshipsFrom: [String]
    /// Only indicators of this producer.
    public var producer: MemberState?
    /// Also versions that no longer count, and versions that withdraw.
    public var includesHistory: Bool

    /// A query.
    public init(
        ids: [String] = [], types: [String] = [], isPattern: Bool = false, relationshipsFrom: [String] = [],
        producer: MemberState? = nil,
        includesHistory: Bool = false
    ) {
        self.ids = ids
        self.types = types
        self.isPattern = isPattern
        self.relationshipsFrom = relationshipsFrom
        self.producer = producer
        self.includesHistory = includesHistory
    }
}
