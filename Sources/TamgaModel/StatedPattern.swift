/// A pattern that an indicator states in place of values, as the matcher runs it.
public struct StatedPattern: Hashable, Sendable {
    /// The STIX id of the indicator.
    public var indicatorID: String
    /// A title for people; the pattern where the indicator has none.
    public var title: String
    /// The pattern as it is written.
    public var text: String
    /// Who shared it; `nil` is "unattributed".
    public var producer: MemberState?
    /// 0 … 100; `nil` is "not stated".
    public var confidence: UInt8?
    /// The strictest marking; `nil` where it has none.
    public var marking: Marking?
    /// When it holds.
    public var validity: Validity

    /// A pattern.
    public init(
        indicatorID: String, title: String, text: String, producer: MemberState?, confidence: UInt8?,
        marking: Marking?, validity: Validity
    ) {
        self.indicatorID = indicatorID
        self.title = title
        self.text = text
        self.producer = producer
        self.confidence = confidence
        self.marking = marking
        self.validity = validity
    }

    /// On which side of its validity a record's own time lies; `nil` inside, or with no time.
    public func outside(_ time: Timestamp?) -> Validity.Verdict? {
        time.map(validity.judge).flatMap { $0 == .valid ? nil : $0 }
    }

    /// What stands for the pattern where values are counted.
    public var observable: Observable { Observable(type: .pattern, canonicalBytes: Array(text.utf8)) }
}
