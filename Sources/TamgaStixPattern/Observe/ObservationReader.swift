public import TamgaJSON
public import TamgaModel

/// Reads observed data from JSON: a bundle, an observed-data object, or a list of these.
///
/// What is no observation in a bundle is passed over; observed data that lacks what it must have is refused.
public struct ObservationReader {
    /// The observations in their order.
    public private(set) var observations: [Observation] = []
    /// Observed data that was refused.
    public private(set) var refusals: [Refusal] = []
    private let version: StixVersion?
    private let semantics: StixSemantics

    /// A reader.
    ///
    /// - Parameter version: where objects are looked for in observed data that has both objects (2.0) and references
    ///   to them (2.1); `nil` is 2.1.
    public init(version: StixVersion? = nil, semantics: StixSemantics = .text) {
        self.version = version
        self.semantics = semantics
    }

    /// Reads a JSON text.
    ///
    /// - Throws: where it is not JSON; what was read before stays.
    public mutating func read(_ bytes: Span<UInt8>, source: String) throws(JSONError) {
        read(try JSONValue(bytes), in: bytes, source: source)
    }

    /// Reads a value within JSON.
    public mutating func read(_ value: JSONValue, in bytes: Span<UInt8>, source: String) {
        guard value.kind == .array else { return item(value, bytes, source) }
        var elements = value.elements
        while let element = elements.next(in: bytes) { item(element, bytes, source) }
    }

    private mutating func item(_ value: JSONValue, _ bytes: Span<UInt8>, _ source: String) {
        switch value.member("type", in: bytes)?.string(in: bytes) {
        case "bundle":
            var named: [[UInt8]: JSONValue] = [:]
            var observed: [JSONValue] = []
            var elements = (value.member("objects", in: bytes) ?? value).elements
            while let object = elements.next(in: bytes) {
                if object.member("type", in: bytes)?.isString("observed-data", in: bytes) == true {
                    observed.append(object)
                } else if let id = object.member("id", in: bytes)?.utf8(in: bytes) {
                    named[id] = object
                }
            }
            for object in observed { observation(object, named, bytes, source) }
        case "observed-data": observation(value, [:], bytes, source)
        default: refuse(value, "neither a bundle nor observed data", bytes, source)
        }
    }

    private mutating func observation(
        _ value: JSONValue, _ named: [[UInt8]: JSONValue], _ bytes: Span<UInt8>, _ source: String
    ) {
        guard let first = instant("first_observed", of: value, bytes),
            let last = instant("last_observed", of: value, bytes)
        else { return refuse(value, "first_observed and last_observed must be timestamps", bytes, source) }
        guard first <= last else { return refuse(value, "last_observed lies before first_observed", bytes, source) }
        guard let count = value.member("number_observed", in: bytes)?.integer(in: bytes), count >= 1 else {
            return refuse(value, "number_observed must be an integer from 1 up", bytes, source)
        }
        var objects: [ObservedObject] = []
        func add(_ id: [UInt8], _ object: JSONValue) {
            guard case .dictionary(let properties) = ObservedValue(object, in: bytes) else { return }
            objects.append(ObservedObject(id: id, properties: properties))
        }
        let refs = value.member("object_refs", in: bytes)
        let inline = value.member("objects", in: bytes)
        if let refs, version != .v20 || inline == nil {
            var elements = refs.elements
            var seen: Set<[UInt8]> = []
            while let element = elements.next(in: bytes) {
                guard let id = element.utf8(in: bytes), let object = named[id], seen.insert(id).inserted else {
                    continue
                }
                add(id, object)
            }
        } else if let inline {
            var members = inline.members
            while let member = members.next(in: bytes) { add(member.key.utf8(in: bytes) ?? [], member.value) }
        }
        let id = value.member("id", in: bytes)?.string(in: bytes) ?? "observed data \(observations.count + 1)"
        observations.append(Observation(id: id, first: first, last: last, count: count, objects: objects))
    }

    private func instant(_ name: String, of value: JSONValue, _ bytes: Span<UInt8>) -> StixInstant? {
        guard let text = value.member(name, in: bytes)?.utf8(in: bytes) else { return nil }
        return StixInstant(bytes: text, semantics)
    }

    private mutating func refuse(_ value: JSONValue, _ reason: String, _ bytes: Span<UInt8>, _ source: String) {
        let id = value.member("id", in: bytes)?.string(in: bytes)
        refusals.append(
            Refusal(source: source, byteOffset: value.range.lowerBound, objectID: id, reason: reason))
    }
}

extension StixInstant {
    /// A timestamp of JSON as these semantics read it: the reference implementation knows no second 60, and cuts what is
    /// less than a microsecond.
    init?(bytes: [UInt8], _ semantics: StixSemantics) {
        self.init(bytes: bytes)
        guard semantics == .reference else { return }
        if bytes[17] == 0x36 { return nil }
        self.init(timestamp)
    }
}
