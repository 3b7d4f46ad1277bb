public import TamgaJSON
import TamgaModel

extension MarkingDefinition {
    /// Reads a marking definition: TLP 1 (`definition_type: tlp`), TLP 2.0 (the extension's `tlp_2_0`), or a statement,
    /// which has a level where a TLP label stands in it, its name or OpenCTI's `x_opencti_definition`.
    ///
    /// Where several of these stand in one object the strictest counts. `nil` where the value is no marking
    /// definition with an id.
    public init?(_ object: JSONValue, in bytes: Span<UInt8>) {
        guard object.member("type", in: bytes)?.isString("marking-definition", in: bytes) == true,
            let id = object.member("id", in: bytes)?.string(in: bytes)
        else { return nil }
        var reading = Reading()
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            switch member.key.string(in: bytes) {
            case "definition_type": reading.type = value.string(in: bytes)?.lowercased() ?? "another value than a name"
            case "definition": reading.definition(value, bytes)
            case "name", "x_opencti_definition":
                if let text = value.string(in: bytes) { reading.words.append(text) }
            case "extensions":
                reading.extensions(value, bytes)
                switch RecipientExtension.read(value, in: bytes) {
                case .absent: break
                case .named(let states): reading.recipients = reading.recipients?.intersection(states) ?? states
                case .malformed(let reason): reading.problem = reason
                }
            default: break
            }
        }
        self.init(id: id, kind: reading.kind, recipients: reading.recipients)
    }

    /// What has been read of a definition.
    private struct Reading {
        var type: String?
        var words: [String] = []
        var levels: [Marking] = []
        var hasStatement = false
        var recipients: Set<MemberState>?
        var problem: String?
        /// Extensions other than Tamga's own and TLP 2.0.
        var otherExtension: String?

        mutating func definition(_ value: JSONValue, _ bytes: Span<UInt8>) {
            var members = value.members
            while let member = members.next(in: bytes) {
                switch member.key.string(in: bytes) {
                case "tlp": level(member.value, bytes)
                case "statement":
                    hasStatement = true
                    if let text = member.value.string(in: bytes) { words.append(text) }
                default: break
                }
            }
        }

        mutating func extensions(_ value: JSONValue, _ bytes: Span<UInt8>) {
            var each = value.members
            while let member = each.next(in: bytes) {
                if RecipientExtension.isThis(member, in: bytes) { continue }
                var isLevel = false
                var properties = member.value.members
                while let property = properties.next(in: bytes) {
                    guard property.hasKey("tlp_2_0", in: bytes) else { continue }
                    isLevel = true
                    level(property.value, bytes)
                }
                if !isLevel { otherExtension = member.key.string(in: bytes) ?? "" }
            }
        }

        private mutating func level(_ value: JSONValue, _ bytes: Span<UInt8>) {
            if let level = value.string(in: bytes).flatMap({ Marking(label: $0) }) {
                levels.append(level)
            } else {
                problem = "a TLP label that is none"
            }
        }

        var kind: Kind {
            if let problem { return .opaque(problem) }
            var levels = levels
            for text in words {
                switch TLPLabel.strictest(in: text) {
                case .none: break
                case .level(let level): levels.append(level)
                case .unknown(let label): return .opaque("“\(label)”")
                }
            }
            if let type, type != "tlp", type != "statement" { return .opaque("“\(type.prefix(40))”") }
            if let otherExtension { return .opaque("“\(otherExtension.prefix(60))”") }
            if let level = levels.max() { return .level(level) }
            return type == "statement" || hasStatement ? .statement : .opaque("nothing that it says")
        }
    }
}
