/// What a server says of objects that were handed over.
public struct PushReport: Hashable, Sendable {
    /// An object that was not accepted.
    public struct Failure: Hashable, Sendable {
        /// Its id; empty where the server does not say it.
        public var id: String
        /// What the server says.
        public var message: String
    }

    /// Objects that were sent.
    public var sent = 0
    /// Those that it took.
    public var accepted = 0
    /// Those that it did not.
    public var failures: [Failure] = []
    /// How many those are, where it names fewer.
    public var refused = 0
    /// Those of which it has not said anything in time.
    public var pending = 0
    /// Those of which it says nothing: it took the request, and gave no status.
    public var unknown = 0

    /// Nothing sent.
    public init() {}

    /// Adds another report.
    public mutating func add(_ other: PushReport) {
        sent += other.sent
        accepted += other.accepted
        failures += other.failures
        refused += other.refused
        pending += other.pending
        unknown += other.unknown
    }
}
