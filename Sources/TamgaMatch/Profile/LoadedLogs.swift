public import TamgaLogs
public import TamgaModel

/// Logs held in memory, so that what is measured is searching and not reading.
public final class LoadedLogs: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns; a piece is searched by one worker at a time, and
    // searching for rules writes nothing to it.

    /// A piece of a log: whole records.
    final class Piece {
        let block: Block
        let text: TextView
        let log: LogSummary

        init(_ block: consuming Block, _ log: LogSummary) {
            text = block.seal()
            self.block = block
            self.log = log
        }

        /// Where a record stands.
        func place(of offset: Int) -> RecordPlace {
            let line = LineCounter(text, firstLine: block.firstLine, lineEnds: block.lineEnds).anyLine(of: offset)
            return RecordPlace(source: log.name, line: line)
        }
    }

    let pieces: [Piece]
    /// What was read of each log.
    public let logs: [LogSummary]
    /// What could not be read.
    public let refusals: [Refusal]
    /// Bytes in memory.
    public let bytes: Int
    /// There is more in the logs than was read.
    public let isCutShort: Bool

    /// Reads logs.
    ///
    /// - Parameters:
    ///   - logFormat: the format that every log is read as; `nil` recognises each.
    ///   - limit: bytes after which no more is read; a piece is read whole.
    ///   - pieceSize: bytes of a piece.
    public init(
        _ inputs: [LogInput], formats: LogFormatSet, logFormat: String? = nil, limit: Int, pieceSize: Int = 1 << 18
    ) {
        let size = max(1, min(pieceSize, limit))
        let source = BlockSource(
            inputs, blockSize: size, longestRecord: 64 << 20, formats: formats, formatName: logFormat)
        var pieces: [Piece] = []
        var bytes = 0
        var isCutShort = false
        while true {
            var block = Block(capacity: size)
            guard let log = source.next(into: &block) else { break }
            if bytes >= limit {
                isCutShort = true
                break
            }
            bytes += block.count
            pieces.append(Piece(block, log))
        }
        self.pieces = pieces
        self.bytes = bytes
        self.isCutShort = isCutShort
        (logs, refusals) = source.finish()
    }

    /// The text of the logs, piece by piece, each ending at a line's end.
    public func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows {
        for piece in pieces {
            var bytes = piece.text.bytes(0..<piece.text.count)
            if bytes.last != 0x0A { bytes.append(0x0A) }
            try body(bytes)
        }
    }

    /// Every record is a line of text: none has fields that are read first.
    public var isText: Bool { pieces.allSatisfy { $0.log.layout.family == .text } }

    /// The first pieces, up to a number of bytes, at least one.
    func part(_ limit: Int) -> Range<Int> {
        var end = 0
        var count = 0
        while end < pieces.count, end == 0 || count + pieces[end].text.count <= limit {
            count += pieces[end].text.count
            end += 1
        }
        return 0..<end
    }

    /// The bytes of some pieces.
    func bytes(of range: Range<Int>) -> Int { pieces[range].reduce(0) { $0 + $1.text.count } }
}

/// Where a record stands.
public struct RecordPlace: Hashable, Sendable {
    /// The log as it was named.
    public var source: String
    /// Its first line, 1-based.
    public var line: Int
}
