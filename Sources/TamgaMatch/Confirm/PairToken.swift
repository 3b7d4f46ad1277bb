import TamgaModel

/// Bytes in hexadecimal as hardware addresses, fingerprints and serials are written: in pairs with a colon or dash
/// between (`02:00:5e:10:00:ab`), three groups of four with dots, or twelve digits.
enum PairToken {
    /// The most pairs that are put together.
    static let longest = 64

    /// The bytes whose first digit stands at a position, with the text they take; `nil` where none do.
    ///
    /// A chain is taken as a whole: its first and its last pair have no further pair of the same kind beside them.
    static func bytes(_ text: TextView, at start: Int) -> (bytes: [UInt8], range: Range<Int>)? {
        let found: (bytes: [UInt8], end: Int)?
        switch text[start + 2] {
        case UInt8(ascii: ":"), UInt8(ascii: "-"): found = chain(text, start, text[start + 2])
        default: found = groups(text, start)
        }
        guard let found, found.bytes.count >= 6 else { return nil }
        let range = start..<found.end
        if TextByte.isAlphanumeric(text[range.upperBound]) || EscapeBounds.cuts(text, range) { return nil }
        if TextByte.isAlphanumeric(text[start - 1]), !EscapeBounds.isLetterOfEscape(text, start - 1) { return nil }
        return (found.bytes, range)
    }

    private static func chain(_ text: TextView, _ start: Int, _ separator: UInt8) -> (bytes: [UInt8], end: Int)? {
        if text[start - 1] == separator, isHex(text, start - 3, 2), !TextByte.isAlphanumeric(text[start - 4]) {
            return nil
        }
        var bytes: [UInt8] = []
        var at = start
        while isHex(text, at, 2), !TextByte.isHex(text[at + 2]) {
            guard bytes.count < longest else { return nil }
            bytes.append(TextByte.hexValue(text[at]) << 4 | TextByte.hexValue(text[at + 1]))
            at += 3
            if text[at - 1] != separator { return (bytes, at - 1) }
        }
        // The separator behind the last pair is the text's own, unless digits follow it.
        return TextByte.isHex(text[at]) ? nil : (bytes, at - 1)
    }

    private static func groups(_ text: TextView, _ start: Int) -> (bytes: [UInt8], end: Int)? {
        let isDotted = text[start + 4] == UInt8(ascii: ".")
        let step = isDotted ? 5 : 4
        var bytes: [UInt8] = []
        for group in 0..<3 {
            let at = start + group * step
            guard isHex(text, at, 4), !isDotted || group == 2 || text[at + 4] == UInt8(ascii: ".") else { return nil }
            for index in [at, at + 2] {
                bytes.append(TextByte.hexValue(text[index]) << 4 | TextByte.hexValue(text[index + 1]))
            }
        }
        let end = start + 2 * step + 4
        if isDotted,
            text[end] == UInt8(ascii: ".") && TextByte.isHex(text[end + 1])
                || text[start - 1] == UInt8(ascii: ".") && TextByte.isHex(text[start - 2])
        {
            return nil
        }
        return (bytes, end)
    }

    private static func isHex(_ text: TextView, _ start: Int, _ count: Int) -> Bool {
        (start..<start + count).allSatisfy { TextByte.isHex(text[$0]) }
    }
}
