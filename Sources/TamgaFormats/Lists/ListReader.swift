import TamgaModel

/// Reads a plain list or a hosts file: one value a line, with what people write beside it.
///
/// - `#`, `;` and `//` begin a comment, at the start of a line or after a blank.
/// - After a tab, a blank, a `;` or a `,` come scores and remarks. A number is a score and says nothing about
///   confidence; the last field that is not a number becomes the name. In a URL a `,` or `;` parts fields only
///   where a blank or a number follows.
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
        if !values.isFreeText {
            let cut = Self.commentStart(line)
            name = line[cut...].drop { $0 == 0x23 || $0 == 0x2F || $0 == 0x3B || $0.isBlank }
            line = line[..<cut].trimmingBlanks
        }
        if let words = hostsWords(line) {
            for word in words { try self.host(word, name, number, sink) }
            return
        }
        let (value, remark) = values.isFreeText ? Self.splitAtTab(line) : Self.split(line)
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
    private static func commentStart(_ line: ArraySlice<UInt8>) -> Int {
        var index = line.startIndex + 1
        while index < line.endIndex {
            if line[index - 1].isBlank, line[index...].isComment { return index - 1 }
            index += 1
        }
        return line.endIndex
    }

    private static func splitAtTab(_ line: ArraySlice<UInt8>) -> (value: ArraySlice<UInt8>, remark: ArraySlice<UInt8>) {
        guard let tab = line.firstIndex(of: 0x09) else { return (line, []) }
        return (line[..<tab].trimmingBlanks, remark(in: line[tab...]))
    }

    /// The value and the last field after it that is not a number.
    private static func split(_ line: ArraySlice<UInt8>) -> (value: ArraySlice<UInt8>, remark: ArraySlice<UInt8>) {
        var hasSlash = false
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case 0x2F: hasSlash = true
            case 0x09: return (line[..<index], remark(in: line[index...]))
            case 0x20:
                // `a - b` is a range.
                let rest = line[index...].drop(while: \.isBlank)
                if rest.first == 0x2D, let next = rest.dropFirst().first(where: { !$0.isBlank }), next.isDigit {
                    let tail = rest.dropFirst().drop(while: \.isBlank)
                    let end = tail.firstIndex { $0.isBlank || $0 == 0x2C || $0 == 0x3B } ?? tail.endIndex
                    return (line[..<end], remark(in: line[end...]))
                }
                if rest.first == 0x2D || (line[..<index].last == 0x2D && rest.first?.isDigit == true) {
                    index += 1
                    continue
                }
                return (line[..<index], remark(in: line[index...]))
            case 0x2C, 0x3B:
                let next = line[(index + 1)...].first
                let isNumber = line[(index + 1)...].prefix { $0 != 0x2C && $0 != 0x3B }.allSatisfy(\.isDigit)
                let isAddress = line[..<index].allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2F || $0 == 0x3A }
                if !hasSlash || isAddress || isNumber || next?.isBlank == true {
                    return (line[..<index], remark(in: line[index...]))
                }
            default: break
            }
            index += 1
        }
        return (line, [])
    }

    private static func remark(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpaced = rest.first == 0x20
        let fields = rest.split { $0 == 0x09 || (!isSpaced && ($0 == 0x3B || $0 == 0x2C)) }
        let words = fields.map(\.trimmingBlanks).filter { !$0.isEmpty }
        return words.last { !$0.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2D } } ?? []
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
