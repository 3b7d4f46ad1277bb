/// Where a token may not begin: in the middle of an escape sequence.
///
/// `%2Fevil.example` holds `evil.example`, not `2Fevil.example`; `"\u0022evil.example"` and `"\nevil.example"`
/// likewise. What a percent or `\u` escape hides is found in the record's decoded text; what stands right
/// behind one of JSON's one-letter escapes is found where it stands.
enum EscapeBounds {
    /// Whether a position lies behind the first byte of a `%HH` or, in JSON, of a `\uHHHH` that reaches over it.
    static func isInside(_ text: TextView, _ position: Int) -> Bool {
        guard !text.isDecoded else { return false }
        for back in 1...2 where text[position - back] == UInt8(ascii: "%") {
            if TextByte.isHex(text[position - back + 1]), TextByte.isHex(text[position - back + 2]) { return true }
        }
        for back in 1...5 where text[position - back] == UInt8(ascii: "\\") {
            let at = position - back
            if text[at + 1] == UInt8(ascii: "u"), (2...5).allSatisfy({ TextByte.isHex(text[at + $0]) }),
                isOddBackslash(text, at), looksLikeJSON(text, at)
            {
                return true
            }
        }
        return false
    }

    /// Whether an escape that decoding would change stands at a position: what goes on with it is judged, whole, in
    /// the record's decoded text.
    static func isEscape(_ text: TextView, _ position: Int) -> Bool {
        guard !text.isDecoded else { return false }
        switch text[position] {
        case UInt8(ascii: "%"): return TokenSieve.isEscape(text, position)
        case UInt8(ascii: "\\"):
            return TokenSieve.isEscape(text, position) && isOddBackslash(text, position)
                && looksLikeJSON(text, position)
        default: return false
        }
    }

    /// Whether a range begins inside an escape, or ends where one begins.
    static func cuts(_ text: TextView, _ range: Range<Int>) -> Bool {
        isInside(text, range.lowerBound) || isEscape(text, range.upperBound)
    }

    /// Whether the byte at a position is the letter of one of JSON's `\b \f \n \r \t`.
    static func isLetterOfEscape(_ text: TextView, _ position: Int) -> Bool {
        guard !text.isDecoded, text[position - 1] == UInt8(ascii: "\\") else { return false }
        switch text[position] {
        case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return isOddBackslash(text, position - 1) && looksLikeJSON(text, position)
        default:
            return false
        }
    }

    /// Whether the backslash at a position is itself not escaped, as far as the padding lets one look.
    private static func isOddBackslash(_ text: TextView, _ position: Int) -> Bool {
        var first = position
        while position - first < 64, text[first - 1] == UInt8(ascii: "\\") { first -= 1 }
        return (position - first) % 2 == 0
    }

    /// Whether the record around a position is JSON to the eye: it begins like JSON, or holds an object.
    ///
    /// - Complexity: O(1) where the record was asked about before, else O(*n*) in its length.
    static func looksLikeJSON(_ text: TextView, _ position: Int) -> Bool {
        let record = text.record(around: min(max(position, 0), text.count))
        guard let memo = unsafe text.memo else { return looksLikeJSON(text, record: record) }
        // Safe: the sieve that set the memo keeps it for as long as it searches the text.
        if let known = unsafe memo.pointee.isJSON { return known }
        let verdict = looksLikeJSON(text, record: record)
        unsafe memo.pointee.isJSON = verdict
        return verdict
    }

    /// Whether a record is JSON to the eye: its first byte that is not a space is `{`, `[` or `"`, or it holds `{"`.
    static func looksLikeJSON(_ text: TextView, record: Range<Int>) -> Bool {
        var index = record.lowerBound
        while index < record.upperBound, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
        guard index < record.upperBound else { return false }
        switch text[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): return true
        default: break
        }
        while index + 1 < record.upperBound {
            if text[index] == UInt8(ascii: "{"), text[index + 1] == UInt8(ascii: "\"") { return true }
            index += 1
        }
        return false
    }
}
