/// What the union is told: this value was seen in the logs of this member, in this source, so often.
public struct Sighting: Hashable, Sendable {
    /// Deterministic over observable, observer and source: the same correlation run twice gives the same sighting.
    public var id: String
    /// The value that was seen: the indicator's, not the text in the log.
    public var observable: Observable
    /// The STIX id of the indicator that ``Hit/indicatorID`` named.
    public var indicatorID: String?
    /// Who shared the indicator, in alphabetical order; empty is "unattributed".
    public var producers: [MemberState]
    /// In whose logs; `nil` is "unattributed".
    public var observer: MemberState?
    /// The log as the user named it.
    public var source: String
    /// Hits.
    public var count: Int
    /// The earliest record time, where any record has one.
    public var firstSeen: Timestamp?
    /// The latest record time, where any record has one.
    public var lastSeen: Timestamp?
    /// The highest confidence that is stated.
    public var confidence: UInt8?
    /// The strictest marking that is stated.
    public var marking: Marking?

    /// A sighting.
    public init(
        id: String, observable: Observable, indicatorID: String?, producers: [MemberState], observer: MemberState?,
        source: String, count: Int, firstSeen: Timestamp?, lastSeen: Timestamp?, confidence: UInt8?, marking: Marking?
    ) {
        self.id = id
        self.observable = observable
        self.indicatorID = indicatorID
        self.producers = producers
        self.observer = observer
        self.source = source
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.confidence = confidence
        self.marking = marking
    }
}
