/// What a correlation has found in the logs of the same members.
public struct CorrelationSighting: Hashable, Sendable {
    /// Deterministic over correlation, members and the first hit: the same logs give the same sighting.
    public var id: String
    /// The correlation's id; its title where it has none.
    public var ruleID: String
    /// Its title.
    public var title: String
    /// How serious it is, where it says so.
    public var level: SigmaLevel?
    /// Its tags.
    public var tags: [String]
    /// In whose logs its records stood, in alphabetical order; records that are unattributed name nobody.
    public var observers: [MemberState]
    /// Hits.
    public var count: Int
    /// Records that were counted for these hits.
    public var records: Int
    /// The earliest and the latest time of such a record.
    public var firstSeen: Timestamp
    /// The latest.
    public var lastSeen: Timestamp

    /// A correlation's sighting.
    public init(
        id: String, ruleID: String, title: String, level: SigmaLevel?, tags: [String], observers: [MemberState],
        count: Int, records: Int, firstSeen: Timestamp, lastSeen: Timestamp
    ) {
        self.id = id
        self.ruleID = ruleID
        self.title = title
        self.level = level
        self.tags = tags
        self.observers = observers
        self.count = count
        self.records = records
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}
