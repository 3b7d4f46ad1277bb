public import TamgaModel

/// What one producer says of one value, as it may go to a recipient: the only thing that writers of values take.
///
/// None is made without a decision that lets it go, and a decision is made by ``ReleasePolicy`` alone.
public struct ReleasedIndicator: Hashable, Sendable {
    /// The STIX id, the object's own or a derived one.
    public let id: String
    /// The value.
    public let observable: Observable
    /// Who shared it; `nil` is "unattributed", or not to be told.
    public let producer: MemberState?
    /// True where it goes because its recipient was named, by an extension or a sharing group: it is for those that
    /// it names, whatever its level.
    public let isNamed: Bool
    /// The level under which it goes; TLP:AMBER+STRICT at least where the recipient was named, as a form of values has
    /// no word for the names.
    public let marking: Marking
    /// 0 … 100; `nil` is "not stated".
    public let confidence: UInt8?
    /// When it holds.
    public let validity: Validity
    /// A title for people.
    public let name: String?
    /// Labels and indicator types.
    public let labels: [String]
    /// When its producer made this version; `nil` for lines of lists, and where it is not to be told.
    public let modified: Timestamp?
    /// When it came here first and last.
    public let span: ClosedRange<Timestamp>

    /// What a statement becomes; `nil` where it may not go. Where a part may not, nothing goes but the value.
    public init?(
        id: String, observable: Observable, producer: MemberState? = nil, confidence: UInt8? = nil,
        validity: Validity = Validity(), name: String? = nil, labels: [String] = [], modified: Timestamp? = nil,
        span: ClosedRange<Timestamp>, decision: ReleaseDecision
    ) {
        guard decision.isReleased else { return nil }
        let isWhole = decision.withheldParts.isEmpty
        self.id = id
        self.observable = observable
        self.producer = isWhole ? producer : nil
        if case .named = decision.reason { isNamed = true } else { isNamed = false }
        marking = isNamed ? max(decision.level, .amberStrict) : decision.level
        self.confidence = isWhole ? confidence : nil
        self.validity = isWhole ? validity : Validity()
        self.name = isWhole ? name : nil
        self.labels = isWhole ? labels : []
        self.modified = isWhole ? modified : nil
        self.span = span
    }
}
