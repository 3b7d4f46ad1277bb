/// Makes a line of each entry of `journalctl -o export`.
///
/// A field's line end becomes U+001F. A field with a length (its name alone on a line, eight bytes of length, the
/// value) keeps its value; line end and length become nine U+001E, line ends in the value spaces. Where the form is
/// broken, line ends stay until the entry ends.
struct JournalReshaper: Sendable {
    /// Stands behind every field.
    static let fieldEnd: UInt8 = 0x1F
    /// Stands between the name and the value of a field with a length.
    static let lengthMark: UInt8 = 0x1E

    private enum Place {
        case name
        case text
        /// Eight bytes of length, which begin at an index.
        case length(Int)
        case data(remaining: Int)
    }

    private let longestRecord: Int
    private var ledger = LineLedger()
    private var place = Place.name
    /// Where the field's line begins.
    private var fieldStart = 0
    private var isRaw = false

    init(longestRecord: Int) { self.longestRecord = longestRecord }

    mutating func reshape(
        _ bytes: inout MutableSpan<UInt8>, from start: Int, isLast: Bool, records: inout [RecordStart]
    ) -> Int {
        let count = bytes.count
        var index = start
        if case .length(let first) = place { index = first }
        scan: while index < count {
            switch place {
            case .name: name(&bytes, &index, &records)
            case .text: text(&bytes, &index, &records)
            case .length(let first):
                guard first + 8 <= count else {
                    if !isLast { break scan }
                    // Cut short: what is left is text.
                    isRaw = true
                    bytes[first - 1] = Self.fieldEnd
                    nextField(first - 1)
                    continue
                }
                length(&bytes, &index)
            case .data(let remaining): data(&bytes, &index, remaining)
            }
        }
        let end = ledger.finish(count: count, isLast: isLast, &records)
        fieldStart -= end
        if case .length(let first) = place { place = .length(first - end) }
        return end
    }

    /// At a line's first byte or inside a field's name.
    private mutating func name(_ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ records: inout [RecordStart]) {
        let byte = bytes[index]
        switch byte {
        case 0x0A where index == fieldStart:
            // A blank line: the entry ends.
            ledger.end(at: index, &records)
            isRaw = false
            nextField(index)
        case 0x0A where Self.isName(bytes, fieldStart..<index) && !isRaw: place = .length(index + 1)
        case 0x0A: lineEnd(&bytes, index, &records)
        default:
            ledger.touch()
            let count = bytes.count
            while index < count, bytes[index] != 0x0A, bytes[index] != 0x3D { index += 1 }
            guard index < count, bytes[index] == 0x3D else { return }
            place = .text
        }
        index += 1
    }

    private mutating func text(_ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ records: inout [RecordStart]) {
        let count = bytes.count
        if isRaw { ledger.touch() }
        while index < count, bytes[index] != 0x0A { index += 1 }
        guard index < count else { return }
        lineEnd(&bytes, index, &records)
        index += 1
    }

    /// Ends a field.
    private mutating func lineEnd(_ bytes: inout MutableSpan<UInt8>, _ index: Int, _ records: inout [RecordStart]) {
        if index - ledger.start >= longestRecord || bytes[index] != 0x0A { isRaw = true }
        if case .name = place { isRaw = true }
        if isRaw {
            if bytes[index] == 0x0A { ledger.end(at: index, &records) }
        } else {
            bytes[index] = Self.fieldEnd
        }
        nextField(index)
    }

    private mutating func nextField(_ index: Int) {
        ledger.passSourceLine(at: index)
        fieldStart = index + 1
        place = .name
    }

    /// The length is there as a whole.
    private mutating func length(_ bytes: inout MutableSpan<UInt8>, _ index: inout Int) {
        var length: UInt64 = 0
        for offset in (0..<8).reversed() { length = length << 8 | UInt64(bytes[index + offset]) }
        guard length < longestRecord, !isRaw else {
            // No length: the name's line and what follows stay as they are.
            isRaw = true
            bytes[index - 1] = Self.fieldEnd
            nextField(index - 1)
            return
        }
        ledger.passSourceLine(at: index - 1)
        for offset in 0..<8 {
            if bytes[index + offset] == 0x0A { ledger.passSourceLine(at: index + offset) }
            bytes[index + offset] = Self.lengthMark
        }
        bytes[index - 1] = Self.lengthMark
        index += 8
        place = .data(remaining: Int(length))
    }

    private mutating func data(_ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ remaining: Int) {
        let end = min(bytes.count, index + remaining)
        let left = remaining - (end - index)
        while index < end {
            switch bytes[index] {
            case 0x0A:
                ledger.passSourceLine(at: index)
                bytes[index] = 0x20
            case Self.fieldEnd, Self.lengthMark: bytes[index] = 0x20
            default: break
            }
            index += 1
        }
        // Behind the value stands a line end; where it does not, the length was wrong and text follows.
        place = left > 0 ? .data(remaining: left) : .text
    }

    /// A name as the journal allows it: capital letters, digits and `_`.
    static func isName(_ bytes: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard 1...64 ~= range.count else { return false }
        for index in range {
            let byte = bytes[index]
            guard byte &- 0x41 < 26 || byte.isDigit || byte == 0x5F else { return false }
        }
        return true
    }
}
