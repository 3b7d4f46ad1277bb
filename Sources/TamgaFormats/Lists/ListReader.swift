import TamgaModel

/// Reads a plain list or a hosts file: one value a line, with what people write beside it.
///
/// - `#`, `;` and `//` begin a comment, at the start of a line or after a blank.
/// - After a tab, a blank, a `;` or a `,` come scores and remarks. A number is a score and says nothing about
///   confidence; the last field that is not a number becomes the name. In a URL a `,` or `;` parts fields only
///   where a blank or a number follows.
/// - A line that begins as a path or a registry key does goes on over blanks: a tab, a `;`, a `,` before a number
///   and a comment end it.
/// - A line on which a second value or a URL's rest follows a blank is refused: neither may be lost unseen.
/// - A hosts line (`0.0.0.0 name …`) gives an indicator for each name. Names that hosts files define for the
///   machine itself (`localhost`, `ip6-allnodes`, …) are no indicators and no refusals.
struct ListReader: LineReader {
    let source: String
    private let values: ListValue
    private let isHosts: Bool

    init(source: String, options: FeedOptions, isHosts: Bool) {
        self.source = source
        self.isHosts = isHosts
        values = ListValue(type: options.type, refang: options.refang)
    }

    mutating func take(
        _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, into sink: (FeedItem) throws -> Void
    ) throws {
        var line = bytes[range].trimmingBlanks
        if line.isEmpty || line.isComment { return }
        var name: ArraySlice<UInt8> = []
        let isPath = !values.isFreeText && Self.beginsLikePath(line)
        if !values.isFreeText {
            let cut = Self.commentStart(line)
            if isPath, Self.isGlued(line[cut...]) {
                let reason = "“#” may belong to the path or begin a comment: give the type, or put a blank after it"
                return try sink(.refused(refusal(number, reason)))
            }
            name = line[cut...].drop { $0 == 0x23 || $0 == 0x2F || $0 == 0x3B || $0.isBlank }
            line = line[..<cut].trimmingBlanks
        }
        if let words = hostsWords(line) {
            for word in words { try self.host(word, name, number, sink) }
            return
        }
        let end = values.isFreeText ? Self.tab(line) : isPath ? Self.pathEnd(line) : Self.valueEnd(line)
        let value = line[..<end].trimmingBlanks
        let rest = line[end...]
        if isPath ? Self.holdsSecondPath(value) : rest.first == 0x20 && holdsSecondValue(value, rest) {
            return try sink(.refused(refusal(number, "two values on one line, or a blank within one")))
        }
        let remark = Self.remark(in: rest)
        if !remark.isEmpty { name = remark }
        try emit(value, name, number, sink)
    }

    private func emit(
        _ value: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ number: Int, _ sink: (FeedItem) throws -> Void
    ) throws {
        switch values.read(value) {
        case .refused(let reason): try sink(.refused(refusal(number, reason)))
        case .values(let observables, let port):
            var title = name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
            if let port { title = "port \(port)" + (title.map { ", " + $0 } ?? "") }
            try sink(.indicator(Indicator(observables: observables, name: title)))
        }
    }

    // MARK: - Fields

    /// Where a comment after a blank begins, the blank included; the end where there is none.
    static func commentStart(_ line: ArraySlice<UInt8>) -> Int {
        var index = line.startIndex + 1
        while index < line.endIndex {
            if line[index - 1].isBlank, line[index...].isComment { return index - 1 }
            index += 1
        }
        return line.endIndex
    }

    private static func tab(_ line: ArraySlice<UInt8>) -> Int { line.firstIndex(of: 0x09) ?? line.endIndex }

