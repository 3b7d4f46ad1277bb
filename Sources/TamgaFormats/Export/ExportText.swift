import TamgaModel

/// Texts from outside on their way into lines of a form.
enum ExportText {
    /// True for a text that stays on its line in every form: no control character, no line or paragraph separator, no
    /// mark that turns the direction of writing, no blank at its ends, and valid.
    static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        return !isBlank(first) && !isBlank(last) && text.unicodeScalars.allSatisfy { !isHidden($0) }
    }

    /// The text with what ``isPlain(_:)`` forbids as spaces, at most `limit` characters.
    static func words(_ text: String, limit: Int = 200) -> String {
        var scalars = String.UnicodeScalarView(text.unicodeScalars.prefix(limit).map { isHidden($0) ? " " : $0 })
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars.drop { isBlank($0) })
    }

    /// The bytes of a text, and the end of its line.
    static func line(_ text: String) -> [UInt8] { Array(text.utf8) + [0x0A] }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        ActiveText.isActive(scalar) || scalar == "\u{FFFD}"
    }
}
