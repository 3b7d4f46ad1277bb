/// What stands around the records of a JSON array or wrapper, and is a line of its own behind ``RecordReshaper``:
/// `{"nextToken":"x","Records":` and `,"count":2}`.
enum JSONRemainder {
    /// True for JSON tokens with a bracket that is not closed or not opened, cut where an array was.
    static func isRemainder(_ record: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = JSONSketch.afterBlanks(record, range.lowerBound)
        guard index < range.upperBound else { return true }
        let first = record[index]
        var last = first
        while index < range.upperBound {
            last = record[index]
            switch last {
            case 0x22:
                index += 1
                while index < range.upperBound, record[index] != 0x22 { index += record[index] == 0x5C ? 2 : 1 }
                guard index < range.upperBound else { return false }
                index += 1
            case 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x2B, 0x2D, 0x2E: index += 1
            default:
                guard last.isDigit || last.isLetter else { return false }
                index += 1
            }
            index = JSONSketch.afterBlanks(record, index)
        }
        return first == 0x7B && (last == 0x3A || last == 0x5B) || [0x7D, 0x5D, 0x2C].contains(first)
    }
}
