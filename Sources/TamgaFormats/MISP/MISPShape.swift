import TamgaJSON

/// What a JSON text of MISP is.
enum MISPShape {
    /// These are events, as far as one can tell before reading them.
    case events([JSONValue])
    /// Something else that MISP writes; one sentence says what.
    case other(String)

    /// Looks into a text: arrays and `response` hold events, `Event` is one.
    init(_ value: JSONValue, in bytes: Span<UInt8>) {
        var waiting = [value]
        var events: [JSONValue] = []
        while let next = waiting.popLast() {
            if next.kind == .array {
                var elements = next.elements
                var list: [JSONValue] = []
                while let element = elements.next(in: bytes) { list.append(element) }
                waiting += list.reversed()
                continue
            }
            if let inner = next.member("response", in: bytes) {
                waiting.append(inner)
            } else if let event = next.member("Event", in: bytes), event.kind == .object,
                next.member("Attribute", in: bytes) == nil
            {
                events.append(event)
            } else if let reason = Self.objection(to: next, in: bytes) {
                self = .other(reason)
                return
            } else {
                events.append(next)
            }
        }
        self = .events(events)
    }

    private static func objection(to value: JSONValue, in bytes: Span<UInt8>) -> String? {
        var members = value.members
        guard let first = members.next(in: bytes) else { return nil }
        if let name = first.key.string(in: bytes), MISPIdentifier.uuid(name) != nil, first.value.kind == .object {
            return "this is manifest.json of a MISP feed: it lists events and has none; import the events"
        }
        if value.member("SharingGroup", in: bytes) != nil, value.member("info", in: bytes) == nil {
            return "these are sharing groups of MISP, not events; name their ids in the community file"
        }
        if value.member("GalaxyCluster", in: bytes) != nil { return "this is a galaxy of MISP, not an event" }
        if value.member("Attribute", in: bytes) != nil, value.member("info", in: bytes) == nil,
            value.member("Event", in: bytes) != nil
        {
            return "these are attributes without their event; export events from MISP"
        }
        return nil
    }

    /// True for lines of an MD5 digest and an event's UUID.
    static func isHashList(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.prefix(4_096).split(separator: 0x0A, maxSplits: 8).prefix(3)
        guard !lines.isEmpty else { return false }
        return lines.allSatisfy { line in
            let parts = line.trimmingBlanks.split(separator: 0x2C, omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0].count == 32 && parts[0].allSatisfy(\.isHexDigit)
                && MISPIdentifier.uuid(String(decoding: parts[1], as: UTF8.self)) != nil
        }
    }

    /// True where a beginning of JSON is one of MISP's: by the names of the outermost object's members, or of the
    /// first object's in an array.
    static func isBegun(_ text: ArraySlice<UInt8>) -> Bool {
        let keys = outermostKeys(text)
        if let first = keys.first, MISPIdentifier.uuid(first) != nil { return true }
        if keys.contains("GalaxyCluster") { return true }
        guard !keys.contains("type"), !keys.contains("spec_version"), !keys.contains("objects") else { return false }
        return keys.contains { members.contains($0) }
    }

    /// Names that stand in what MISP writes and in no STIX object.
    private static let members: Set<String> = [
        "Event", "response", "Attribute", "Object", "ShadowAttribute", "RelatedEvent", "Orgc", "orgc_id",
        "threat_level_id", "publish_timestamp", "attribute_count", "SharingGroup", "EventReport",
    ]

    private static func outermostKeys(_ text: ArraySlice<UInt8>) -> [String] {
        var keys: [String] = []
        var depth = 0
        let wanted = text.first == 0x5B ? 2 : 1
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                // One object says enough.
                if depth < wanted { return keys }
            case 0x22:
                let start = index + 1
                index = start
                while index < text.endIndex, text[index] != 0x22 { index += text[index] == 0x5C ? 2 : 1 }
                guard index < text.endIndex else { return keys }
                let colon = text[(index + 1)...].first { !$0.isJSONSpace }
                if depth == wanted, colon == 0x3A { keys.append(String(decoding: text[start..<index], as: UTF8.self)) }
            default: break
            }
            index += 1
        }
        return keys
    }
}
