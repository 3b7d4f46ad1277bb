import TamgaJSON
import TamgaModel

/// Looks for hits in the end of the file of hits: those that are about a value, or whose value, rule or log has a text in
/// it.
struct HitSearch: Sendable {
    /// How much of the end of the file is looked through, in bytes.
    static let searchedBytes = 4 << 20

    /// Hits that were found.
    struct Found: Sendable {
        /// The first of them, the newest first.
        var hits: [LiveHit] = []
        /// All of them.
        var all = 0
        /// How much of the file was looked through, in bytes.
        var bytes = 0
    }

    private let text: String
    private let isWhole: Bool
    /// What must stand in a line, in small letters; empty where the line must be read to know.
    private let needle: [UInt8]

    /// Hits that have a text in their value, their rule's title or the name of their log, letter case aside.
    init(text: String) { self.init(text.lowercased(), isWhole: false) }

    /// Hits on a value.
    init(_ observable: Observable) { self.init(observable.text, isWhole: true) }

    private init(_ text: String, isWhole: Bool) {
        self.text = text
        self.isWhole = isWhole
        let bytes = Array(text.lowercased().utf8)
        // What JSON may write another way says nothing about the line's bytes.
        let isPlain = bytes.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C && $0 != 0x2F }
        needle = isPlain ? bytes : []
    }

    /// Looks through the end of a file.
    ///
    /// - Parameter limit: how many hits are kept; all are counted.
    func find(in file: FollowedHits, limit: Int) -> Found {
        let bytes = file.last(Self.searchedBytes)
        let span = bytes.span
        var found = Found(bytes: bytes.count)
        var end = span.count
        // From its end: the newest come first, and what may be cut, the first line, last.
        while end > 0 {
            var start = end
            while start > 0, span[start - 1] != 0x0A { start -= 1 }
            if start < end {
                let line = span.extracting(start..<end)
                if mayHold(line), holds(line) {
                    found.all += 1
                    if found.hits.count < limit, let hit = LiveHit(line) { found.hits.append(hit) }
                }
            }
            end = start - 1
        }
        return found
    }

    /// Whether the needle stands in a line, letter case of ASCII aside.
    private func mayHold(_ line: Span<UInt8>) -> Bool {
        guard let first = needle.first else { return true }
        guard line.count >= needle.count else { return false }
        let other = 0x61...0x7A ~= first ? first - 0x20 : first
        for start in 0...(line.count - needle.count) where line[start] == first || line[start] == other {
            var place = 1
            while place < needle.count {
                let byte = line[start + place]
                guard (0x41...0x5A ~= byte ? byte + 0x20 : byte) == needle[place] else { break }
                place += 1
            }
            if place == needle.count { return true }
        }
        return false
    }

    private func holds(_ line: Span<UInt8>) -> Bool {
        guard let value = try? JSONValue(line), value.kind == .object, value.member("kind", in: line) != nil else {
            return false
        }
        let named = value.member("value", in: line)?.string(in: line)
        if isWhole { return named == text }
        if let named, named.lowercased().contains(text) { return true }
        for key in ["rule_title", "source"] {
            if let other = value.member(key, in: line)?.string(in: line), other.lowercased().contains(text) {
                return true
            }
        }
        return false
    }
}
