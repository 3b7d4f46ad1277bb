import TamgaModel

/// A parser that is fed pieces of any size and keeps what is not complete yet.
protocol FeedParser {
    /// Takes the next piece.
    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws
    /// Takes the end.
    mutating func finish(into sink: (FeedItem) throws -> Void) throws
}
