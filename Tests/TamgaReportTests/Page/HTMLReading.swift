/// A page read back: its elements in order, and its figures. It is read by bytes, as a browser does, and a long one soon.
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
        for piece in text.utf8.split(separator: UInt8(ascii: "<")).map(Substring.init) {
            guard let close = Self.end(of: piece) else { continue }
            var inside = piece[..<close]
            let isEnd = inside.hasPrefix("/")
            if isEnd { inside.removeFirst() }
            let name = inside.prefix { $0 != " " }
            var attributes: [String: String] = [:]
            var rest = inside.dropFirst(name.count)
            while let sign = Self.sign(in: rest) {
                let key = rest[..<sign].drop { $0 == " " }
                let tail = rest[rest.utf8.index(sign, offsetBy: 2)...]
                guard let quote = tail.utf8.firstIndex(of: UInt8(ascii: "\"")) else { break }
                attributes[String(key)] = Self.plain(tail[..<quote])
                rest = tail[tail.utf8.index(after: quote)...]
            }
            tags.append(
                Tag(
                    name: String(name), attributes: attributes, isEnd: isEnd,
                    text: Self.plain(piece[piece.utf8.index(after: close)...])))
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
        for index in piece.utf8.indices {
            if piece.utf8[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if piece.utf8[index] == UInt8(ascii: ">"), !isQuoted { return index }
        }
        return nil
    }

    /// Where `="` stands first.
    private static func sign(in text: Substring) -> Substring.Index? {
        let bytes = text.utf8
        return zip(bytes.indices, bytes.indices.dropFirst()).first { bytes[$0] == 0x3D && bytes[$1] == 0x22 }?.0
    }

    private static func plain(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
