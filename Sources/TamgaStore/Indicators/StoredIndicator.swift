public import TamgaModel

/// One statement in the store, in force or not: what one producer says of one value, and how it came here.
public struct StoredIndicator: Hashable, Sendable {
    /// The value.
    public var observable: Observable
    /// The STIX id of the object that says so; `nil` for a line of a list.
    public var objectID: String?
    /// Who says so; `nil` is "unattributed".
    public var producer: MemberState?
    /// The feed or file that it came by.
    public var source: String
    /// Where it stands.
    public var state: StatementState
    /// When it was withdrawn here, if it was.
    public var withdrawn: Timestamp?
    /// 0 … 100; `nil` is "not stated".
    public var confidence: UInt8?
    /// The strictest marking; `nil` where it has none.
    public var marking: Marking?
    /// When it holds.
    public var validity: Validity
    /// A title for people, cut where it is longer than a line.
    public var name: String?
    /// Labels and indicator types.
    public var labels: [String]
    /// Kill-chain phases as `chain/phase`.
    public var killChainPhases: [String]
    /// The store's revision at which the value came into force by this statement.
    public var revision: Int64
    /// When it was made or begins to hold, whichever is later; of a line without times, when its source was last imported.
    public var stated: Timestamp?

    /// The STIX id: the object's own, or the one derived from producer and value.
    public var indicatorID: String {
        objectID ?? Store.derivedIndicatorID(producer: producer, observable: observable)
    }
}
