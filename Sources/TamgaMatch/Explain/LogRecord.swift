public import TamgaLogs
public import TamgaModel

/// One record of a log with all that reading it by itself needs.
public struct LogRecord: Sendable {
    /// The log, as far as it has been read.
    public let log: LogSummary
    /// The record's bytes without its line end; of a log in which records are not lines, as they are once they are.
    public let bytes: [UInt8]
    /// From the start of the (decompressed) log to the record's first byte.
    public let byteOffset: Int
    /// The line on which its text begins, 1-based.
    public let line: Int
    /// The line on which it ends.
    public let lastLine: Int
    /// What the log's head says of its columns.
    public let header: RecordHeader?
    /// The line of its first byte, blank or not.
    let firstLine: Int
    /// Where lines of the log end in the record, for a log that has been reshaped; else `nil`.
    let lineEnds: [Int]?

    /// The record as text; bytes that are not UTF-8 are shown as `\xNN`.
    public var text: String { HitText.string(bytes) }

    /// The record by itself, ready to be searched.
    func block() -> Block {
        var block = Block(bytes: bytes)
        block.byteOffset = byteOffset
        block.firstLine = firstLine
        block.lineEnds = lineEnds
        block.headers = header.map { [BlockHeader(offset: 0, header: $0)] } ?? []
        return block
    }

    /// Where the text stands that a hit of the record matched, counted from the record's first byte; `nil` for a hit of
    /// a rule, which has no such place.
    public func place(of hit: Hit) -> Range<Int>? {
        guard let matched = hit.matched else { return nil }
        let start = hit.byteOffset - byteOffset
        guard bytes.indices.contains(start) else { return nil }
        // A byte is shown as one character or as four.
        for count in matched.utf8.count / 4...max(matched.utf8.count, matched.utf8.count / 4)
        where start + count <= bytes.count {
            if HitText.string(Array(bytes[start..<start + count])) == matched { return start..<start + count }
        }
        return nil
    }
}
