/// What is to be kept of a stream at once: what has come since it was last kept, and where the stream stands then.
public struct StreamStep: Sendable {
    /// What the stream has come to since it began.
    public var total: RunOutcome
    /// Where logs stand that have moved, by their number.
    public var positions: [Int64: LogPosition] = [:]
    /// Logs that nothing more will come from.
    public var ended: Set<Int64> = []
    /// The highest number of a log so far; 0 where there is none.
    public var lastLog: Int64 = 0
    /// What indicators have found since, in the order in which it was found.
    public var sightings: [LogFinding<Sighting>] = []
    /// What rules have found since, in the order in which it was found.
    public var ruleSightings: [LogFinding<RuleSighting>] = []
    /// What correlations have found since, a hit each.
    public var correlationSightings: [CorrelationSighting] = []
    /// What is remembered of correlations, where that has changed.
    public var standing: CorrelationStanding?
    /// Hits found since that stood in the output already; see ``OutputMark``.
    public var rewritten: [String: Int] = [:]
    /// How long the output is with all hits of what was read; `nil` where that cannot be told.
    public var output: OutputMark?

    /// A step that keeps nothing but a total.
    public init(total: RunOutcome) { self.total = total }

    /// Takes note of a change of a log.
    public mutating func add(_ change: LogChange) {
        switch change {
        case .moved(let position):
            positions[position.log] = position
            lastLog = max(lastLog, position.log)
        case .ended(let log):
            positions[log] = nil
            ended.insert(log)
        }
    }
}
