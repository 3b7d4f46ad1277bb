import TamgaJSON
import TamgaModel
public import TamgaRelease
import TamgaUUID

/// A MISP event with an attribute for each statement on a value.
///
/// An indicator that came from MISP as one value keeps its UUID, type, category and tags; other ids are made from the
/// statements' own, so that the same statement is the same attribute in the next export.
/// Distribution follows the level: TLP:CLEAR all communities (3), TLP:GREEN connected communities (2), TLP:AMBER
/// this community (1), above it, and where the recipient was named, the recipient's organisation (0).
public struct MISPForm: ValueForm {
    private let context: ExportContext
    private var isFirst = true
    private var widest = 0
    private var newest = Timestamp(seconds: 0)
    /// UUIDs that were taken over: of several values under one id, one has it.
    private var taken: Set<String> = []

    /// An event.
    public init(_ context: ExportContext) { self.context = context }

    /// The event up to its attributes.
    public mutating func begin() -> [UInt8] {
        let name = "misp export for \(context.recipient)"
        let id = NameUUID.text(namespace: NameUUID.tamga, name: name.utf8)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("uuid", id)
            writer.member("info", "Tamga: indicators for \(context.recipient)")
            writer.member("date", String(context.time.description.prefix(10)))
            writer.member("threat_level_id", "4")
            writer.member("analysis", "2")
            writer.member("published", false)
        }
        return Array(#"{"Event":"#.utf8) + writer.bytes.dropLast() + Array(",\"Attribute\":[\n".utf8)
    }

    /// The value's attributes.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        guard let (type, category) = Self.type(value.observable), ExportText.isPlain(value.observable.text) else {
            return nil
        }
        var bytes: [UInt8] = []
        for statement in value.statements {
            if !isFirst { bytes += ",\n".utf8 }
            isFirst = false
            bytes += attribute(statement, MISPOrigin(statement), type, category)
        }
        return bytes
    }

    /// What an event says after its attributes.
    public mutating func end() -> [UInt8] {
        Array("\n],\"distribution\":\"\(widest)\",\"timestamp\":\"\(newest.microseconds / 1_000_000)\"}}\n".utf8)
    }

    private mutating func attribute(
        _ statement: ReleasedIndicator, _ origin: MISPOrigin, _ type: String, _ category: String
    ) -> [UInt8] {
        let distribution = Self.distribution(statement.marking)
        let time = statement.modified ?? statement.span.upperBound
        widest = max(widest, distribution)
        newest = max(newest, time)
        let uuid = origin.uuid.flatMap { taken.insert($0).inserted ? $0 : nil }
        let key = Array("misp attribute \(statement.id) ".utf8) + [statement.observable.type.rawValue]
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "uuid",
                uuid ?? NameUUID.text(namespace: NameUUID.tamga, name: key + statement.observable.bytes))
            writer.member("type", origin.type ?? type)
            writer.member("category", origin.category ?? category)
            writer.member("value", statement.observable.text)
            writer.member("to_ids", true)
            writer.member("distribution", "\(distribution)")
            writer.member("timestamp", "\(time.microseconds / 1_000_000)")
            writer.member("comment", comment(statement))
            writer.member("first_seen", statement.validity.from?.description)
            writer.member("last_seen", origin.lastSeen)
            writer.array("Tag") { writer in
                for tag in tags(statement, origin) { writer.object { $0.member("name", tag) } }
            }
        }
        return writer.bytes
    }

    private func comment(_ statement: ReleasedIndicator) -> String {
        let name = ExportText.words(statement.name ?? "")
        let producer = statement.producer.map { "shared by \($0)" } ?? ""
        return [name, producer].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func tags(_ statement: ReleasedIndicator, _ origin: MISPOrigin) -> [String] {
        let labels = origin.tags.map { ExportText.words($0) }.filter { !$0.isEmpty }
        return [statement.marking.label.lowercased()] + labels
            + (statement.confidence.map { ["tamga:confidence=\"\($0)\""] } ?? [])
            + (statement.validity.until.map { ["\(MISPTags.validUntil)\"\($0)\""] } ?? [])
    }

    private static func distribution(_ marking: Marking) -> Int {
        switch marking {
        case .clear: 3
        case .green: 2
        case .amber: 1
        case .amberStrict, .red: 0
        }
    }

    /// MISP's type and category for a kind; `nil` where it has none.
    private static func type(_ observable: Observable) -> (String, String)? {
        switch observable.type {
        case .ipv4Address, .ipv6Address, .ipv4Network, .ipv6Network: ("ip-dst", "Network activity")
        case .domainName: ("domain", "Network activity")
        case .url: ("url", "Network activity")
        case .emailAddress: ("email", "Network activity")
        case .userAgent: ("user-agent", "Network activity")
        case .ja3, .ja3s: ("ja3-fingerprint-md5", "Network activity")
        case .autonomousSystem: ("AS", "Network activity")
        case .macAddress: ("mac-address", "Network activity")
        case .md5: ("md5", "Payload delivery")
        case .sha1: ("sha1", "Payload delivery")
        case .sha224: ("sha224", "Payload delivery")
        case .sha256: ("sha256", "Payload delivery")
        case .sha384: ("sha384", "Payload delivery")
        case .sha512: ("sha512", "Payload delivery")
        case .fileName, .filePath: ("filename", "Payload delivery")
        case .registryKey: ("regkey", "Persistence mechanism")
        case .mutex: ("mutex", "Artifacts dropped")
        case .x509Fingerprint:
            switch observable.bytes.count {
            case 16: ("x509-fingerprint-md5", "Network activity")
            case 20: ("x509-fingerprint-sha1", "Network activity")
            default: ("x509-fingerprint-sha256", "Network activity")
            }
        case .userAccount, .ja4, .x509Serial, .cryptocurrencyAddress, .pattern: nil
        }
    }
}
