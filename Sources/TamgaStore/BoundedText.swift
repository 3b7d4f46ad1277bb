/// Bounds on the text that columns hold beside an object's own bytes, which keep the rest.
enum BoundedText {
    /// The text up to a number of bytes, whole characters only, and without what follows a NUL, as SQLite would
    /// read it back.
    static func cut(_ text: String, _ limit: Int) -> String {
        if text.utf8.count <= limit, !text.utf8.contains(0) { return text }
        var bytes = 0
        var cut = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            bytes += UTF8.width(scalar)
            if scalar.value == 0 || bytes > limit { break }
            cut.append(scalar)
        }
        return String(cut)
    }

    /// An id, unless it is longer than any id or has characters that no id has.
    static func id(_ text: String?) -> String? {
        guard let text, isID(text) else { return nil }
        return text
    }

    /// True where a text can be an id: 1 to 512 bytes, no control character and no space.
    static func isID(_ text: String) -> Bool {
        1...512 ~= text.utf8.count && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
}
