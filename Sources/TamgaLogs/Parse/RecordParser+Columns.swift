extension RecordParser {
    /// A line of a Zeek log.
    mutating func parseZeek(
        _ record: Span<UInt8>, _ range: Range<Int>, _ header: RecordHeader?, into fields: inout RecordFields
    ) {
        if record[range.lowerBound] == 0x23 {
            fields.formats.append("zeek")
            return
        }
        guard let header else {
            fields.isMalformed = true
            return
        }
        fields.formats.append(contentsOf: header.formats)
        for constant in header.constants { fields.add(constant) }
        var index = range.lowerBound
        var column = 0
        while true {
            let end = record.index(of: header.separator, in: index..<range.upperBound)
            if column < header.columns.count {
                appendZeek(record, index..<end, header, header.columns[column], into: &fields)
            }
            column += 1
            guard end < range.upperBound else { break }
            index = end + 1
        }
        fields.isMalformed = column != header.columns.count
    }

    private func appendZeek(
        _ record: Span<UInt8>, _ range: Range<Int>, _ header: RecordHeader, _ column: RecordHeader.Column,
        into fields: inout RecordFields
    ) {
        if record.isBytes(header.unset, range) {
            append(record, column, range, kind: .null, into: &fields)
        } else if record.isBytes(header.empty, range) {
            append(record, column, range.lowerBound..<range.lowerBound, kind: .string, into: &fields)
        } else if column.isMultiple {
            var index = range.lowerBound
            while true {
                let end = record.index(of: header.setSeparator, in: index..<range.upperBound)
                appendZeekValue(record, index..<end, header, column, into: &fields)
                guard end < range.upperBound else { break }
                index = end + 1
            }
        } else {
            appendZeekValue(record, range, header, column, into: &fields)
        }
    }

    private func appendZeekValue(
        _ record: Span<UInt8>, _ range: Range<Int>, _ header: RecordHeader, _ column: RecordHeader.Column,
        into fields: inout RecordFields
    ) {
        if column.kind == .string, record.index(of: 0x5C, in: range) < range.upperBound {
            let start = fields.decoded.count
            ZeekText.unescape(record, range, into: &fields.decoded)
            append(record, column, start..<fields.decoded.count, isDecoded: true, kind: .string, into: &fields)
        } else if column.isMultiple, record.isBytes(header.unset, range) {
            append(record, column, range, kind: .null, into: &fields)
        } else {
            append(record, column, range, kind: column.kind, into: &fields)
        }
    }

    /// A line of a W3C extended log: columns between blanks, or between tabs where there are any.
    mutating func parseW3C(
        _ record: Span<UInt8>, _ range: Range<Int>, _ header: RecordHeader?, into fields: inout RecordFields
    ) {
        if record[range.lowerBound] == 0x23 {
            fields.formats.append("w3c")
            return
        }
        guard let header else {
            fields.isMalformed = true
            return
        }
        fields.formats.append(contentsOf: header.formats)
        let separator: UInt8 = record.index(of: 0x09, in: range) < range.upperBound ? 0x09 : 0x20
        var index = range.lowerBound
        var column = 0
        var stem: Int?
        var query: Int?
        while true {
            while separator == 0x20, index < range.upperBound, record[index] == 0x20 { index += 1 }
            if separator == 0x20, index == range.upperBound, column > 0 { break }
            var value = index..<index
            var isQuoted = false
            if index < range.upperBound, record[index] == 0x22 {
                isQuoted = true
                var end = index + 1
                while end < range.upperBound {
                    if record[end] == 0x22 {
                        guard end + 1 < range.upperBound, record[end + 1] == 0x22 else { break }
                        end += 1
                    }
                    end += 1
                }
                value = index + 1..<min(end, range.upperBound)
                index = record.index(of: separator, in: min(end + 1, range.upperBound)..<range.upperBound)
            } else {
                let end = record.index(of: separator, in: index..<range.upperBound)
                value = index..<end
                index = end
            }
            if column < header.columns.count {
                if column == header.stem { stem = fields.fields.count }
                if column == header.query { query = fields.fields.count }
                appendW3C(record, value, isQuoted, header.columns[column], into: &fields)
            }
            column += 1
            guard index < range.upperBound else { break }
            index += 1
        }
        fields.isMalformed = column != header.columns.count
        addTarget(record, stem, query, into: &fields)
    }

    private func appendW3C(
        _ record: Span<UInt8>, _ range: Range<Int>, _ isQuoted: Bool, _ column: RecordHeader.Column,
        into fields: inout RecordFields
    ) {
        if isQuoted, record.index(of: 0x22, in: range) < range.upperBound {
            let start = fields.decoded.count
            DelimitedRow.undouble(record, range, into: &fields.decoded)
            append(record, column, start..<fields.decoded.count, isDecoded: true, kind: .string, into: &fields)
            return
        }
        let isUnset = range.count == 1 && record[range.lowerBound] == 0x2D && !isQuoted
        append(record, column, range, kind: isUnset ? .null : .string, into: &fields)
    }

    /// Joins a W3C record's stem and query to the address that was asked for, where no column holds it.
    private func addTarget(
        _ record: Span<UInt8>, _ stem: Int?, _ query: Int?, into fields: inout RecordFields
    ) {
        guard let stem, fields.fields[stem].kind == .string else { return }
        let start = fields.decoded.count
        fields.appendDecoded(fields.fields[stem], record)
        if let query, fields.fields[query].kind == .string {
            fields.decoded.append(0x3F)
            fields.appendDecoded(fields.fields[query], record)
        }
        fields.addDecoded("c-uri", set.id(of: "c-uri"), from: start)
    }

    /// A row of separated values. Before the header comes what stands above the line of names, and that line.
    mutating func parseDelimited(
        _ record: Span<UInt8>, _ range: Range<Int>, _ header: RecordHeader?, into fields: inout RecordFields
    ) {
        guard let header else {
            fields.formats.append("csv")
            return
        }
        fields.formats.append(contentsOf: header.formats)
        if record.isBytes(header.line, range) { return }
        var row = DelimitedRow(header.separator, start: range.lowerBound, end: range.upperBound)
        var number = 0
        while let cell = row.next(record) {
            defer { number += 1 }
            guard number < header.columns.count, !header.columns[number].name.isEmpty else { continue }
            let column = header.columns[number]
            if cell.hasDoubledQuotes {
                let start = fields.decoded.count
                DelimitedRow.undouble(record, cell.range, into: &fields.decoded)
                append(record, column, start..<fields.decoded.count, isDecoded: true, kind: .string, into: &fields)
            } else if !header.unset.isEmpty, record.isBytes(header.unset, cell.range) {
                append(record, column, cell.range, kind: .null, into: &fields)
            } else if !header.empty.isEmpty, record.isBytes(header.empty, cell.range) {
                append(record, column, cell.range.lowerBound..<cell.range.lowerBound, kind: .string, into: &fields)
            } else {
                append(record, column, cell.range, kind: .string, into: &fields)
            }
        }
        fields.isMalformed = number != header.columns.count
    }

    /// A column's value under all its names.
    private func append(
        _ record: Span<UInt8>, _ column: RecordHeader.Column, _ range: Range<Int>, isDecoded: Bool = false,
        kind: RecordFields.Kind, into fields: inout RecordFields
    ) {
        fields.fields.append(
            RecordFields.Field(
                name: column.name, nameID: column.nameID, value: range, isDecoded: isDecoded, kind: kind))
        for alias in column.aliases {
            var field = RecordFields.Field(
                name: alias.name, nameID: alias.nameID, value: range, isDecoded: isDecoded, kind: kind)
            if alias.isEncoded, kind == .string, !isDecoded, let plain = fields.decode(record, range) {
                field.value = plain
                field.isDecoded = true
            }
            fields.fields.append(field)
        }
    }
}

extension RecordFields {
    /// Decodes text in which `+` or `%20` stands for a space; `nil` where nothing has to be decoded.
    fileprivate mutating func decode(_ record: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard record.index(of: 0x20, in: range) == range.upperBound,
            record.index(of: 0x2B, in: range) < range.upperBound || record.index(of: 0x25, in: range) < range.upperBound
        else { return nil }
        let start = decoded.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = record[index]
            if byte == 0x25, index + 2 < range.upperBound, let high = record[index + 1].hexValue,
                let low = record[index + 2].hexValue
            {
                decoded.append(high << 4 | low)
                index += 3
                continue
            }
            decoded.append(byte == 0x2B ? 0x20 : byte)
            index += 1
        }
        return start..<decoded.count
    }
}
