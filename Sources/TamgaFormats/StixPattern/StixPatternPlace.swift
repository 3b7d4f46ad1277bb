/// A place in the text of a pattern, as people count: lines and characters from 1.
public struct StixPatternPlace: Hashable, Sendable, CustomStringConvertible {
    /// The line.
    public let line: Int
    /// The character in it.
    public let column: Int

    /// The place of an offset in UTF-8 bytes.
    public init(offset: Int, in text: some StringProtocol) {
        var (line, column) = (1, 1)
        for byte in text.utf8.prefix(offset) {
            if byte == 0x0A { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
        }
        (self.line, self.column) = (line, column)
    }

    /// `line:column`.
    public var description: String { "\(line):\(column)" }
}
