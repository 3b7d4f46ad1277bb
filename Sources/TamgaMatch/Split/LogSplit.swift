/// A part of a log: the records that begin in a range of its bytes.
///
/// As text it is `FILE:START-END`; the last colon ends the name, and without an end the part goes to the end of the file.
public struct LogSplit: Hashable, Sendable {
    /// The file as the user named it.
    public var path: String
    /// Where the records begin, in bytes of the file; `Int.max` is the end of the file.
    public var range: Range<Int>

    /// A part.
    public init(path: String, range: Range<Int>) {
        self.path = path
        self.range = range
    }

    /// The whole of a file.
    public init(whole path: String) { self.init(path: path, range: 0..<Int.max) }

    /// Reads `FILE:START-END` or `FILE:START-`; `nil` for anything else, an end before the start, or no name.
    public init?(_ text: String) {
        guard let colon = text.utf8.lastIndex(of: 0x3A), colon > text.startIndex else { return nil }
        let parts = text[text.utf8.index(after: colon)...].split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.offset(parts[0]) else { return nil }
        let end = parts[1].isEmpty ? Int.max : Self.offset(parts[1])
        guard let end, start <= end else { return nil }
        self.init(path: String(text[..<colon]), range: start..<end)
    }

    /// Digits and nothing else, up to a number that a file's size can be.
    private static func offset(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(text).flatMap { $0 <= PartialReader.largestOffset ? $0 : nil }
    }
}

extension LogSplit: CustomStringConvertible {
    /// `FILE:START-END`.
    public var description: String {
        "\(path):\(range.lowerBound)-\(range.upperBound == .max ? "" : "\(range.upperBound)")"
    }
}
