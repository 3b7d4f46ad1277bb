import TamgaLogs
import TamgaModel

/// Which records of a log a split has: those that begin in a range of its bytes.
///
/// What a cutter hands over is cut down to them. Places stay those of the log; lines count from the split's first record,
/// for nobody knows what lies before it without reading it.
struct SplitWindow: Sendable {
    /// Where the records begin.
    let range: Range<Int>
    /// Where the next byte stands that is read.
    var position: Int
    /// Lines of the log that end in what was kept.
    private(set) var lines = 0
    /// Lines before the first record that was kept, as the cutter counts them.
    private var before: Int?
    /// Reading is behind the range: little more is needed, the rest of one record.
    private var isPast = false

    /// A window, where nothing has been read.
    ///
    /// A log whose records are lines that need no others is read from the byte before the range on: there it shows whether a
    /// line begins with the range. Of any other log only its beginning says what a record is, and it is read from there.
    init(_ range: Range<Int>, size: Int, _ layout: LogLayout) {
        self.range = min(range.lowerBound, size)..<min(range.upperBound, size)
        position = layout.isOfFreeLines ? max(0, self.range.lowerBound - 1) : 0
    }

    /// How many bytes are to be read next into so much room.
    mutating func room(_ room: Int) -> Int {
        if position < range.upperBound { return min(room, range.upperBound - position) }
        defer { isPast = true }
        return isPast ? room : min(room, 65_536)
    }

    /// True where the next record is behind the range.
    func isBehind(_ next: Int) -> Bool { next >= range.upperBound }

    /// Keeps what belongs to the range of what a cutter has just handed over.
    mutating func keep(_ block: inout Block, _ cut: inout RecordCutter.Cut, _ cutter: RecordCutter) {
        var kept = RecordCutter.Cut()
        let blockStart = cut.hasBlock ? block.byteOffset : cutter.offset
        for (index, refusal) in cut.refusals.enumerated() {
            guard let start = refusal.byteOffset, let line = refusal.line, range.contains(start) else { continue }
            let end = index + 1 < cut.refusals.count ? cut.refusals[index + 1].byteOffset : blockStart
            var refusal = refusal
            refusal.line = relative(line)
            kept.refusals.append(refusal)
            kept.records += 1
            kept.bytes += (end ?? start) - start
            lines += 1
        }
        if cut.hasBlock, let part = block.keep(beginningIn: range, starts: block.lineEnds == nil ? nil : cutter.starts)
        {
            kept.hasBlock = true
            kept.records += part.records
            kept.bytes += block.count
            lines += part.lines
            block.firstLine = relative(block.firstLine)
        }
        cut = kept
    }

    /// A line counted from the first record that is kept, which is on line 1.
    private mutating func relative(_ line: Int) -> Int {
        let before = before ?? line - 1
        self.before = before
        return line - before
    }
}

extension LogLayout {
    /// Each line is a record that can be told and read without any other.
    var isOfFreeLines: Bool { !needsReshaping && !hasHeaders }
}
