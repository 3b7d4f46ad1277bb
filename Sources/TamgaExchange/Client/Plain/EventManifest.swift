import TamgaJSON

/// The `manifest.json` of a MISP feed: an object of events by UUID, each with its `timestamp`.
struct EventManifest {
    /// Timestamps by UUID in lower case.
    private(set) var events: [String: Int64] = [:]
    /// Members that are no events: their names are no UUIDs.
    private(set) var strays = 0
    /// True where there are more members than are read.
    private(set) var isCut = false

    /// More events than these are not read.
    static let maximumEvents = 2_000_000

    /// Reads a manifest; `nil` where it is no JSON object.
    init?(_ bytes: [UInt8]) {
        let span = bytes.span
        guard let root = try? JSONValue(span), root.kind == .object else { return nil }
        var members = root.members
        while let member = members.next(in: span) {
            guard events.count < Self.maximumEvents else {
                isCut = true
                break
            }
            let stamp = member.value.member("timestamp", in: span)
            let time = stamp?.integer(in: span).map { Int64($0) } ?? stamp?.string(in: span).flatMap { Int64($0) }
            guard let name = member.key.string(in: span)?.lowercased(), Self.isUUID(name), member.value.kind == .object
            else {
                strays += 1
                continue
            }
            events[name] = time ?? 0
        }
    }

    /// Only such a name becomes part of a URL.
    private static func isUUID(_ text: String) -> Bool {
        text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index)
                    ? byte == 0x2D : byte &- 0x30 < 10 || 0x61...0x66 ~= byte
            }
    }
}
