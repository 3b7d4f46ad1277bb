/// A page read back: its elements in order, and its figures.
struct HTMLReading {
    struct Tag {
        var name: String
        var attributes: [String: String]
        var isEnd: Bool
        /// The text up to the next tag.
        var text: String
    }

    let tags: [Tag]
    let text: String

    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
        var tags: [Tag] = []
        for piece in text.split(separator: "<", omittingEmptySubsequences: true) {
            guard let close = Self.end(of: piece) else { continue }
            var inside = piece[..<close]
            let isEnd = inside.hasPrefix("/")
            if isEnd { inside.removeFirst() }
            let name = inside.prefix { $0 != " " }
            var attributes: [String: String] = [:]
            var rest = inside.dropFirst(name.count)
            while let sign = rest.firstRange(of: "=\"") {
                let key = rest[..<sign.lowerBound].drop { $0 == " " }
                let tail = rest[sign.upperBound...]
                guard let quote = tail.firstIndex(of: "\"") else { break }
                attributes[String(key)] = Self.plain(tail[..<quote])
                rest = tail[tail.index(after: quote)...]
            }
            tags.append(
                Tag(
                    name: String(name), attributes: attributes, isEnd: isEnd,
                    text: Self.plain(piece[piece.index(after: close)...])))
        }
        self.tags = tags
    }

    /// The figures by their keys; of a key that stands more than once all values.
    var figures: [String: Set<Int>] {
        var figures: [String: Set<Int>] = [:]
        for tag in tags where tag.name == "data" && !tag.isEnd {
            guard let key = tag.attributes["data-figure"], let value = tag.attributes["value"].flatMap({ Int($0) })
            else { continue }
            figures[key, default: []].insert(value)
        }
        return figures
    }

    /// The opening tags with a name.
    func all(_ name: String) -> [Tag] { tags.filter { $0.name == name && !$0.isEnd } }

    /// Where a tag ends: a `>` outside quotes.
    private static func end(of piece: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in piece.indices {
            if piece[index] == "\"" { isQuoted.toggle() }
            if piece[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