    /// Where the value ends and scores and remarks begin.
    private static func valueEnd(_ line: ArraySlice<UInt8>) -> Int {
        var hasSlash = false
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case 0x2F: hasSlash = true
            case 0x09: return index
            case 0x20:
                // `a - b` is a range.
                let rest = line[index...].drop(while: \.isBlank)
                if rest.first == 0x2D, let next = rest.dropFirst().first(where: { !$0.isBlank }), next.isDigit {
                    let tail = rest.dropFirst().drop(while: \.isBlank)
                    return tail.firstIndex { $0.isBlank || $0 == 0x2C || $0 == 0x3B } ?? tail.endIndex
                }
                if rest.first == 0x2D || (line[..<index].last == 0x2D && rest.first?.isDigit == true) {
                    index += 1
                    continue
                }
                return index
            case 0x2C, 0x3B:
                let next = line[(index + 1)...].first
                let isNumber = line[(index + 1)...].prefix { $0 != 0x2C && $0 != 0x3B }.allSatisfy(\.isDigit)
                let isAddress = line[..<index].allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2F || $0 == 0x3A }
                if !hasSlash || isAddress || isNumber || next?.isBlank == true { return index }
            default: break
            }
            index += 1
        }
        return line.endIndex
    }

    /// The last field that is not a number. Behind a blank only tabs part fields, behind a `;` commas do not.
    private static func remark(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = rest.first else { return [] }
        let fields = rest.split { byte in
            byte == 0x09 || (first != 0x20 && byte == 0x3B) || (first != 0x20 && first != 0x3B && byte == 0x2C)
        }
        let words = fields.map(\.trimmingBlanks).filter { !$0.isEmpty }
        return words.last { !isScore($0) } ?? []
    }

    private static func isScore(_ word: ArraySlice<UInt8>) -> Bool {
        word.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2D }
    }

    // MARK: - Paths

    /// True for what begins with a drive, `\`, `/` or a registry hive, also behind a `"`.
    static func beginsLikePath(_ text: ArraySlice<UInt8>) -> Bool {
        let text = text.first == 0x22 ? text.dropFirst() : text
        return text.first == 0x2F || beginsLikeWindowsPath(text)
    }

    private static func beginsLikeWindowsPath(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let second = text.dropFirst().first else { return false }
        if first == 0x5C { return second == 0x5C }
        if second == 0x3A { return first.isLetter && text.dropFirst(2).first == 0x5C }
        guard first | 0x20 == 0x68, second | 0x20 == 0x6B else { return false }
        let hive = text.prefix(24).prefix { $0.isLetter || $0 == 0x5F }
        return hive.count > 2 && text[hive.endIndex...].first == 0x5C
    }

    /// Where a path or key ends and scores and remarks begin.
    static func pathEnd(_ line: ArraySlice<UInt8>) -> Int {
        line.indices.first { index in
            switch line[index] {
            case 0x09, 0x3B: true
            case 0x2C: isScore(line[(index + 1)...].prefix { $0 != 0x2C && $0 != 0x3B && $0 != 0x09 }.trimmingBlanks)
            default: false
            }
        } ?? line.endIndex
    }

    private static func holdsSecondPath(_ value: ArraySlice<UInt8>) -> Bool {
        value.indices.contains { value[$0] == 0x20 && beginsLikeWindowsPath(value[($0 + 1)...]) }
    }

    /// True for a comment ` #word`, which may as well be a part of a path.
    static func isGlued(_ comment: ArraySlice<UInt8>) -> Bool {
        let text = comment.dropFirst()
        guard comment.first == 0x20, text.first == 0x23, let next = text.dropFirst().first else { return false }
        return next != 0x23 && !next.isBlank
    }

    // MARK: - Second values

    /// True where what follows the blank behind a value is another value, or may be the rest of a URL.
    private func holdsSecondValue(_ value: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
        let text = rest.trimmingBlanks
        let word = text.prefix { !$0.isBlank && $0 != 0x2C && $0 != 0x3B }
        if text.isEmpty || text.allSatisfy({ $0.isDigit || $0.isBlank }) { return false }
        guard case .values(let observables, _) = values.read(value), let kind = observables.first?.type else {
            return false
        }
        if kind == .url { return !text.split(whereSeparator: \.isBlank).allSatisfy { Self.isScore($0) } }
        guard let second = guess(word) ?? guess(text) else { return false }
        switch second {
        case .ipv4Address, .ipv6Address, .ipv4Network, .ipv6Network, .url, .emailAddress, .macAddress: return true
        case .fileName: return kind == .fileName
        // `digest  name` is what sha256sum and its like write.
        case .domainName: return !(Self.digests.contains(kind) && rest.dropFirst().first == 0x20)
        default: return Self.digests.contains(second)
        }
    }

    private static let digests: Set<ObservableType> = [.md5, .sha1, .sha224, .sha256, .sha384, .sha512]

    private func guess(_ text: ArraySlice<UInt8>) -> ObservableType? {
        let text = String(decoding: text, as: UTF8.self)
        return (values.refang ? Observable.guess(text.refanged) : Observable.guess(text))?.type
    }

    // MARK: - Hosts files

    /// The names on a hosts line; `nil` where the line is none.
    private func hostsWords(_ line: ArraySlice<UInt8>) -> ArraySlice<ArraySlice<UInt8>>? {
        guard let blank = line.firstIndex(where: \.isBlank), isHosts || Self.isSinkhole(line[..<blank]) else {
            return nil
        }
        let words = line.split(whereSeparator: \.isBlank)
        guard words.count > 1 else { return nil }
        if Self.isSinkhole(words[0]) {
            // A list of addresses may hold one of these with its score.
            return isHosts || words[1].contains(where: \.isLetter) ? words.dropFirst() : nil
        }
        return isHosts && words[0].allSatisfy({ $0.isDigit || $0 == 0x2E || $0 == 0x3A || $0.isLetter })
            && words[1].contains(where: \.isLetter) ? words.dropFirst() : nil
    }

    private func host(
        _ word: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ number: Int, _ sink: (FeedItem) throws -> Void
    ) throws {
        if Self.ownNames.contains(String(decoding: word, as: UTF8.self).lowercased()) { return }
        try emit(word, name, number, sink)
    }

    /// True for an address to which hosts files send names that they block.
    static func isSinkhole(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count <= 15, let first = word.first,
            first == 0x30 || first == 0x31 || first == 0x3A || first == 0x32 || first == 0x66
        else { return false }
        return sinkholes.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    private static let sinkholes: Set<String> = [
        "0.0.0.0", "127.0.0.1", "127.0.1.1", "0", "::", "::0", "::1", "255.255.255.255", "fe80::1%lo0", "ff00::0",
        "ff02::1", "ff02::2", "ff02::3", "fe00::0",
    ]

    private static let ownNames: Set<String> = [
        "localhost", "localhost.localdomain", "local", "broadcasthost", "ip6-localhost", "ip6-loopback",
        "ip6-localnet", "ip6-mcastprefix", "ip6-allnodes", "ip6-allrouters", "ip6-allhosts", "0.0.0.0",
        "localhost4", "localhost6", "localhost4.localdomain4", "localhost6.localdomain6",
    ]
}
