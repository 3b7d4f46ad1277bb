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
    /// Only objects that stand so: in force, unless said otherwise. Does not count where history is included.
    public var states: Set<StatementState>
    /// Also versions that no longer count, and versions that withdraw.
    public var includesHistory: Bool

    /// A query.
    public init(
        ids: [String] = [], types: [String] = [], isPattern: Bool = false, relationshipsFrom: [String] = [],
        producer: MemberState? = nil, states: Set<StatementState> = [.live],
        includesHistory: Bool = false
    ) {
        self.ids = ids
        self.types = types
        self.isPattern = isPattern
        self.relationshipsFrom = relationshipsFrom
        self.producer = producer
        self.states = states
        self.includesHistory = includesHistory
    }
}
