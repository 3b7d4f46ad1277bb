extension StringProtocol {
    /// The text with the marks taken out that make an indicator unclickable. Idempotent.
    ///
    /// `hxxp(s)://`, `h**p(s)://` and `meow://` become `http(s)://`; `.`, `@`, `:`, `://` and `/` lose the
    /// `[ ]`, `( )` or `{ }` around them, and so do `dot` and `at` between letters or digits; `\.` becomes
    /// `.` between letters or digits where the text has no other backslash. All letter case aside;
    /// anything else, the brackets of an IPv6 address among it, stays.
    public var refanged: String {
        let bytes = Array(utf8)
        var isMarked = false
        for byte in bytes {
            switch byte {
            case 0x5D, 0x29, 0x7D, 0x5C, 0x2A: isMarked = true
            case 0x58, 0x78, 0x57, 0x77: isMarked = true
            default: continue
            }
        }
        guard isMarked else { return String(self) }
        return String(decoding: Refang.schemes(Refang.backslashes(Refang.brackets(bytes))), as: UTF8.self)
    }
}

private enum Refang {
    private static let inside: [(text: [UInt8], isWord: Bool, replacement: [UInt8])] = [
        (".", false, "."), ("dot", true, "."), ("@", false, "@"), ("at", true, "@"), (":", false, ":"),
        ("://", false, "://"), ("/", false, "/"),
    ].map { (Array($0.0.utf8), $0.1, Array($0.2.utf8)) }

    /// A closing bracket looks back for its opening one in what is written already, so nested marks go in one pass.
    static func brackets(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for index in text.indices {
            let byte = text[index]
            let opening: UInt8
            switch byte {
            case 0x5D: opening = 0x5B
            case 0x29: opening = 0x28
            case 0x7D: opening = 0x7B
            default:
                out.append(byte)
                continue
            }
            var start = out.count - 1
            while start >= 0, out.count - start <= 4, out[start] != opening { start -= 1 }
            guard start >= 0, out[start] == opening else {
                out.append(byte)
                continue
            }
            let isBetween =
                start > 0 && out[start - 1].isASCIIAlphanumeric && index + 1 < text.count
                && text[index + 1].isASCIIAlphanumeric
            let content = out[(start + 1)...].map(\.asciiLowercased)
            if let known = inside.first(where: { $0.text == content }), isBetween || !known.isWord {
                out.removeLast(out.count - start)
                out += known.replacement
            } else {
                out.append(byte)
            }
        }
        return out
    }

    static func backslashes(_ text: [UInt8]) -> [UInt8] {
        var hasAny = false
        for index in text.indices where text[index] == 0x5C {
            guard index + 1 < text.count, text[index + 1] == 0x2E else { return text }
            hasAny = true
        }
        guard hasAny else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for index in text.indices {
            let isMark =
                text[index] == 0x5C && index > 0 && text[index - 1].isASCIIAlphanumeric && index + 2 < text.count
                && text[index + 2].isASCIIAlphanumeric
            if !isMark { out.append(text[index]) }
        }
        return out
    }

    static func schemes(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let startsWord = index == 0 || !text[index - 1].isASCIIAlphanumeric
            if startsWord, let (end, scheme) = scheme(text, index) {
                out += scheme.utf8
                index = end
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out
    }

    private static func scheme(_ text: [UInt8], _ start: Int) -> (end: Int, scheme: String)? {
        for mark in ["hxxp", "h**p", "meow", "hxtp", "htxp"] where ASCII.hasPrefix(text.span, mark, from: start) {
            let isSecure = start + 4 < text.count && text[start + 4] | 0x20 == 0x73
            let end = start + (isSecure ? 5 : 4)
            if ASCII.hasPrefix(text.span, "://", from: end) { return (end, isSecure ? "https" : "http") }
        }
        return nil
    }
}
