/// Where the text stands that fields are found in: the record, or text that was decoded.
struct TextPlace {
    /// Added to places in the text.
    var offset = 0
    var isDecoded = false

    /// The record itself.
    static let record = TextPlace()
}

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

    /// Adds constants.
    mutating func add(_ constants: [(name: String, nameID: Int, value: [UInt8])]) {
        for constant in constants {
            let start = decoded.count
            decoded.append(contentsOf: constant.value)
            addDecoded(constant.name, constant.nameID, from: start)
        }
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
