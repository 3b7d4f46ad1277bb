import TamgaJSON

extension RecordParser {
    /// A record of a log that is JSON.
    mutating func parseJSON(
        _ record: Span<UInt8>, _ range: Range<Int>, _ shape: JSONShape, into fields: inout RecordFields
    ) {
        let range = behindPrefix(record, range)
        guard let value = try? JSONValue(record, in: range) else {
            if shape.recordDepth > 0, JSONRemainder.isRemainder(record, range) {
                fields.formats.append("json")
            } else {
                fields.isMalformed = true
            }
            return
        }
        fields.formats.append("json")
        appendJSON(record, value, .record, into: &fields)
        parseCarried(record, .record, into: &fields)
    }

    /// An object that is a text, or the rest of one; false where it is none, and then nothing has changed.
    mutating func parseJSONObject(
        _ text: Span<UInt8>, _ range: Range<Int>, _ place: TextPlace, into fields: inout RecordFields
    ) -> Bool {
        guard let value = try? JSONValue(text, in: range), value.kind == .object else { return false }
        fields.formats.append("json")
        appendJSON(text, value, place, into: &fields)
        parseCarried(text, place, into: &fields)
        return true
    }

    /// The members of an outermost value.
    private mutating func appendJSON(
        _ record: Span<UInt8>, _ value: JSONValue, _ place: TextPlace, into fields: inout RecordFields
    ) {
        switch value.kind {
        case .object: appendMembers(record, value, NameTable.root, place, into: &fields)
        case .array:
            var elements = value.elements
            while let element = elements.next(in: record) {
                if element.kind == .object { appendMembers(record, element, NameTable.root, place, into: &fields) }
            }
        default: break
        }
    }

    /// Nesting is bounded by ``JSONValue/maximumDepth``.
    private mutating func appendMembers(
        _ record: Span<UInt8>, _ object: JSONValue, _ parent: Int, _ place: TextPlace, into fields: inout RecordFields
    ) {
        var members = object.members
        while let member = members.next(in: record) {
            let inside = member.key.range.lowerBound + 1..<member.key.range.upperBound - 1
            let path: Int
            if record.index(of: 0x5C, in: inside) == inside.upperBound {
                path = names.path(parent, record, inside)
            } else {
                let key = member.key.utf8(in: record) ?? []
                path = names.path(parent, key.span, 0..<key.count)
            }
            appendValue(record, member.value, path, place, into: &fields)
        }
    }

    private mutating func appendValue(
        _ record: Span<UInt8>, _ value: JSONValue, _ path: Int, _ place: TextPlace, into fields: inout RecordFields
    ) {
        let (name, nameID) = names.name(path)
        switch value.kind {
        case .string:
            let inside = value.range.lowerBound + 1..<value.range.upperBound - 1
            if record.index(of: 0x5C, in: inside) < inside.upperBound {
                let start = fields.decoded.count
                fields.decoded.append(contentsOf: value.utf8(in: record) ?? [])
                fields.addDecoded(name, nameID, from: start)
            } else {
                fields.add(name, nameID, inside, place)
            }
        case .number: fields.add(name, nameID, value.range, place, kind: .number)
        case .true, .false: fields.add(name, nameID, value.range, place, kind: .bool)
        case .null: fields.add(name, nameID, value.range, place, kind: .null)
        case .object, .array: fields.add(name, nameID, value.range, place, kind: .nested)
        }
        if value.kind == .object {
            appendMembers(record, value, path, place, into: &fields)
        } else if value.kind == .array {
            var elements = value.elements
            while let element = elements.next(in: record) { appendValue(record, element, path, place, into: &fields) }
        }
    }

    /// Behind what stands before JSON in text sequences and event streams.
    private func behindPrefix(_ record: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        if record[start] == 0x1E { start += 1 }
        if record.has("data: {", at: start) { start += 6 }
        return min(start, range.upperBound)..<range.upperBound
    }
}
