/// Makes a line of each row of comma-separated values (RFC 4180): a line end inside quotes becomes a space.
///
/// A quote opens only at a field's beginning. Quotes that stay open past the limit are taken for text.
struct DelimitedReshaper: Sendable {
    private let separator: UInt8
    private let longestRecord: Int

    private var ledger = LineLedger()
    private var isInQuotes = false
    private var isAtFieldStart = true

    init(separator: UInt8, longestRecord: Int) {
        self.separator = separator
        self.longestRecord = longestRecord
    }

    mutating func reshape(
        _ bytes: inout MutableSpan<UInt8>, from start: Int, isLast: Bool, records: inout [RecordStart]
    ) -> Int {
        let count = bytes.count
        var index = start
        while index < count {
            if isInQuotes {
                quoted(&bytes, &index)
                continue
            }
            let byte = bytes[index]
            switch byte {
            case 0x0A:
                ledger.end(at: index, &records)
                ledger.passSourceLine(at: index)
                isAtFieldStart = true
            case separator:
                ledger.touch()
                isAtFieldStart = true
            case 0x22 where isAtFieldStart:
                ledger.touch()
                isInQuotes = true
                isAtFieldStart = false
            case 0x20, 0x0D: break
            default:
                ledger.touch()
                isAtFieldStart = false
                index += 1
                while index < count, bytes[index] != separator, bytes[index] != 0x0A { index += 1 }
                continue
            }
            index += 1
        }
        return ledger.finish(count: count, isLast: isLast, &records)
    }

    /// Goes on inside quotes. A doubled quote closes and opens again at once.
    private mutating func quoted(_ bytes: inout MutableSpan<UInt8>, _ index: inout Int) {
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            if byte == 0x22 {
                isInQuotes = false
                // Where another quote follows, it opens again.
                isAtFieldStart = true
                index += 1
                return
            }
            if byte == 0x0A {
                guard index - ledger.start < longestRecord else {
                    isInQuotes = false
                    return
                }
                bytes[index] = 0x20
                ledger.passSourceLine(at: index)
            }
            index += 1
        }
    }
}
