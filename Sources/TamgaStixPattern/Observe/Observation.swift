public import TamgaModel

/// What was seen at once: cyber-observable objects, when, and how often (STIX 2.1 §4.14).
public struct Observation: Sendable {
    /// How it is named to people.
    public var id: String
    /// When it was first seen.
    public var first: StixInstant
    /// When it was last seen; not before ``first``.
    public var last: StixInstant
    /// How often it was seen, from 1 up: so many observations for AND, FOLLOWEDBY and REPEATS.
    public var count: Int
    /// The objects. References among them resolve, references to anything else do not.
    public private(set) var objects: [ObservedObject]
    private var places: [[UInt8]: Int] = [:]

    /// An observation. Of objects with the same id the last is referred to.
    public init(id: String, first: StixInstant, last: StixInstant, count: Int = 1, objects: [ObservedObject]) {
        (self.id, self.first, self.last, self.count, self.objects) = (id, first, last, count, objects)
        for (place, object) in objects.enumerated() { places[object.id] = place }
    }

    /// The object that a reference names.
    func object(_ id: [UInt8]) -> ObservedObject? { places[id].map { objects[$0] } }
}
