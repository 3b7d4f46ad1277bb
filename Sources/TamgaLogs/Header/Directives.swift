/// What the `#` lines of a log have said so far.
struct Directives: Sendable {
    private var separator: UInt8 = 0x09
    private var setSeparator: UInt8 = 0x2C
    private var unset: [UInt8] = [0x2D]
    private var empty = Array("(empty)".utf8)
    private var path = ""
    private var fields: [String] = []
    private var types: [String] = []
    private var software = ""
    private var date: [UInt8] = []

    /// More columns than any log has; a line that names more is cut there.
    static let mostColumns = 4_096

    // MARK: - Zeek

    /// Reads a `#` line of a Zeek log; a header where it changes one.
    mutating func readZeek(_ line: Span<UInt8>, _ set: LogFormatSet) -> RecordHeader? {
        let end = line.endOfText
        if line.has("#separator ") {
            self = Directives()
            separator = Self.unescape(line, 11..<end).first ?? 0x09
            return nil
        }
        var parts: [Range<Int>] = []
        var start = 0
        for index in 0...end where index == end || line[index] == separator {
            parts.append(start..<index)
            start = index + 1
            if parts.count > Self.mostColumns { break }
        }
        let values = parts.dropFirst()
        switch line.text(parts[0]) {
        case "#set_separator": setSeparator = values.first.flatMap { Self.unescape(line, $0).first } ?? 0x2C
        case "#empty_field": empty = values.first.map { Self.unescape(line, $0) } ?? []
        case "#unset_field": unset = values.first.map { Self.unescape(line, $0) } ?? []
        case "#path": path = values.first.map { line.text($0) } ?? ""
        case "#fields":
            fields = values.map { line.text($0) }
            types = []
            return zeekHeader(set)
        case "#types":
            types = values.map { line.text($0) }
            return zeekHeader(set)
        default: break
        }
        return nil
    }

    private func zeekHeader(_ set: LogFormatSet) -> RecordHeader {
        var columns: [RecordHeader.Column] = []
        for (index, name) in fields.enumerated() {
            var column = RecordHeader.Column(name: name, nameID: set.id(of: name))
            if let alias = BuiltInNames.zeek[name] {
                column.aliases = [RecordHeader.Alias(name: alias, nameID: set.id(of: alias))]
            }
            if index < types.count {
                var type = types[index][...]
                if type.hasPrefix("set[") || type.hasPrefix("vector["), type.hasSuffix("]") {
                    column.isMultiple = true
                    type = type.drop { $0 != "[" }.dropFirst().dropLast()
                }
                switch type {
                case "count", "int", "double", "interval", "time": column.kind = .number
                case "bool": column.kind = .bool
                default: break
                }
            }
            columns.append(column)
        }
        let constants =
            path.isEmpty
            ? [] : [CompiledPattern.Constant(name: "_path", nameID: set.id(of: "_path"), value: Array(path.utf8))]
        return RecordHeader(
            columns: columns, formats: ["zeek"], separator: separator, setSeparator: setSeparator, unset: unset,
            empty: empty, constants: constants, timeColumns: fields.firstIndex(of: "ts").map { [$0] } ?? [])
    }

    /// Bytes with `\xHH` decoded.
    private static func unescape(_ line: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        ZeekText.unescape(line, range, into: &bytes)
        return bytes
    }

    // MARK: - W3C

    /// Reads a `#` line of a W3C extended log; a header where it changes one.
    mutating func readW3C(_ line: Span<UInt8>, _ set: LogFormatSet) -> RecordHeader? {
        let end = line.endOfText
        let colon = line.index(of: 0x3A, in: 0..<end)
        guard colon < end else { return nil }
        var words: [Range<Int>] = []
        var index = colon + 1
        while index < end, words.count < Self.mostColumns {
            while index < end, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
            let start = index
            while index < end, line[index] != 0x20, line[index] != 0x09 { index += 1 }
            if start < index { words.append(start..<index) }
        }
        switch line.text(0..<colon) {
        case "#Software":
            self = Directives()
            software = line.text(colon + 1..<end)
        case "#Date":
            date = words.first.map { line.bytes($0) } ?? []
            if !fields.isEmpty, !fields.contains("date") { return w3cHeader(set) }
        case "#Fields":
            fields = words.map { line.text($0) }
            return w3cHeader(set)
        default: break
        }
        return nil
    }

    private func w3cHeader(_ set: LogFormatSet) -> RecordHeader {
        let columns = fields.map { name in
            RecordHeader.Column(
                name: name, nameID: set.id(of: name),
                aliases: BuiltInNames.w3c(name).map { alias in
                    RecordHeader.Alias(
                        name: alias, nameID: set.id(of: alias),
                        isEncoded: alias.hasSuffix("agent") || alias.hasPrefix("cs-refer"))
                })
        }
        var formats = ["w3c"]
        if software.contains("Internet Information Services") || fields.contains("s-sitename") {
            formats.append("iis")
        } else if software.contains("Windows Firewall") {
            formats.append("windows-firewall")
        } else if fields.contains("x-edge-location") {
            formats.append("cloudfront")
        }
        let time = fields.firstIndex(of: "time")
        return RecordHeader(
            columns: columns, formats: formats, separator: 0x20, unset: [0x2D],
            timeColumns: time.map { (fields.firstIndex(of: "date").map { [$0] } ?? []) + [$0] } ?? [], date: date)
    }
}
