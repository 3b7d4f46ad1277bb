import FoundationEssentials

/// Lists of short strings in one column, as a JSON array; an empty list is no value.
enum StringList {
    /// The first 64 strings, each cut at 256 bytes: every value of an indicator carries them.
    static func bounded(_ strings: [String]) -> String? {
        encoded(strings.prefix(64).map { BoundedText.cut($0, 256) })
    }

    static func encoded(_ strings: [String]) -> String? {
        if strings.isEmpty { return nil }
        var text = "["
        for string in strings {
            if text.utf8.count > 1 { text += "," }
            text += "\""
            for scalar in string.unicodeScalars {
                switch scalar {
                case "\"": text += "\\\""
                case "\\": text += "\\\\"
                case let control where control.value < 0x20:
                    let digits = String(control.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                default: text.unicodeScalars.append(scalar)
                }
            }
            text += "\""
        }
        return text + "]"
    }

    static func decoded(_ text: String?) -> [String] {
        guard let text else { return [] }
        return (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
    }
}
