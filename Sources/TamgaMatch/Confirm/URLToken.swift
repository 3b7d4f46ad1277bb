import TamgaModel

/// A URL as it stands in text.
enum URLToken {
    /// The longest URL that is put together, in bytes.
    static let longest = 8_192

    /// The most places inside a run of a URL's bytes at which the URL may end.
    private static let cuts = 4

    /// Where a URL may end whose host, or path, stands before a position: at the end of the run of bytes that a URL
    /// can have, before closing punctuation there, and at the first commas, quotes and brackets inside it, which
    /// unquoted fields are divided by. The longest first.
    ///
    /// - Parameter limit: how far it may reach; nothing longer is wanted.
    static func ends(_ text: TextView, from position: Int, limit: Int) -> [Int] {
        var ends: [Int] = []
        var end = position
        while end < text.count, end - position <= limit, !endsURL(text, end) {
            if ends.count < cuts, divides(text[end]) { ends.append(end) }
            end += 1
        }
        ends.reverse()
        guard end - position <= limit else { return ends }
        var whole = [end]
        while whole.count < 7, end > position, isClosing(text[end - 1]) {
            end -= 1
            whole.append(end)
        }
        return whole + ends.filter { $0 < end }
    }

    /// Where the scheme of the URL begins that has its host at a range; `nil` where none stands before it.
    static func schemeStart(_ text: TextView, host: Range<Int>) -> Int? {
        var at = host.lowerBound
        if text[at - 1] == UInt8(ascii: "[") { at -= 1 }
        if text[at - 1] == UInt8(ascii: "@") {
            var user = at - 1
            while at - user < 256, user > 0, text[user - 1] > 0x20, text[user - 1] != UInt8(ascii: "/"),
                text[user - 1] != UInt8(ascii: "\"")
            {
                user -= 1
            }
            at = user
        }
        for _ in 0..<2 {
            guard text[at - 1] == UInt8(ascii: "/") else { return nil }
            at -= 1
            if text[at - 1] == UInt8(ascii: "\\") { at -= 1 }
        }
        guard text[at - 1] == UInt8(ascii: ":") else { return nil }
        at -= 1
        let colon = at
        while colon - at < 32, at > 0, TextByte.isAlphanumeric(text[at - 1]) || text[at - 1] == UInt8(ascii: "+") {
            at -= 1
        }
        if at < colon, EscapeBounds.isLetterOfEscape(text, at) { at += 1 }
        guard at < colon, TextByte.isLetter(text[at]) else { return nil }
        return at
    }

    /// White space, quotes, angle brackets, `|`, `` ` `` and a backslash that does not escape a slash end a URL.
    private static func endsURL(_ text: TextView, _ position: Int) -> Bool {
        switch text[position] {
        case 0x00...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"),
            UInt8(ascii: "|"), 0x7F:
            true
        case UInt8(ascii: "\\"): text[position + 1] != UInt8(ascii: "/")
        default: false
        }
    }

    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "'"),
            UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// White space, a quote or the separators of fields.
    static func beginsField(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "|"):
            true
        default: false
        }
    }

    static func portEnd(_ text: TextView, from position: Int) -> Int {
        var end = position
        if text[end] == UInt8(ascii: "]") { end += 1 }
        guard text[end] == UInt8(ascii: ":") else { return end }
        var digits = end + 1
        while digits - end < 6, TextByte.isDigit(text[digits]) { digits += 1 }
        return digits > end + 1 ? digits : end
    }

    /// The bytes inside a URL that may as well divide it from what follows.
    private static func divides(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    /// The canonical form of a path with its query.
    static func path(_ text: TextView, _ range: Range<Int>) -> [UInt8]? {
        let written = Array("http://h.example".utf8) + text.bytes(range)
        return canonical(written.span).map { Array($0[URLText.pathAndQuery(of: $0.span)]) }
    }

    /// The canonical form of text in which JSON may have escaped the slashes.
    static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for index in 0..<text.count {
            if text[index] == 0x5C, index + 1 < text.count, text[index + 1] == 0x2F { continue }
            plain.append(text[index])
        }
        return URLText.canonical(plain.span)
    }
}
