/// Characters that a terminal, a page or an editor could obey instead of showing them: control characters of C0 and
/// C1, marks that turn the direction of writing, line and paragraph separators, invisible characters, tags.
///
/// Text from outside is never printed with one of these in it: text for people shows them as `\u{1b}`, JSON as
/// `\u001b`, which is the same value.
public enum ActiveText {
    /// True for a character that is not shown as it is.
    public static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// True for a byte with which the UTF-8 of an active character can begin: what holds none of these is plain.
    public static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x1F, 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3: true
        default: false
        }
    }

    /// The text with each active character as `\u{NN}`, in lower-case hexadecimal.
    public static func shown(_ text: String) -> String {
        guard text.utf8.contains(where: mayBegin) else { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isActive(scalar) { append(scalar, to: &shown) } else { shown.append(scalar) }
        }
        return String(shown)
    }

    /// A page of text that was put together from safe parts: its lines and tabs are kept, all else is shown as
    /// ``shown(_:)`` does it. What a part forgot is caught here.
    ///
    /// - Parameter hasStyles: colours (`ESC [ digits m`) are kept, too.
    public static func page(_ text: String, hasStyles: Bool) -> String {
        guard text.utf8.contains(where: { $0 != 0x0A && mayBegin($0) }) else { return text }
        var shown = String.UnicodeScalarView()
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if scalar == "\u{1B}", hasStyles, let end = endOfStyle(scalars, next) {
                shown.append(contentsOf: scalars[index..<end])
                index = end
                continue
            }
            let isLineEnd = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
            if scalar == "\n" || scalar == "\t" || isLineEnd || !isActive(scalar) {
                shown.append(scalar)
            } else {
                append(scalar, to: &shown)
            }
            index = next
        }
        return String(shown)
    }

    private static func append(_ scalar: Unicode.Scalar, to shown: inout String.UnicodeScalarView) {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    }

    /// The index behind `[`, digits and semicolons, and `m`; `nil` where something else stands.
    private static func endOfStyle(
        _ scalars: String.UnicodeScalarView, _ start: String.Index
    ) -> String.Index? {
        guard start < scalars.endIndex, scalars[start] == "[" else { return nil }
        var index = scalars.index(after: start)
        while index < scalars.endIndex, scalars[index] == ";" || ("0"..."9").contains(scalars[index]) {
            index = scalars.index(after: index)
        }
        guard index < scalars.endIndex, scalars[index] == "m" else { return nil }
        return scalars.index(after: index)
    }
}
