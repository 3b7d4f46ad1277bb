/// The formats that a feed can have.
public enum FeedFormat: String, Hashable, Sendable, CaseIterable {
    /// STIX 2.1 or 2.0: a bundle, one object, an array of objects, or a TAXII envelope.
    case stix
    /// STIX, one object a line (JSON Lines).
    case stixLines = "stix-lines"
    /// Comma-, semicolon- or tab-separated values with quotes as in RFC 4180.
    case csv
    /// One value a line.
    case list
    /// A hosts file: an address and the names that it blocks.
    case hosts
    /// Zeek's intel framework: tab-separated, with a `#fields` line.
    case zeekIntel = "zeek-intel"
    /// MISP events: one, an array of them, or a server's response.
    case misp
}

extension FeedFormat {
    /// Recognises a format from the first bytes, with the file name's extension as a hint where they leave a choice.
    ///
    /// - Parameter head: the beginning of the feed, a byte-order mark included; 64 KiB is plenty.
    public static func recognise(_ head: [UInt8], source: String = "") -> FeedFormat {
        let name = source.lowercased()
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        if let first = text.firstIndex(where: { !$0.isJSONSpace }) {
            let rest = text[(first + 1)...].first { !$0.isJSONSpace }
            let isObject = text[first] == 0x7B && (rest == nil || rest == 0x22 || rest == 0x7D)
            let isArray = text[first] == 0x5B && (rest == 0x7B || rest == 0x5D)
            if isObject || isArray {
                if MISPShape.isBegun(text[first...]) { return .misp }
                let isNamedLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
                return isObject && (isNamedLines || isObjectPerLine(text[first...])) ? .stixLines : .stix
            }
        }
        if MISPShape.isHashList(Array(text.prefix(4_096))) { return .misp }
        let lines = FeedSample(text)
        if lines.hasZeekFields { return .zeekIntel }
        if lines.header(isNamedCSV: name.hasSuffix(".csv") || name.hasSuffix(".tsv")) != nil { return .csv }
        return lines.isHosts ? .hosts : .list
    }

    /// True where the first line is an object and nine lines in ten begin one, broken ones among them.
    private static func isObjectPerLine(_ text: ArraySlice<UInt8>) -> Bool {
        let lines = text.split(separator: 0x0A).filter { !$0.trimmingBlanks.isEmpty }
        guard lines.count > 1, lines[0].trimmingBlanks.last == 0x7D else { return false }
        let beginning = lines.count { $0.first == 0x7B }
        return beginning > 1 && beginning * 10 >= lines.count * 9
    }
}

extension UInt8 {
    /// The white space of RFC 8259.
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// An ASCII digit.
    var isDigit: Bool { self &- 0x30 < 10 }
    /// An ASCII letter.
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
