/// An e-mail address as it stands in text.
enum EmailToken {
    /// Where the address begins whose domain stands at `host`; `nil` where another address, or none, stands there.
    static func start(_ text: TextView, _ value: [UInt8], host: Range<Int>) -> Int? {
        guard let at = value.lastIndex(of: UInt8(ascii: "@")), text[host.lowerBound - 1] == UInt8(ascii: "@") else {
            return nil
        }
        let start = host.lowerBound - 1 - at
        guard start >= 0 else { return nil }
        for index in 0..<at where TextByte.lowercased(text[start + index]) != value[index] { return nil }
        let before = text[start - 1]
        if TextByte.isHost(before), !EscapeBounds.isLetterOfEscape(text, start - 1) { return nil }
        if before == UInt8(ascii: ".") || before == UInt8(ascii: "+") || before == UInt8(ascii: "&") { return nil }
        return EscapeBounds.isInside(text, start) || UnicodeBounds.joins(text, before: start) ? nil : start
    }
}
