/// What was found in one log of a stream: a sighting, whose count is of a part of the log.
public struct LogFinding<Found: Hashable & Sendable>: Hashable, Sendable {
    /// The log's number; see ``LogPosition/log``.
    public var log: Int64
    /// What was found.
    public var found: Found

    /// A finding.
    public init(log: Int64, found: Found) {
        self.log = log
        self.found = found
    }
}
