/// A row of separated values (RFC 4180), cell by cell.
struct DelimitedRow {
    /// A cell.
    struct Cell {
        /// The value, without the quotes around it.
        var range: Range<Int>
        /// The value stood in quotes.
        var isQuoted = false
        /// Some quotes in it are doubled.
        var hasDoubledQuotes = false
    }

    private let separator: UInt8
    private let end: Int
    private var index = 0
    private var isDone = false

    init(_ separator: UInt8, start: Int, end: Int) {
        self.separator = separator
        self.end = end
        index = start
    }

    /// The next cell; `nil` behind the last. Blanks around a quoted value do not count.
    mutating func next(_ text: Span<UInt8>) -> Cell? {
        guard !isDone else { return nil }
        var start = index
        while start < end, text[start] == 0x20, separator != 0x20 { start += 1 }
        if start < end, text[start] == 0x22 {
            var cell = Cell(range: start + 1..<start + 1, isQuoted: true)
            var place = start + 1
            while place < end {
                if text[place] == 0x22 {
                    guard place + 1 < end, text[place + 1] == 0x22 else { break }
                    cell.hasDoubledQuotes = true
                    place += 1
                }
                place += 1
            }
            cell.range = start + 1..<min(place, end)
            place = text.index(of: separator, in: min(place + 1, end)..<end)
            finish(at: place)
            return cell
        }
        let place = text.index(of: separator, in: index..<end)
        defer { finish(at: place) }
        return Cell(range: index..<place)
    }

    private mutating func finish(at place: Int) {
        isDone = place >= end
        index = place + 1
    }

    /// A quoted value with its doubled quotes made single.
    static func undouble(_ text: Span<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            bytes.append(text[index])
            if text[index] == 0x22, index + 1 < range.upperBound, text[index + 1] == 0x22 { index += 1 }
            index += 1
        }
    }

    // MARK: - The line of names

    /// The header that a line of names makes.
    static func header(_ line: Span<UInt8>, _ separator: UInt8, _ set: LogFormatSet) -> RecordHeader {
        let names = self.names(line, separator)
        // Zeek's columns cut out with their names, as zeek-cut does.
        let isZeek = separator == 0x09 && names.contains { $0 == "uid" || BuiltInNames.zeek[$0] != nil }
        let columns = names.map { name in
            let aliases = BuiltInNames.w3c(name) + (isZeek ? BuiltInNames.zeek[name].map { [$0] } ?? [] : [])
            return RecordHeader.Column(
                name: name, nameID: set.id(of: name),
                aliases: aliases.map { RecordHeader.Alias(name: $0, nameID: set.id(of: $0)) })
        }
        let time = RecordClock.keys.lazy.compactMap { key in names.firstIndex { $0.lowercased() == key } }.first
        return RecordHeader(
            columns: columns, formats: [isZeek ? "zeek" : "csv"], separator: separator, unset: isZeek ? [0x2D] : [],
            empty: isZeek ? Array("(empty)".utf8) : [], line: line.bytes(0..<line.endOfText),
            timeColumns: time.map { [$0] } ?? [])
    }

    private static func names(_ line: Span<UInt8>, _ separator: UInt8) -> [String] {
        var row = DelimitedRow(separator, start: JSONSketch.afterMark(line), end: line.endOfText)
        var names: [String] = []
        while let cell = row.next(line), names.count < Directives.mostColumns {
            var bytes: [UInt8] = []
            undouble(line, cell.range, into: &bytes)
            while bytes.last == 0x20 { bytes.removeLast() }
            names.append(String(decoding: bytes.drop { $0 == 0x20 }, as: UTF8.self))
        }
        return names
    }

    /// True for a line that begins with `#` and has no columns: it is passed over before the line of names.
    static func isComment(_ line: Span<UInt8>, _ separator: UInt8) -> Bool {
        line.count > 0 && line[0] == 0x23 && line.index(of: separator, in: 0..<line.count) == line.count
    }

    // MARK: - Recognition

    private static let separators: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C]

    /// The separator of a log that begins with a line of names; `nil` where it does not.
    static func recognise(_ head: Span<UInt8>) -> UInt8? {
        let rows = rows(head)
        for separator in separators {
            let rows = rows.drop { isComment(head.extracting($0), separator) }
            guard let first = rows.first else { continue }
            let names = names(first, in: head, separator)
            // Between tabs a column may have no name.
            guard names.count > 1, Set(names).count == names.count,
                names.allSatisfy({ isName($0) || $0.isEmpty && separator == 0x09 })
            else { continue }
            let others = rows.dropFirst()
            // Two parts of a sentence are no names of columns.
            if names.count < 3, others.isEmpty || names.contains(where: { $0.contains(" ") }) { continue }
            let fitting = others.count { count($0, in: head, separator) == names.count }
            if fitting * 3 >= others.count * 2 { return separator }
        }
        return nil
    }

    /// The separator that a log most likely has, whatever its first line looks like.
    static func separator(_ head: Span<UInt8>) -> UInt8 {
        guard let first = rows(head).first(where: { head[$0.lowerBound] != 0x23 }) else { return 0x2C }
        return recognise(head) ?? separators.max { count(first, in: head, $0) < count(first, in: head, $1) } ?? 0x2C
    }

    /// The first rows; the last one only where it is whole.
    private static func rows(_ head: Span<UInt8>) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = JSONSketch.afterMark(head)
        var isInQuotes = false
        var index = start
        while index < head.count, rows.count < 16 {
            if head[index] == 0x22 { isInQuotes.toggle() }
            if head[index] == 0x0A, !isInQuotes || rows.isEmpty {
                isInQuotes = false
                let end = index > start && head[index - 1] == 0x0D ? index - 1 : index
                if end > start { rows.append(start..<end) }
                start = index + 1
            }
            index += 1
        }
        if rows.isEmpty, start < head.count, head.count < LogFormatSet.headLength { rows.append(start..<head.count) }
        return rows
    }

    private static func names(_ row: Range<Int>, in head: Span<UInt8>, _ separator: UInt8) -> [String] {
        names(head.extracting(row), separator)
    }

    private static func count(_ range: Range<Int>, in head: Span<UInt8>, _ separator: UInt8) -> Int {
        var row = DelimitedRow(separator, start: range.lowerBound, end: range.upperBound)
        var count = 0
        while row.next(head) != nil { count += 1 }
        return count
    }

    /// True for text that can be a column's name: it begins with a letter and holds neither a time nor an address.
    private static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard 1...64 ~= bytes.count else { return false }
        var first = bytes[0]
        if bytes.count > 1, first == 0x40 || first == 0x5F || first == 0x23 || first == 0x5B { first = bytes[1] }
        guard first.isLetter || first >= 0x80, bytes.count(where: { $0 == 0x20 }) < 6 else { return false }
        for (index, byte) in bytes.enumerated() {
            let isWord = byte.isDigit || byte.isLetter || byte >= 0x80
            // A digit behind a colon is a time of day or a port, `=` a pair.
            if byte == 0x3A, index + 1 < bytes.count, bytes[index + 1].isDigit { return false }
            guard isWord || " _-.:/()[]@#%$+&?".utf8.contains(byte) else { return false }
        }
        return true
    }
}
