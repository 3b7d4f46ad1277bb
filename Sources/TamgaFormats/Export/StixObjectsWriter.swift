import TamgaJSON
public import TamgaModel
public import TamgaRelease
import TamgaUUID

/// Writes a STIX 2.1 bundle of released objects, one at a time: each object's bytes as they came.
///
/// What has no object of its own, a line of a list, becomes an indicator that says what the line said. TLP definitions
/// are OASIS' own, those that are referred to, at the end. The bundle's id is made from what is in it and comes last,
/// so that nothing is held in memory: the same objects give the same bytes.
public struct StixObjectsWriter {
    private let identities: [MemberState: String]
    private var isFirst = true
    private var digest = NameUUID(namespace: NameUUID.tamga)
    private var levels: Set<String> = []

    /// A bundle.
    ///
    /// - Parameter community: whose first identities stand for the producers of lines.
    public init(community: Community) {
        identities = Dictionary(
            community.members.compactMap { member in member.identities.first.map { (member.state, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The bundle up to its objects.
    public mutating func begin() -> [UInt8] { Array("{\"type\":\"bundle\"".utf8) }

    /// Why an object cannot stand in a 2.1 bundle, in a few words; `nil` where it can.
    ///
    /// One of STIX 2.0 says no `spec_version`, and is no observable. Imports take what is slightly wrong, and nothing
    /// of an object is changed on its way out: so what the standard forbids of common properties stays here.
    public static func objection(to bytes: [UInt8]) -> String? {
        let span = bytes.span
        guard let object = try? JSONValue(span) else { return "no JSON" }
        var isVersioned = false
        var version: JSONValue?
        var members = object.members
        while let member = members.next(in: span) {
            let value = member.value
            if value.kind == .null { return "a null in it" }
            switch member.key.string(in: span) ?? "" {
            case "spec_version": version = value
            case "created", "modified", "valid_from", "valid_until", "first_seen", "last_seen":
                isVersioned = true
                guard let text = value.string(in: span), text.hasSuffix("Z"), Timestamp(rfc3339: text) != nil else {
                    return "a time that is none"
                }
            case "confidence":
                guard let confidence = value.integer(in: span), 0...100 ~= confidence else {
                    return "a “confidence” that is none"
                }
            case "revoked": if value.bool == nil { return "a “revoked” that is none" }
            default:
                var elements = value.elements
                var entries = value.members
                let isEmpty =
                    value.kind == .array && elements.next(in: span) == nil
                    || value.kind == .object && entries.next(in: span) == nil
                if isEmpty { return "an empty list in it" }
            }
        }
        guard let version else { return isVersioned ? "STIX 2.0" : nil }
        return version.isString("2.1", in: span) ? nil : "another version of STIX"
    }

    /// An object, as it came; no bytes for a TLP definition.
    public mutating func object(_ object: ReleasedObject) -> [UInt8] {
        guard Marking(definitionID: object.id) == nil else { return [] }
        for marking in object.markings where Marking(definitionID: marking) != nil { levels.insert(marking) }
        return object.bytes
    }

    /// A line of a list, as an indicator.
    public mutating func object(_ line: ReleasedIndicator) -> [UInt8] {
        levels.insert(line.marking.definitionID)
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "indicator")
            $0.member("spec_version", "2.1")
            $0.member("id", line.id)
            $0.member("created_by_ref", line.producer.flatMap { identities[$0] })
            $0.member("created", line.span.lowerBound.stix)
            $0.member("modified", line.span.upperBound.stix)
            $0.member("name", line.name ?? line.observable.text)
            $0.member("pattern", line.observable.stixPattern)
            $0.member("pattern_type", "stix")
            $0.member("valid_from", (line.validity.from ?? line.span.lowerBound).description)
            if let until = line.validity.until, until > line.validity.from ?? line.span.lowerBound {
                $0.member("valid_until", until.description)
            }
            $0.member("confidence", line.confidence)
            if !line.labels.isEmpty { $0.member("labels", line.labels) }
            $0.member("object_marking_refs", [line.marking.definitionID])
        }
        return writer.bytes
    }

    /// An object in its place in the bundle, as it came; nothing for a TLP definition.
    public mutating func write(_ released: ReleasedObject) -> [UInt8] { framed(object(released)) }

    /// A line of a list in its place in the bundle.
    public mutating func write(_ line: ReleasedIndicator) -> [UInt8] { framed(object(line)) }

    /// An object in its place in the bundle; nothing for no object.
    public mutating func framed(_ object: [UInt8]) -> [UInt8] { object.isEmpty ? [] : add(object) }

    /// The TLP definitions that the objects so far refer to, by id.
    public var definitions: [(id: String, object: [UInt8])] {
        levels.sorted().compactMap { id in TLPDefinition.object(id).map { (id, $0) } }
    }

    /// The TLP definitions that are referred to, and the bundle's end.
    public mutating func end() -> [UInt8] {
        var bytes: [UInt8] = []
        for definition in definitions { bytes += add(definition.object) }
        let finished = digest
        return bytes + Array((isFirst ? "" : "\n]").utf8) + Array(",\"id\":\"bundle--\(finished.text())\"}\n".utf8)
    }

    private mutating func add(_ object: [UInt8]) -> [UInt8] {
        digest.update(object)
        defer { isFirst = false }
        // A bundle without objects has no list of them.
        return Array((isFirst ? ",\"objects\":[\n" : ",\n").utf8) + object
    }
}
