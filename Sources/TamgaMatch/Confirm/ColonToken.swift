import TamgaModel

/// An IPv6 address as it stands in text.
enum ColonToken {
    /// The longest spelling of an address with a dotted tail, with room for what is trimmed.
    static let longest = 64

    /// The run of hexadecimal digits, colons and dots around a position; of a run that is too long for an address
    /// only so much of what lies before the position as shows that.
    static func run(_ text: TextView, around position: Int) -> Range<Int> {
        func isPart(_ byte: UInt8) -> Bool { TextByte.isHex(byte) || byte == 0x3A || byte == 0x2E }
        var start = position
        while start > 0, position - start <= longest, isPart(text[start - 1]) { start -= 1 }
        var end = position
        while end < text.count, isPart(text[end]) { end += 1 }
        return start..<end
    }

    /// The address in a run, with the bytes it takes; `nil` where there is none.
    ///
    /// A word that ends in a colon before the address (`src:2001:db8::1`), single colons around it, a full stop
    /// behind it and a port behind a dot, as tcpdump writes it, are not part of it. A mapped IPv4 address is an
    /// IPv4 address.
    static func address(_ text: TextView, run: Range<Int>) -> (Observable, Range<Int>)? {
        guard run.count <= longest else { return nil }
        var start = run.lowerBound
        var end = run.upperBound
        if EscapeBounds.isLetterOfEscape(text, start) {
            start += 1
        } else if TextByte.isHost(text[start - 1]) && !EscapeBounds.isLetterOfEscape(text, start - 1)
            || EscapeBounds.isInside(text, start)
        {
            while start < end, text[start] != 0x3A { start += 1 }
            start += 1
            if start >= end { return nil }
        }
        while start < end, text[start] == 0x2E { start += 1 }
        if start + 1 < end, text[start] == 0x3A, text[start + 1] != 0x3A { start += 1 }
        while start < end, text[end - 1] == 0x2E { end -= 1 }
        if end - start > 1, text[end - 1] == 0x3A, text[end - 2] != 0x3A { end -= 1 }
        guard end - start >= 2 else { return nil }
        if end == run.upperBound, TextByte.isHost(text[end]) { return nil }
        if let observable = parse(text, start..<end) { return (observable, start..<end) }
        var dot = end
        while dot > start, text[dot - 1] != 0x2E { dot -= 1 }
        guard dot > start, let observable = parse(text, start..<dot - 1) else { return nil }
        return (observable, start..<dot - 1)
    }

    private static func parse(_ text: TextView, _ range: Range<Int>) -> Observable? {
        let observable = try? Observable(.ipv6Address, text: text.bytes(range))
        switch observable?.type {
        case .ipv6Address, .ipv4Address: return observable
        default: return nil
        }
    }
}
