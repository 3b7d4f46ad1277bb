/// What one producer states about an intrusion: a pattern with its validity, confidence and marking.
///
/// Every way in (STIX, CSV, lists) makes these; the store keeps them; the matcher compiles them.
public struct Indicator: Hashable, Sendable {
    /// The STIX id (`indicator--…`), or `nil` for a line of a list, whose id is derived when it is stored.
    public var id: String?
    /// The values whose sight in a record is a hit, any one of them; empty where the pattern says more than that.
    public var observables: [Observable]
    /// The pattern.
    public var pattern: PatternForm
    /// A title for people.
    public var name: String?
    /// The identity that created the object (`created_by_ref`).
    public var createdBy: String?
    /// When the first version was made.
    public var created: Timestamp?
    /// When this version was made: the newest one counts.
    public var modified: Timestamp?
    /// True where the producer has withdrawn it.
    public var isRevoked: Bool
    /// When it holds.
    public var validity: Validity
    /// 0 … 100; `nil` is "not stated", which is not 0.
    public var confidence: UInt8?
    /// The strictest of its object markings; `nil` where it has none.
    public var marking: Marking?
    /// `labels` and `indicator_types`, in that order, without repetition.
    public var labels: [String]
    /// Kill-chain phases as `chain/phase`.
    public var killChainPhases: [String]
    /// The object's JSON exactly as it came; empty for lines of lists.
    public var original: [UInt8]

    /// An indicator; what a list line knows is enough.
    public init(
        id: String? = nil, observables: [Observable], pattern: PatternForm = .observables, name: String? = nil,
        createdBy: String? = nil, created: Timestamp? = nil, modified: Timestamp? = nil, isRevoked: Bool = false,
        validity: Validity = Validity(), confidence: UInt8? = nil, marking: Marking? = nil, labels: [String] = [],
        killChainPhases: [String] = [], original: [UInt8] = []
    ) {
        self.id = id
        self.observables = observables
        self.pattern = pattern
        self.name = name
        self.createdBy = createdBy
        self.created = created
        self.modified = modified
        self.isRevoked = isRevoked
        self.validity = validity
        self.confidence = confidence
        self.marking = marking
        self.labels = labels
        self.killChainPhases = killChainPhases
        self.original = original
    }
}

/// How much of an indicator's pattern the matcher can run.
public enum PatternForm: Hashable, Sendable {
    /// A plain disjunction of values: ``Indicator/observables`` says it all.
    case observables
    /// A valid STIX pattern that says more than a disjunction of values.
    case richer
    /// A pattern in another language (`sigma`, `pcre`, `snort`, `yara` …), named by `pattern_type`.
    case foreign(String)
}

/// A STIX object other than an indicator, kept verbatim with the few columns that queries need.
public struct StixObject: Hashable, Sendable {
    /// `type--uuid`.
    public var id: String
    /// The STIX type.
    public var type: String
    /// When the first version was made.
    public var created: Timestamp?
    /// When this version was made; `nil` for observables and markings, which have no versions.
    public var modified: Timestamp?
    /// The identity that created it.
    public var createdBy: String?
    /// A name for people, where the object has one.
    public var name: String?
    /// True where the producer has withdrawn it.
    public var isRevoked: Bool
    /// What the object says about who and where, for naming producers.
    public var link: Link
    /// The object's JSON exactly as it came.
    public var original: [UInt8]

    /// The parts of an object that help to name a producer's member state.
    public enum Link: Hashable, Sendable {
        /// Nothing of the kind.
        case none
        /// A location with this ISO 3166-1 alpha-2 `country`.
        case country(MemberState)
        /// A relationship `source_ref —type→ target_ref`.
        case relationship(type: String, source: String, target: String)
    }

    /// A verbatim object.
    public init(
        id: String, type: String, created: Timestamp? = nil, modified: Timestamp? = nil, createdBy: String? = nil,
        name: String? = nil, isRevoked: Bool = false, link: Link = .none, original: [UInt8]
    ) {
        self.id = id
        self.type = type
        self.created = created
        self.modified = modified
        self.createdBy = createdBy
        self.name = name
        self.isRevoked = isRevoked
        self.link = link
        self.original = original
    }
}
