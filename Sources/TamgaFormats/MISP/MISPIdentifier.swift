import TamgaUUID

/// UUIDs of MISP, and those that stand in for one that is missing.
enum MISPIdentifier {
    /// The text in lower case where it has the form of a UUID.
    static func uuid(_ text: String) -> String? {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], groups.allSatisfy({ $0.utf8.allSatisfy(\.isHexDigit) })
        else { return nil }
        return text.lowercased()
    }

    /// A UUID made from what there is: the same parts always give the same one.
    static func derived(_ parts: String...) -> String {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("misp".utf8)
        for part in parts {
            name.update([0])
            name.update(part.utf8)
        }
        return name.text()
    }
}
