/// The lines that a reshaper makes: where the current one begins, and on which line of the source its text does.
struct LineLedger: Sendable {
    /// The first byte of the current line, in the buffer.
    var start = 0
    /// The line of the source at the place that is read, 1-based.
    var sourceLine = 1
    /// Where that line begins, in the buffer; before its front where it began in an earlier one.
    var sourceStart = 0
    /// The line of the source on which the current line's text begins; 0 while there is none.
    private(set) var textLine = 0

    /// True where the current line has text.
    var hasText: Bool { textLine > 0 }

    /// There is text here.
    mutating func touch() { if textLine == 0 { textLine = sourceLine } }

    /// The text that the line had so far has been blanked.
    mutating func forget() { textLine = 0 }

    /// The source goes to its next line behind an index.
    mutating func passSourceLine(at index: Int) {
        sourceLine += 1
        sourceStart = index + 1
    }

    /// The current line ends with the newline at an index.
    mutating func end(at index: Int, _ records: inout [RecordStart]) {
        if textLine > 0 { records.append(RecordStart(offset: start, line: textLine)) }
        textLine = 0
        start = index + 1
    }

    /// The end of what is complete in a buffer; positions count from there from now on.
    mutating func finish(count: Int, isLast: Bool, _ records: inout [RecordStart]) -> Int {
        if isLast {
            if textLine > 0 { records.append(RecordStart(offset: start, line: textLine)) }
            textLine = 0
            start = count
        }
        let end = start
        start = 0
        sourceStart -= end
        return end
    }
}
