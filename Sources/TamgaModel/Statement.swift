/// What one producer states about one observable: the unit that the store yields and the matcher compiles.
public struct Statement: Hashable, Sendable {
    /// The value.
    public var observable: Observable
    /// The STIX id of the indicator; `nil` for a line of a list, whose id is derived from producer and value.
    public var indicatorID: String?
    /// Who shared it; `nil` is "unattributed".
    public var producer: MemberState?
    /// 0 … 100, where stated.
    public var confidence: UInt8?
    /// The marking, where stated.
    public var marking: Marking?
    /// When it holds.
    public var validity: Validity
    /// The feed or file it came from.
    public var source: String

    /// A statement.
    public init(
        observable: Observable, indicatorID: String? = nil, producer: MemberState? = nil, confidence: UInt8? = nil,
        marking: Marking? = nil, validity: Validity = Validity(), source: String = ""
    ) {
        self.observable = observable
        self.indicatorID = indicatorID
        self.producer = producer
        self.confidence = confidence
        self.marking = marking
        self.validity = validity
        self.source = source
    }
}
