/// An e-mail address as it stands in text.
enum EmailToken {
    /// Where the address may begin whose domain stands at `host`: behind every byte that does not join it, the
    /// longest local part last; none where no `@` stands before the host.
    ///
    /// - Parameter longest: of the local parts wanted, the longest in bytes.
    static func starts(_ text: TextView, host: Range<Int>, longest: Int) -> [Int] {
        let at = host.lowerBound - 1
        guard at > 0, text[at] == UInt8(ascii: "@") else { return [] }
        var starts: [Int] = []
        var start = at
        while start > 0, at - start < longest, text[start - 1] > 0x20 {
            start -= 1
            if !joins(text, before: start) { starts.append(start) }
        }
        return starts
    }

    /// Whether the byte before a position makes what begins there part of a longer local part.
    private static func joins(_ text: TextView, before start: Int) -> Bool {
        let before = text[start - 1]
        if TextByte.isHost(before), !EscapeBounds.isLetterOfEscape(text, start - 1) { return true }
        if before == UInt8(ascii: ".") || before == UInt8(ascii: "+") || before == UInt8(ascii: "&") { return true }
        return EscapeBounds.isInside(text, start) || UnicodeBounds.joins(text, before: start)
    }
}
