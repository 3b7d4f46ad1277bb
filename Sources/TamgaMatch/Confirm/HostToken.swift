/// A host name as it stands in text, with its bounds judged.
struct HostToken {
    /// The longest name that DNS allows, in bytes (RFC 1035 §2.3.4); of longer runs only the tail is a name.
    static let longest = 253

    /// The name, without what was trimmed.
    let range: Range<Int>
    /// False where the first label is only the tail of a longer one: then only names below it count.
    let isWhole: Bool

    /// The name that ends before `end`, where the run of host characters and dots ends; `nil` where none does.
    ///
    /// A dash before the name, a dot before it, and everything before an empty label are not part of it.
    init?(_ text: TextView, endingAt end: Int) {
        if UnicodeBounds.joins(text, after: end) || EscapeBounds.isEscape(text, end) { return nil }
        if text[end] == UInt8(ascii: "."),
            UnicodeBounds.joins(text, after: end + 1) || EscapeBounds.isEscape(text, end + 1)
        {
            return nil
        }
        var start = end
        var isWhole = true
        while TextByte.isHost(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") {
            if end - start == Self.longest {
                isWhole = false
                break
            }
            if text[start - 1] == UInt8(ascii: "."), start < end, text[start] == UInt8(ascii: ".") { break }
            start -= 1
        }
        if isWhole {
            // A run that begins inside an escape is found again, whole, in the decoded text.
            if EscapeBounds.isInside(text, start) { return nil }
            if EscapeBounds.isLetterOfEscape(text, start) { start += 1 }
            isWhole = !UnicodeBounds.joins(text, before: start)
        }
        while start < end, text[start] == UInt8(ascii: "-") || text[start] == UInt8(ascii: ".") { start += 1 }
        guard start < end else { return nil }
        range = start..<end
        self.isWhole = isWhole
    }
}
