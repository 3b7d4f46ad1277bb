/// One CSV record that grows byte by byte: RFC 4180, with the delimiter given.
///
/// A quote opens a quoted field at the field's start, blanks before it aside; inside, two quotes are one, and ends
/// of lines are text. A quote elsewhere is text.
struct CSVRecord {
    private let delimiter: UInt8
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var state = State.start
    /// True where nothing but ends of lines has come.
    private(set) var isBlank = true
    /// The bytes taken, quotes included.
    private(set) var count = 0

    private enum State {
        case start
        case plain
        case quoted
        case quoteInQuoted
    }

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// The decoded fields; complete after ``end()``.
    var fields: [ArraySlice<UInt8>] {
        var start = 0
        return ends.map { end in
            defer { start = end }
            return bytes[start..<end]
        }
    }

    /// True inside a quoted field.
    var isQuoted: Bool { state == .quoted }

    /// True before the first byte.
    var isEmpty: Bool { count == 0 }

    /// Takes a byte; true where it ends the record.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == 0x0A, state != .quoted {
            end()
            return true
        }
        count += 1
        if byte != 0x0D, !byte.isBlank { isBlank = false }
        switch state {
        case .quoted:
            if byte == 0x22 { state = .quoteInQuoted } else { bytes.append(byte) }
        case .quoteInQuoted where byte == 0x22:
            bytes.append(byte)
            state = .quoted
        case .start where byte == 0x22: state = .quoted
        case .start where byte == 0x20: break
        default:
            if byte == delimiter {
                ends.append(bytes.count)
                state = .start
            } else {
                if state == .start { state = .plain }
                if byte != 0x0D { bytes.append(byte) }
            }
        }
        return false
    }

    /// Ends the last field.
    mutating func end() {
        ends.append(bytes.count)
        state = .start
    }

    /// Makes room for the next record.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        state = .start
        isBlank = true
        count = 0
    }
}
