import PCRE2

extension RecordParser {
    /// A record of text: JSON where it is an object, else whatever format reads it.
    mutating func parseText(
        _ record: Span<UInt8>, _ range: Range<Int>, _ layout: LogLayout, into fields: inout RecordFields
    ) {
        if let format = layout.format {
            fields.isMalformed = !parse(record, range, as: format, into: &fields)
            return
        }
        parseWhole(record, range, .record, depth: 0, into: &fields)
    }

    /// A text that is a record.
    mutating func parseWhole(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, depth: Int, into fields: inout RecordFields
    ) {
        if parseSelfDescribing(text, range, place, into: &fields) { return }
        if match(set.top, [], text, range, place, depth: depth, into: &fields) { return }
        parsePairsText(text, range, place, into: &fields)
    }

    /// A record that must be of one format, or of one within that.
    private mutating func parse(
        _ record: Span<UInt8>, _ range: Range<Int>, as format: Int, into fields: inout RecordFields
    ) -> Bool {
        let name = set.formats[format].name
        var mask = [UInt64](repeating: 0, count: set.top.words)
        for (number, item) in set.top.patterns.enumerated() where item.format.index == format {
            mask[number >> 6] |= 1 << UInt64(number & 63)
        }
        if mask.contains(where: { $0 != 0 }) {
            return match(set.top, mask, record, range, .record, depth: 0, into: &fields)
        }
        _ = match(set.top, [], record, range, .record, depth: 0, into: &fields)
        return fields.formats.contains(name)
    }

    /// Text that says itself what it is: a JSON object, CEF, LEEF, an audit record.
    mutating func parseSelfDescribing(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) -> Bool {
        switch text[range.lowerBound] {
        case 0x7B: return parseJSONObject(text, range, place, into: &fields)
        case 0x40 where text.has("@cee:", at: range.lowerBound):
            let start = JSONSketch.afterBlanks(text, range.lowerBound + 5)
            guard start < range.upperBound, text[start] == 0x7B else { return false }
            return parseJSONObject(text, start..<range.upperBound, place, into: &fields)
        case 0x43 where text.has("CEF:", at: range.lowerBound): return parseCEF(text, range, place, into: &fields)
        case 0x4C where text.has("LEEF:", at: range.lowerBound): return parseLEEF(text, range, place, into: &fields)
        // CEF behind a syslog tag that took the mark.
        case 0x30, 0x31:
            guard range.lowerBound + 1 < range.upperBound, text[range.lowerBound + 1] == 0x7C else { return false }
            return parseCEF(text, range, place, into: &fields)
        case 0x74, 0x6E, 0x61: return parseAudit(text, range, place, into: &fields)
        default: return false
        }
    }

    /// Reads a text by the first pattern that matches, and what stands within.
    ///
    /// - Parameter mask: the patterns that may be tried; empty for all.
    private mutating func match(
        _ level: FormatLevel, _ mask: [UInt64], _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace,
        depth: Int, into fields: inout RecordFields
    ) -> Bool {
        guard let (number, match) = level.firstMatch(text, range, mask, &scratch, &undecided) else { return false }
        let (format, pattern) = level.patterns[number]
        let base = range.lowerBound
        fields.formats.append(format.name)
        let first = fields.fields.count
        for group in pattern.groups {
            guard let found = match.captures[group.number - 1], found.lowerBound >= 0 else { continue }
            fields.add(group.name, group.nameID, found.lowerBound + base..<found.upperBound + base, place)
        }
        for constant in pattern.constants { fields.add(constant) }
        for constant in pattern.fallbacks
        where !fields.fields[first...].contains(where: { $0.name == constant.name }) { fields.add(constant) }
        func part(_ group: Int?) -> Range<Int>? {
            guard let group, let found = match.group(group), found.lowerBound >= 0 else { return nil }
            return found.lowerBound + base..<found.upperBound + base
        }
        if let time = part(pattern.time) {
            fields.time = RecordFields.Time(
                value: time.lowerBound + place.offset..<time.upperBound + place.offset, isDecoded: place.isDecoded,
                format: format.index)
        }
        if let priority = part(pattern.priority) { addPriority(text, priority, into: &fields) }
        if let data = part(pattern.structuredData) { addStructuredData(text, data, place, into: &fields) }
        if let pairs = part(pattern.pairs) { _ = addPairs(text, pairs, place, BuiltInNames.pairs, into: &fields) }
        if let message = part(pattern.message) {
            parseMessage(text, message, place, of: format, program: part(pattern.program), depth: depth, into: &fields)
        }
        return true
    }

