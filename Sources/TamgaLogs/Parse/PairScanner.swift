/// Steps through `key=value` pairs.
struct PairScanner {
    /// A pair.
    struct Pair {
        var key: Range<Int>
        /// Without the quotes around it.
        var value: Range<Int>
        /// The quote around the value; 0 for none.
        var quote: UInt8 = 0
    }

    private let end: Int
    private(set) var index: Int
    /// Words that are no pairs, so far.
    private(set) var looseWords = 0
    /// Pairs end at `|` and nowhere else.
    private let isBarred: Bool

    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
        isBarred = Self.isBarred(text, range)
    }

    /// True where pairs stand between bars: `action=EXEC|decision=ALLOW|path=/a b`.
    private static func isBarred(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let bar = text.index(of: 0x7C, in: range)
        guard bar < range.upperBound else { return false }
        let next = text.index(of: 0x3D, in: bar..<range.upperBound)
        guard next < range.upperBound, next > bar + 1 else { return false }
        for place in bar + 1..<next where !isKey(text[place]) { return false }
        return true
    }

    /// A byte that a key can have.
    static func isKey(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x40 || byte == 0x2F
            || byte == 0x3A || byte >= 0x80
    }

    /// The next pair; `nil` behind the last.
    mutating func next(_ text: Span<UInt8>) -> Pair? {
        while index < end {
            while index < end, isSeparator(text[index]) { index += 1 }
            let start = index
            while index < end, Self.isKey(text[index]) { index += 1 }
            if index < end, index > start, text[index] == 0x3D, !text[start].isDigit || index - start > 1 {
                index += 1
                return Pair(key: start..<index - 1, value: 0..<0).with(value(text))
            }
            guard index < end || start < end else { return nil }
            looseWords += 1
            while index < end, !isSeparator(text[index]) { index += 1 }
        }
        return nil
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        if isBarred { return byte == 0x7C }
        return byte <= 0x20 || byte == 0x2C || byte == 0x3B || byte == 0x7C
    }

    private mutating func value(_ text: Span<UInt8>) -> (range: Range<Int>, quote: UInt8) {
        let start = index
        guard start < end else { return (start..<start, 0) }
        let quote = text[start]
        if quote == 0x22 || quote == 0x27 {
            var close = start + 1
            while close < end, text[close] != quote { close += text[close] == 0x5C ? 2 : 1 }
            if close < end {
                index = close + 1
                return (start + 1..<close, quote)
            }
        }
        while index < end {
            let byte = text[index]
            if isBarred {
                if byte == 0x7C { break }
            } else if byte <= 0x20 {
                break
            } else if (byte == 0x2C || byte == 0x3B || byte == 0x7C), endsValue(text, index + 1) {
                break
            }
            index += 1
        }
        return (start..<index, 0)
    }

    /// True where a separator at the end of a value is one: a blank, the end, or another key follows.
    private func endsValue(_ text: Span<UInt8>, _ next: Int) -> Bool {
        var place = next
        guard place < end, text[place] > 0x20 else { return true }
        while place < end, Self.isKey(text[place]) { place += 1 }
        return place < end && place > next && text[place] == 0x3D
    }
}

extension PairScanner.Pair {
    fileprivate func with(_ value: (range: Range<Int>, quote: UInt8)) -> PairScanner.Pair {
        PairScanner.Pair(key: key, value: value.range, quote: value.quote)
    }
}
