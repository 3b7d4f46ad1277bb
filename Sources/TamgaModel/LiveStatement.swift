/// One statement that is in force in the store: this producer says that this value is malicious.
///
/// The unit that the store yields and the matcher compiles.
public struct LiveStatement: Hashable, Sendable {
    /// The value.
    public var observable: Observable
    /// The STIX id of the object that says so; `nil` for a line of a list, whose id is derived from producer and value.
    public var objectID: String?
    /// Who says so; `nil` is "unattributed".
    public var producer: MemberState?
    /// 0 … 100; `nil` is "not stated".
    public var confidence: UInt8?
    /// The strictest marking; `nil` where it has none.
    public var marking: Marking?
    /// When it holds.
    public var validity: Validity
    /// The feed or file that it came by.
    public var source: String
    /// The store's revision at which the value came into force by this statement; a later version that changes
    /// only its words, confidence or marking leaves it.
    public var revision: Int64
    /// When it was made or begins to hold, whichever is later; of a line without times, when its source was last
    /// imported. `nil` where it was not asked for.
    public var stated: Timestamp?

    /// A statement.
    public init(
        observable: Observable, objectID: String? = nil, producer: MemberState? = nil, confidence: UInt8? = nil,
        marking: Marking? = nil, validity: Validity = Validity(), source: String = "", revision: Int64 = 0,
        stated: Timestamp? = nil
    ) {
        self.observable = observable
        self.objectID = objectID
        self.producer = producer
        self.confidence = confidence
        self.marking = marking
        self.validity = validity
        self.source = source
        self.revision = revision
        self.stated = stated
    }
}
