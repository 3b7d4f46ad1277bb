/// Makes a line of each JSON value at one depth.
///
/// It counts brackets and knows strings; whether a record is JSON is the parser's question. Two things tell it that
/// a record is broken: a line end inside a string, and an opening brace that cannot stand where it does but stands
/// where the records before it began. In the second case a new record begins there.
struct JSONReshaper: Sendable {
    private let recordDepth: Int
    /// Elements of other kinds than objects are records too.
    private let takesAll: Bool
    private let longestRecord: Int

    private var ledger = LineLedger()
    private var depth = 0
    /// The kinds of the innermost 64 brackets that are open: 1 for an array.
    private var kinds: UInt64 = 0
    /// ``kinds`` around the record.
    private var outerKinds: UInt64 = 0
    private var isInRecord = false
    private var isInString = false
    private var isEscaped = false
    /// A record has ended, and no separator has come since.
    private var isAfterRecord = false
    /// Line ends end lines, though the record goes on.
    private var isRaw = false
    private var isBroken = false
    /// The last `[` or `,` outside of records, where only blanks follow it.
    private var separator: Int?
    /// In which column of a line records begin; `nil` until one has begun a line.
    private var column: Int?

    init(_ shape: JSONShape, longestRecord: Int) {
        recordDepth = shape.recordDepth
        takesAll = shape.recordDepth < 2
        self.longestRecord = longestRecord
    }

    mutating func reshape(
        _ bytes: inout MutableSpan<UInt8>, from start: Int, isLast: Bool, records: inout [RecordStart]
    ) -> Int {
        var index = start
        let count = bytes.count
        while index < count {
            if isInString {
                string(&bytes, &index, &records)
            } else if isInRecord {
                record(&bytes, &index, &records)
            } else {
                outside(&bytes, &index, &records)
            }
        }
        if isLast, !isInRecord, isPunctuation(bytes, ledger.start..<count) { blank(&bytes, ledger.start..<count) }
        let end = ledger.finish(count: count, isLast: isLast, &records)
        separator = separator.map { $0 - end }
        return end
    }

    // MARK: - Inside a record

