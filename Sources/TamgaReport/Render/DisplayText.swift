import TamgaModel

/// The width of text on a terminal, and numbers as they are read.
public enum DisplayText {
    /// Terminal columns: two for East Asian wide characters, none for combining marks.
    ///
    /// Source: Unicode Standard Annex 11, the wide and fullwidth blocks.
    public static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// The text, cut in its middle where it is wider than `limit` columns.
    public static func shortened(_ text: String, to limit: Int) -> String {
        guard width(text) > limit, limit >= 3 else { return text }
        let tail = (limit - 1) / 3
        var head = limit - 1 - tail
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            head -= width(scalar)
            if head < 0 { break }
            shown.append(scalar)
        }
        var end = String.UnicodeScalarView()
        var rest = tail
        for scalar in text.unicodeScalars.reversed() {
            rest -= width(scalar)
            if rest < 0 { break }
            end.insert(scalar, at: end.startIndex)
        }
        return String(shown) + "…" + String(end)
    }

    /// `1234567` as `1,234,567`.
    public static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
    }

    /// `3 files`, `1 file`.
    public static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// A part of a whole as whole per cent; `<1 %` for less than half of one.
    public static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "0 %" }
        let percent = (Double(part) * 100 / Double(whole)).rounded()
        return percent < 1 && part > 0 ? "<1 %" : "\(Int(percent)) %"
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x300: 1
        case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x1AB0...0x1AFF,
            0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F:
            0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
