import TamgaLogs

/// The records of a block, one after the other, blank ones left out.
struct BlockRecords {
    private let text: TextView
    private let log: LogSummary
    private let byteOffset: Int
    private let headers: [BlockHeader]
    private let lineEnds: [Int]?
    private var header = -1
    private var walk: RecordWalk
    private var counter: LineCounter

    /// - Precondition: the block stays as it is while its records are taken.
    init(_ block: borrowing Block, of log: LogSummary) {
        text = block.seal()
        self.log = log
        byteOffset = block.byteOffset
        headers = block.headers
        lineEnds = block.lineEnds
        walk = RecordWalk(text)
        counter = LineCounter(text, firstLine: block.firstLine, lineEnds: block.lineEnds)
    }

    /// The next record.
    mutating func next() -> LogRecord? {
        while let range = walk.next() {
            while header + 1 < headers.count, headers[header + 1].offset <= range.lowerBound { header += 1 }
            let bytes = text.bytes(range)
            guard bytes.contains(where: { $0 != 0x20 && $0 &- 0x09 >= 5 }) else { continue }
            let firstLine = counter.line(of: range.lowerBound)
            return LogRecord(
                log: log, bytes: bytes, byteOffset: byteOffset + range.lowerBound,
                line: counter.line(of: text.textStart(range)), lastLine: counter.line(of: range.upperBound),
                header: header < 0 ? nil : headers[header].header, firstLine: firstLine,
                lineEnds: lineEnds.map { ends in
                    ends.filter { range.lowerBound <= $0 && $0 < range.upperBound }.map { $0 - range.lowerBound }
                })
        }
        return nil
    }
}
