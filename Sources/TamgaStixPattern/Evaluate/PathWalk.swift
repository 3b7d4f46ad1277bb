import TamgaModel

/// Walks an object path through the objects of one observation (STIX 2.1 §9.7).
struct PathWalk {
    private let observation: Observation
    private let semantics: StixSemantics

    init(_ observation: Observation, _ semantics: StixSemantics) {
        self.observation = observation
        self.semantics = semantics
    }

    /// A value on the way, and whether it is a reference, or a list of them.
    private typealias Place = (value: ObservedValue, isReference: Bool)

    /// The values that a path reaches in an object; `nil` where they are more than ``AtomEvaluator/maximumValues``.
    func values(of path: CompiledPath, in object: ObservedObject) throws(ObservationFault) -> [ObservedValue]? {
        var places: [Place] = [(object.properties, false)]
        for step in path.steps {
            var next: [Place] = []
            for place in places {
                switch step {
                case .key(let name, let content):
                    guard case .dictionary(let members) = resolved(place), let value = members[name] else { continue }
                    if let reached = try reading(value, content) { next.append(reached) }
                case .index(let number):
                    guard case .list(let values) = place.value, values.indices.contains(number) else { continue }
                    next.append((values[number], place.isReference))
                case .any:
                    guard case .list(let values) = place.value else { continue }
                    guard next.count + values.count <= AtomEvaluator.maximumValues else { return nil }
                    for value in values { next.append((value, place.isReference)) }
                }
            }
            places = next
        }
        return places.map(\.value)
    }

    /// What a place stands for where a key follows: a reference stands for its object.
    private func resolved(_ place: Place) -> ObservedValue {
        guard place.isReference, case .string(let id) = place.value else { return place.value }
        return observation.object(id)?.properties ?? .null
    }

    /// A property's value by what its name says; `nil` where the reference implementation drops it.
    private func reading(_ value: ObservedValue, _ content: CompiledPath.Content) throws(ObservationFault) -> Place? {
        let isReference = semantics == .reference
        switch content {
        case .plain: return (value, false)
        case .hexadecimal, .base64:
            if case .string(let text) = value,
                let bytes = content == .base64 ? TextBytes.base64(text) : TextBytes.hexadecimal(text)
            {
                return (.bytes(bytes), false)
            }
            guard !isReference else { throw .malformedBytes }
            return (value, false)
        case .reference:
            guard isReference else { return (value, true) }
            guard case .string(let id) = value else { throw .malformedReference }
            return observation.object(id).map { ($0.properties, false) }
        case .references:
            guard isReference else { return (value, true) }
            guard case .list(let elements) = value else { throw .malformedReference }
            var objects: [ObservedValue] = []
            for element in elements {
                guard case .string(let id) = element else { throw .malformedReference }
                if let object = observation.object(id) { objects.append(object.properties) }
            }
            return objects.isEmpty ? nil : (.list(objects), false)
        }
    }
}
