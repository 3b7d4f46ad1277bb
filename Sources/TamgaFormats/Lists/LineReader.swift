import TamgaModel

/// Reads one line after the other.
protocol LineReader {
    /// The feed's name.
    var source: String { get }
    /// Takes a line without its end. It is valid UTF-8 and not overlong.
    mutating func take(
        _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, into sink: (FeedItem) throws -> Void
    ) throws
}

extension LineReader {
    /// A refusal of a line.
    func refusal(_ line: Int, _ reason: String) -> Refusal { Refusal(source: source, line: line, reason: reason) }
}
