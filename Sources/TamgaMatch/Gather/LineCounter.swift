import CTamgaSift

/// Counts newlines up to positions that only grow.
struct LineCounter {
    private let text: TextView
    private var position = 0
    private var line: Int
    private let firstLine: Int
    /// Where lines of the source end, for a log that has been reshaped.
    private let lineEnds: [Int]?

    init(_ text: TextView, firstLine: Int, lineEnds: [Int]?) {
        self.text = text
        self.lineEnds = lineEnds
        line = firstLine
        self.firstLine = firstLine
    }

    /// Records of the log need not be lines of it.
    var isReshaped: Bool { lineEnds != nil }

    /// The line that begins at a position, wherever the last one was.
    func anyLine(of start: Int) -> Int {
        var counter = LineCounter(text, firstLine: firstLine, lineEnds: lineEnds)
        return counter.line(of: start)
    }

    /// The line that begins at a position; positions must not go back.
    mutating func line(of start: Int) -> Int {
        if let lineEnds { return firstLine + lineEnds.partitioningIndex { $0 >= start } }
        if start > position {
            // Safe: both positions lie in the text, the first before the second.
            line += unsafe Int(tamga_count_newlines(text.base + position, start - position))
            position = start
        }
        return line
    }
}
