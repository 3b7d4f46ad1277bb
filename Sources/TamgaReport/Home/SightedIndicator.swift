public import TamgaModel
public import TamgaRelease

/// What one producer has stated on a value that was sighted, as the policy looks at it.
public struct SightedIndicator: Hashable, Sendable {
    /// The STIX id: the object's own, or the derived one of a list's line.
    public var id: String
    /// Who stated it; `nil` is "unattributed".
    public var producer: MemberState?
    /// The value.
    public var observable: Observable
    /// What it says of who may have it.
    public var object: MarkedObject
    /// True for an object, false for a line of a list.
    public var isObject: Bool
    /// 0 … 100; `nil` is "not stated".
    public var confidence: UInt8?
    /// A secret of the store from which the ids of its sightings are derived, so that nobody who knows the indicator can
    /// make such an id, and find out by it what was seen. Empty leaves it out.
    public var secret: [UInt8]

    /// A statement.
    public init(
        id: String, producer: MemberState?, observable: Observable, object: MarkedObject, isObject: Bool,
        confidence: UInt8? = nil, secret: [UInt8] = []
    ) {
        self.id = id
        self.producer = producer
        self.observable = observable
        self.object = object
        self.isObject = isObject
        self.confidence = confidence
        self.secret = secret
    }
}

/// What is known of everything that was sighted, by value.
public struct SightedIndicators: Sendable {
    private var byValue: [Observable: [SightedIndicator]]
    private var byID: [String: SightedIndicator]

    /// Statements in any order.
    public init(_ all: some Sequence<SightedIndicator>) {
        byValue = Dictionary(grouping: all, by: \.observable).mapValues { $0.sorted { $0.id < $1.id } }
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The statements that a sighting is of: on its value, by those who had shared it when it was sighted; of a
    /// pattern, the indicator itself. By id.
    public func stating(_ sighting: Sighting) -> [SightedIndicator] {
        if sighting.observable.type == .pattern { return sighting.indicatorID.flatMap { byID[$0] }.map { [$0] } ?? [] }
        return (byValue[sighting.observable] ?? []).filter { statement in
            guard let producer = statement.producer else { return sighting.producers.isEmpty }
            return sighting.producers.contains(producer)
        }
    }

    /// True where a statement with this id is among them.
    public func contains(id: String) -> Bool { byID[id] != nil }
}