    /// Reads the message of a format.
    mutating func parseMessage(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, of format: CompiledFormat,
        program: Range<Int>?, depth: Int, into fields: inout RecordFields
    ) {
        let start = JSONSketch.afterBlanks(text, range.lowerBound)
        guard start < range.upperBound, depth < Self.deepest else { return }
        let range = start..<range.upperBound
        if parseSelfDescribing(text, range, place, into: &fields) { return }
        let program = program ?? range.lowerBound..<range.lowerBound
        if let level = set.inner[format.index] {
            let mask = programs.mask(level, format.index * 2, without: format, text, program, &scratch)
            if match(level, mask, text, range, place, depth: depth + 1, into: &fields) { return }
        }
        let mask = programs.mask(set.top, format.index * 2 + 1, without: format, text, program, &scratch)
        if match(set.top, mask, text, range, place, depth: depth + 1, into: &fields) { return }
        parsePairsText(text, range, place, into: &fields)
    }

    // MARK: - Syslog

    private static let facilities = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
        "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ].map { CompiledPattern.Constant(name: "facility", nameID: -1, value: Array($0.utf8)) }
    private static let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"].map {
        CompiledPattern.Constant(name: "severity", nameID: -1, value: Array($0.utf8))
    }

    /// The facility and the severity that a syslog priority means (RFC 5424 §6.2.1).
    private func addPriority(_ text: Span<UInt8>, _ range: Range<Int>, into fields: inout RecordFields) {
        var value = 0
        for index in range {
            guard text[index].isDigit, value < 1_000 else { return }
            value = value * 10 + Int(text[index] - 0x30)
        }
        guard !range.isEmpty, value < 192 else { return }
        fields.add(Self.facilities[value >> 3], ids.facility)
        fields.add(Self.severities[value & 7], ids.severity)
    }

    /// The parameters of RFC 5424 §6.3: `[id name="value"]` gives `id.name`.
    private mutating func addStructuredData(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) {
        var index = range.lowerBound
        let end = range.upperBound
        while index < end, text[index] == 0x5B {
            let start = index + 1
            index = start
            while index < end, text[index] != 0x20, text[index] != 0x5D { index += 1 }
            let id = names.path(NameTable.root, text, start..<index)
            while index < end, text[index] != 0x5D {
                index = JSONSketch.afterBlanks(text, index)
                let equals = text.index(of: 0x3D, in: min(index, end)..<end)
                guard equals + 1 < end, text[equals + 1] == 0x22 else { return }
                let value = equals + 2
                var close = value
                while close < end, text[close] != 0x22 { close += text[close] == 0x5C ? 2 : 1 }
                guard close < end else { return }
                let (name, nameID) = names.name(names.path(id, text, index..<equals))
                addUnescaped(name, nameID, text, value..<close, place, into: &fields)
                index = close + 1
            }
            index += 1
        }
    }

    /// A field whose value has backslashes before quotes, brackets and backslashes.
    func addUnescaped(
        _ name: String, _ nameID: Int, _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace,
        into fields: inout RecordFields
    ) {
        guard text.index(of: 0x5C, in: range) < range.upperBound else {
            fields.add(name, nameID, range, place)
            return
        }
        let start = fields.decoded.count
        var index = range.lowerBound
        while index < range.upperBound {
            if text[index] == 0x5C, index + 1 < range.upperBound,
                [0x22, 0x27, 0x5C, 0x5D, 0x3D, 0x7C].contains(text[index + 1])
            {
                index += 1
            }
            fields.decoded.append(text[index])
            index += 1
        }
        fields.addDecoded(name, nameID, from: start)
    }
}
