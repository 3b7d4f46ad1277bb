public import TamgaModel

/// What an object says of who may have it, and nothing else of it.
public struct MarkedObject: Hashable, Sendable {
    /// `type--uuid`; of a line of a list the id that is derived, or its value.
    public var id: String
    /// The STIX type.
    public var type: String
    /// The identity that created it.
    public var createdBy: String?
    /// Who handed it over, where it does not say who created it.
    public var sharedBy: MemberState?
    /// `object_marking_refs`.
    public var markings: [String]
    /// A level that is stated by its label, as columns of CSV files do.
    public var label: Marking?
    /// `granular_markings`.
    public var granular: [GranularMarking]
    /// The members that the object names itself; `nil` where it names none.
    public var recipients: Set<MemberState>?
    /// The objects that it refers to, its creator aside.
    public var references: [String]
    /// What is wrong with its markings; such an object goes to nobody.
    public var faults: [String]

    /// An object; what a line of a list knows is enough.
    public init(
        id: String, type: String, createdBy: String? = nil, sharedBy: MemberState? = nil, markings: [String] = [],
        label: Marking? = nil, granular: [GranularMarking] = [], recipients: Set<MemberState>? = nil,
        references: [String] = [], faults: [String] = []
    ) {
        self.id = id
        self.type = type
        self.createdBy = createdBy
        self.sharedBy = sharedBy
        self.markings = markings
        self.label = label
        self.granular = granular
        self.recipients = recipients
        self.references = references
        self.faults = faults
    }
}
