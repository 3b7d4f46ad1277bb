import TamgaModel

/// A URL as it stands in text.
enum URLToken {
    /// The longest URL that is put together, in bytes.
    static let longest = 8_192

    /// Where the whole URL stands around its host; `nil` where it does not.
    ///
    /// The text may escape slashes as JSON does, and write the URL in any equal form. Closing punctuation behind
    /// it is left out where the URL is only equal without it.
    static func bounds(_ text: TextView, _ value: [UInt8], host: Range<Int>) -> Range<Int>? {
        guard let start = schemeStart(text, host: host) else { return nil }
        var end = runEnd(text, from: host.upperBound)
        for _ in 0..<6 {
            if text.withSpan(start..<end, { canonical($0) == value }) { return start..<end }
            guard end > host.upperBound, isClosing(text[end - 1]) else { return nil }
            end -= 1
        }
        return nil
    }

    /// Where host and path stand apart: the path right behind the host with no scheme, or by itself elsewhere in
    /// the record, as the fields of a proxy record have them. The path must be more than `/`.
    static func splitBounds(_ text: TextView, _ value: [UInt8], host: Range<Int>) -> Range<Int>? {
        let span = value.span
        let wanted = Array(value[URLText.pathAndQuery(of: span)])
        guard wanted.count > 1, schemeStart(text, host: host) == nil else { return nil }
        let behind = portEnd(text, from: host.upperBound)
        if text[behind] == UInt8(ascii: "/") || text[behind] == UInt8(ascii: "\\") && text[behind + 1] == UInt8(ascii: "/") {
            return path(text, at: behind, equals: wanted).map { host.lowerBound..<$0 }
        }
        let record = text.record(around: host.lowerBound)
        var index = record.lowerBound
        while index < record.upperBound {
            defer { index += 1 }
            guard text[index] == UInt8(ascii: "/"), !host.contains(index) else { continue }
            var start = index
            if text[index - 1] == UInt8(ascii: "\\") { start = index - 1 }
            guard beginsField(text[start - 1]), path(text, at: start, equals: wanted) != nil else { continue }
            return host
        }
        return nil
    }

    /// Where the scheme of the URL begins that has its host at a range; `nil` where none stands before it.
    private static func schemeStart(_ text: TextView, host: Range<Int>) -> Int? {
        var at = host.lowerBound
        if text[at - 1] == UInt8(ascii: "[") { at -= 1 }
        if text[at - 1] == UInt8(ascii: "@") {
            var user = at - 1
            while at - user < 256, user > 0, text[user - 1] > 0x20, text[user - 1] != UInt8(ascii: "/"), text[user - 1] != UInt8(ascii: "\"") {
                user -= 1
            }
            at = user
        }
        for slash in 0..<2 {
            guard text[at - 1] == UInt8(ascii: "/") else { return nil }
            at -= 1
            if text[at - 1] == UInt8(ascii: "\\") { at -= 1 }
            _ = slash
        }
        guard text[at - 1] == UInt8(ascii: ":") else { return nil }
        at -= 1
        let colon = at
        while colon - at < 32, at > 0, TextByte.isAlphanumeric(text[at - 1]) || text[at - 1] == UInt8(ascii: "+") { at -= 1 }
        if at < colon, EscapeBounds.isLetterOfEscape(text, at) { at += 1 }
        guard at < colon, TextByte.isLetter(text[at]) else { return nil }
        return at
    }

    /// Where the run of bytes that a URL can have ends.
    private static func runEnd(_ text: TextView, from position: Int) -> Int {
        var end = position
        while end < text.count, end - position < longest, !endsURL(text, end) { end += 1 }
        return end
    }

    /// White space, quotes, angle brackets, `|`, `` ` `` and a backslash that does not escape a slash end a URL.
    private static func endsURL(_ text: TextView, _ position: Int) -> Bool {
        switch text[position] {
        case 0x00...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"), UInt8(ascii: "|"), 0x7F: true
        case UInt8(ascii: "\\"): text[position + 1] != UInt8(ascii: "/")
        default: false
        }
    }

    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "'"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// White space, a quote or the separators of fields.
    private static func beginsField(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): true
        default: false
        }
    }

    private static func portEnd(_ text: TextView, from position: Int) -> Int {
        var end = position
        if text[end] == UInt8(ascii: "]") { end += 1 }
        guard text[end] == UInt8(ascii: ":") else { return end }
        var digits = end + 1
        while digits - end < 6, TextByte.isDigit(text[digits]) { digits += 1 }
        return digits > end + 1 ? digits : end
    }

    /// Where a path equal to the wanted one ends; `nil` where another stands at the position.
    private static func path(_ text: TextView, at position: Int, equals wanted: [UInt8]) -> Int? {
        var end = runEnd(text, from: position)
        // The longest way to write a wanted byte is a percent escape.
        guard end - position <= wanted.count * 3 + 64 else { return nil }
        for _ in 0..<6 {
            let written = Array("http://h.example".utf8) + text.bytes(position..<end)
            if let url = canonical(written.span), Array(url[URLText.pathAndQuery(of: url.span)]) == wanted { return end }
            guard end > position + 1, isClosing(text[end - 1]) else { return nil }
            end -= 1
        }
        return nil
    }

    /// The canonical form of text in which JSON may have escaped the slashes.
    private static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for index in 0..<text.count {
            if text[index] == 0x5C, index + 1 < text.count, text[index + 1] == 0x2F { continue }
            plain.append(text[index])
        }
        return URLText.canonical(plain.span)
    }
}
