public import TamgaModel

/// One statement that is in force in the store: this producer says that this value is malicious.
public struct LiveStatement: Sendable {
    /// The value.
    public var observable: Observable
    /// The STIX id of the object that says so; `nil` for a line of a list.
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

    /// The STIX id: the object's own, or the one derived from producer and value.
    public var indicatorID: String {
        objectID ?? Store.derivedIndicatorID(producer: producer, observable: observable)
    }
}
