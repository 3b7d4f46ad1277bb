/// What a rule has found in one log of one observer.
public struct RuleSighting: Hashable, Sendable {
    /// Deterministic over rule, observer and source: the same correlation run twice gives the same sighting.
    public var id: String
    /// The rule's id; its title where it has none.
    public var ruleID: String
    /// Its title.
    public var title: String
    /// How serious it is, where it says so.
    public var level: SigmaLevel?
    /// Its tags.
    public var tags: [String]
    /// In whose logs; `nil` is "unattributed".
    public var observer: MemberState?
    /// The log as the user named it.
    public var source: String
    /// Records that matched.
    public var count: Int
    /// The earliest record time, where any record has one.
    public var firstSeen: Timestamp?
    /// The latest record time, where any record has one.
    public var lastSeen: Timestamp?

    /// A rule's sighting.
    public init(
        id: String, ruleID: String, title: String, level: SigmaLevel?, tags: [String], observer: MemberState?,
        source: String, count: Int, firstSeen: Timestamp?, lastSeen: Timestamp?
    ) {
        self.id = id
        self.ruleID = ruleID
        self.title = title
        self.level = level
        self.tags = tags
        self.observer = observer
        self.source = source
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}