    /// Goes on inside a record, to a string, to the record's end or to the end of the bytes.
    private mutating func record(
        _ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ records: inout [RecordStart]
    ) {
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            if byte == 0x20 {
                index += 1
                continue
            }
            // Most bytes are neither blanks nor quotes nor brackets.
            if byte > 0x22, byte | 0x26 != 0x7F {
                if isRaw { ledger.touch() }
                index += 1
                continue
            }
            if isRaw, byte > 0x20 || byte &- 0x09 >= 5 { ledger.touch() }
            if byte == 0x22 {
                isInString = true
                index += 1
                return
            }
            if byte == 0x0A {
                lineEnd(&bytes, index, &records)
            } else if byte | 0x26 == 0x7F {
                if byte == 0x7B || byte == 0x5B {
                    if byte == 0x7B, index - ledger.sourceStart == column, isMisplaced(bytes, index) {
                        beginAnew(&bytes, index, &records)
                    }
                    depth += 1
                    kinds = kinds << 1 | (byte == 0x5B ? 1 : 0)
                } else if byte == 0x7D || byte == 0x5D {
                    depth -= 1
                    kinds >>= 1
                    if depth == recordDepth {
                        isInRecord = false
                        isAfterRecord = true
                        isRaw = false
                        isBroken = false
                        kinds = outerKinds
                        index += 1
                        return
                    }
                }
            }
            index += 1
        }
    }

    /// Goes on inside a string.
    private mutating func string(
        _ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ records: inout [RecordStart]
    ) {
        let count = bytes.count
        if isRaw { ledger.touch() }
        if isEscaped {
            isEscaped = false
            if bytes[index] != 0x0A { index += 1 }
        }
        while index < count {
            let byte = bytes[index]
            if byte == 0x22 {
                isInString = false
                index += 1
                return
            }
            if byte == 0x5C {
                index += 1
                if index == count {
                    isEscaped = true
                    return
                }
                if bytes[index] == 0x0A { continue }
            } else if byte == 0x0A {
                // JSON has no line end in a string: the text is broken here.
                isInString = false
                if isInRecord {
                    isRaw = true
                    isBroken = true
                }
                return
            }
            index += 1
        }
    }

    /// A line end inside a record.
    private mutating func lineEnd(_ bytes: inout MutableSpan<UInt8>, _ index: Int, _ records: inout [RecordStart]) {
        if !isRaw, index - ledger.start >= longestRecord { isRaw = true }
        if isRaw {
            ledger.end(at: index, &records)
        } else {
            bytes[index] = 0x20
        }
        ledger.passSourceLine(at: index)
    }

    /// True for a brace, the first of its line, that cannot stand there in JSON.
    private func isMisplaced(_ bytes: borrowing MutableSpan<UInt8>, _ index: Int) -> Bool {
        var before = index - 1
        while before >= ledger.start, bytes[before] <= 0x20 { before -= 1 }
        guard before < ledger.sourceStart, ledger.sourceStart > ledger.start || isRaw else { return false }
        if isBroken || before < ledger.start { return isBroken }
        switch bytes[before] {
        case 0x5B, 0x3A: return false
        case 0x2C: return kinds & 1 == 0
        default: return true
        }
    }

    /// Ends the record before the line of a brace, and begins one with the brace.
    private mutating func beginAnew(_ bytes: inout MutableSpan<UInt8>, _ index: Int, _ records: inout [RecordStart]) {
        if ledger.sourceStart > ledger.start {
            bytes[ledger.sourceStart - 1] = 0x0A
            ledger.end(at: ledger.sourceStart - 1, &records)
        }
        ledger.touch()
        depth = recordDepth
        kinds = outerKinds
        isRaw = false
        isBroken = false
    }

    // MARK: - Outside of records

    /// One byte between records, or of what stands around them.
    private mutating func outside(
        _ bytes: inout MutableSpan<UInt8>, _ index: inout Int, _ records: inout [RecordStart]
    ) {
        let byte = bytes[index]
        defer { index += 1 }
        if isAfterRecord {
            isAfterRecord = false
            let closes = byte == 0x5D && recordDepth > 0
            if byte <= 0x20 || byte == 0x2C || closes {
                bytes[index] = 0x0A
                ledger.end(at: index, &records)
                if byte == 0x0A { ledger.passSourceLine(at: index) }
                if closes { pop() }
                separator = index
                return
            }
        }
        switch byte {
        case 0...0x20:
            // A line of nothing but blanks ends too once it is longer than a record may be.
            let isTooLong = index - ledger.start >= longestRecord
            if isTooLong && (byte == 0x0A || !ledger.hasText) || byte == 0x0A && depth == 0 && ledger.hasText {
                bytes[index] = 0x0A
                ledger.end(at: index, &records)
            } else if byte == 0x0A || !ledger.hasText {
                // A control character says as little: padding behind a crash, the end mark of DOS.
                bytes[index] = 0x20
            }
            if byte == 0x0A { ledger.passSourceLine(at: index) }
        case 0x7B where isAtRecord, 0x5B where isAtRecord && takesAll: begin(&bytes, index, byte, &records)
        case 0x22 where recordDepth > 0:
            ledger.touch()
            separator = nil
            isInString = true
        case 0x7B where recordDepth > 0, 0x5B where recordDepth > 0:
            ledger.touch()
            depth += 1
            kinds = kinds << 1 | (byte == 0x5B ? 1 : 0)
            separator = byte == 0x5B ? index : nil
            if takesAll, isAtRecord, isPunctuation(bytes, ledger.start..<index + 1) {
                blank(&bytes, ledger.start..<index + 1)
                ledger.forget()
            }
        case 0x5D where takesAll && recordDepth > 0 && isAtRecord && ledger.hasText && separator == nil:
            endElement(&bytes, index, &records)
            pop()
        case 0x7D where depth > 0, 0x5D where depth > 0:
            ledger.touch()
            pop()
            separator = nil
            if depth == 0, isPunctuation(bytes, ledger.start..<index + 1) {
                blank(&bytes, ledger.start..<index + 1)
                ledger.forget()
            }
        case 0x2C:
            if takesAll, recordDepth > 0, isAtRecord, ledger.hasText, separator == nil {
                endElement(&bytes, index, &records)
            } else if recordDepth > 0 || ledger.hasText {
                ledger.touch()
            } else {
                bytes[index] = 0x20
            }
            separator = index
        default:
            ledger.touch()
            separator = nil
        }
    }

    /// An element that is neither object nor array ends at its separator.
    private mutating func endElement(
        _ bytes: inout MutableSpan<UInt8>, _ index: Int, _ records: inout [RecordStart]
    ) {
        bytes[index] = 0x0A
        ledger.end(at: index, &records)
        separator = index
    }

    private mutating func pop() {
        depth -= 1
        kinds >>= 1
    }

    /// True where an object that begins here is a record.
    private var isAtRecord: Bool { depth == recordDepth && (recordDepth == 0 || kinds & 1 == 1) }

    /// A record begins.
    private mutating func begin(
        _ bytes: inout MutableSpan<UInt8>, _ index: Int, _ byte: UInt8, _ records: inout [RecordStart]
    ) {
        if recordDepth > 0 {
            if isPunctuation(bytes, ledger.start..<index) {
                blank(&bytes, ledger.start..<index)
                ledger.forget()
            } else if let separator, separator >= ledger.start {
                bytes[separator] = 0x0A
                ledger.end(at: separator, &records)
            }
        }
        separator = nil
        if !ledger.hasText, index >= ledger.sourceStart { column = index - ledger.sourceStart }
        ledger.touch()
        isInRecord = true
        outerKinds = kinds
        depth += 1
        kinds = kinds << 1 | (byte == 0x5B ? 1 : 0)
    }

    private func blank(_ bytes: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        for index in range { bytes[index] = 0x20 }
    }

    /// True for text that says nothing: brackets, separators, a byte order mark, the name under which records stand.
    private func isPunctuation(_ bytes: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard recordDepth > 0 else { return false }
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case 0...0x20, 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D, 0xEF, 0xBB, 0xBF: index += 1
            case 0x22:
                let start = index + 1
                index = start
                while index < range.upperBound, bytes[index] != 0x22, index - start <= 16 { index += 1 }
                guard index < range.upperBound, bytes[index] == 0x22 else { return false }
                var name = ""
                for letter in start..<index { name.unicodeScalars.append(Unicode.Scalar(bytes[letter].lowered)) }
                guard JSONShape.wrapperNames.contains(name) else { return false }
                index += 1
            default: return false
            }
        }
        return true
    }
}
