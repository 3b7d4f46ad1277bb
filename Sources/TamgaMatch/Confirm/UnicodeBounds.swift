/// Whether a name goes on in bytes beyond ASCII.
///
/// A letter of an alphabet (`ñ`, `ж`) joined to a name is part of it; an ideograph, kana, Hangul or any
/// punctuation is not: text in those scripts has no spaces around a name.
enum UnicodeBounds {
    /// Whether the character that begins at a position is a letter that joins.
    static func joins(_ text: TextView, after position: Int) -> Bool {
        guard text[position] >= 0x80 else { return false }
        return scalar(text, at: position).map(isJoiningLetter) ?? false
    }

    /// Whether the character that ends right before a position is a letter that joins.
    static func joins(_ text: TextView, before position: Int) -> Bool {
        guard text[position - 1] >= 0x80 else { return false }
        var start = position - 1
        while position - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(text, at: start).map(isJoiningLetter) ?? false
    }

    /// The scalar that begins at a position; `nil` where the bytes are not UTF-8.
    static func scalar(_ text: TextView, at position: Int) -> Unicode.Scalar? {
        let lead = text[position]
        let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
        guard length > 0, lead < 0xF5 else { return nil }
        var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0xFF >> UInt32(length + 1))
        for index in 1..<max(length, 1) where length > 1 {
            let byte = text[position + index]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return Unicode.Scalar(value)
    }

    static func isJoiningLetter(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return false }
        return !isUnspaced(scalar)
    }

    /// Scripts written without spaces: CJK, kana, Hangul, Thai, Lao, Khmer, Myanmar, and full-width forms.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x9FFF, 0xA960...0xA97F,
            0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
