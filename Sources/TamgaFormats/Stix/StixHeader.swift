import TamgaJSON
import TamgaModel

/// The properties of a STIX object that Tamga reads, taken in one walk over its members.
struct StixHeader {
    var type: String?
    var id: String?
    var created: Time = .absent
    var modified: Time = .absent
    var createdBy: String?
    var isRevoked = false
    var name: String?
    var confidence: Int?
    var labels: [String] = []
    var indicatorTypes: [String] = []
    var phases: [String] = []
    var markingRefs: [String] = []
    var pattern: String?
    var patternType: String?
    var validFrom: Time = .absent
    var validUntil: Time = .absent
    var country: String?
    var relationshipType: String?
    var sourceRef: String?
    var targetRef: String?

    /// A timestamp property.
    enum Time {
        case absent
        case malformed(String)
        case at(Timestamp)
    }

    init(_ object: JSONValue, in bytes: Span<UInt8>) {
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            switch member.key.string(in: bytes) {
            case "type": type = value.string(in: bytes)
            case "id": id = value.string(in: bytes)
            case "created": created = Self.time(value, bytes)
            case "modified": modified = Self.time(value, bytes)
            case "created_by_ref": createdBy = value.string(in: bytes)
            case "revoked": isRevoked = value.bool ?? false
            case "name": name = value.string(in: bytes)
            case "confidence": confidence = value.integer(in: bytes)
            case "labels": labels = Self.strings(value, bytes)
            case "indicator_types": indicatorTypes = Self.strings(value, bytes)
            case "kill_chain_phases": phases = Self.phases(value, bytes)
            case "object_marking_refs": markingRefs += Self.strings(value, bytes)
            case "granular_markings": markingRefs += Self.granular(value, bytes)
            case "pattern": pattern = value.string(in: bytes)
            case "pattern_type": patternType = value.string(in: bytes)
            case "valid_from": validFrom = Self.time(value, bytes)
            case "valid_until": validUntil = Self.time(value, bytes)
            case "country": country = value.string(in: bytes)
            case "relationship_type": relationshipType = value.string(in: bytes)
            case "source_ref": sourceRef = value.string(in: bytes)
            case "target_ref": targetRef = value.string(in: bytes)
            default: break
            }
        }
    }

    private static func time(_ value: JSONValue, _ bytes: Span<UInt8>) -> Time {
        guard let text = value.string(in: bytes) else {
            return value.kind == .null ? .absent : .malformed("not a string")
        }
        return Timestamp(rfc3339: text).map(Time.at) ?? .malformed("“\(text.prefix(40))”")
    }

    private static func strings(_ value: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        var strings: [String] = []
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            if let text = element.string(in: bytes) { strings.append(text) }
        }
        return strings
    }

    private static func phases(_ value: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        var phases: [String] = []
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            if let chain = element.member("kill_chain_name", in: bytes)?.string(in: bytes),
                let phase = element.member("phase_name", in: bytes)?.string(in: bytes)
            {
                phases.append("\(chain)/\(phase)")
            }
        }
        return phases
    }

    private static func granular(_ value: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        var refs: [String] = []
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            if let ref = element.member("marking_ref", in: bytes)?.string(in: bytes) { refs.append(ref) }
        }
        return refs
    }
}
