extension RecordFields {
    /// Adds a field whose value stands in a text.
    mutating func add(
        _ name: String, _ nameID: Int, _ range: Range<Int>, _ place: TextPlace = .record, kind: Kind = .string
    ) {
        fields.append(
            Field(
                name: name, nameID: nameID, value: range.lowerBound + place.offset..<range.upperBound + place.offset,
                isDecoded: place.isDecoded, kind: kind))
    }

    /// Adds a field whose value is what has been appended to ``decoded`` from an index on.
    mutating func addDecoded(_ name: String, _ nameID: Int, from start: Int, kind: Kind = .string) {
        fields.append(
            Field(name: name, nameID: nameID, value: start..<decoded.count, isDecoded: true, kind: kind))
    }

    /// Adds the last field once more under another name.
    mutating func addAlias(_ name: String, _ nameID: Int) {
        guard var field = fields.last else { return }
        field.name = name
        field.nameID = nameID
        fields.append(field)
    }

    /// Adds a constant, perhaps with another id than its own.
    mutating func add(_ constant: CompiledPattern.Constant, _ nameID: Int? = nil) {
        let start = decoded.count
        decoded.append(contentsOf: constant.value)
        addDecoded(constant.name, nameID ?? constant.nameID, from: start)
    }

    /// Appends a field's value to ``decoded``.
    mutating func appendDecoded(_ field: Field, _ record: Span<UInt8>) {
        if field.isDecoded {
            decoded.append(contentsOf: Array(decoded[field.value]))
        } else {
            for index in field.value { decoded.append(record[index]) }
        }
    }
}
