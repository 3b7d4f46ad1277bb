import TamgaJSON

extension LogFormatSet {
    /// The layout of a log of which no more than its beginning is there; `nil` where more of it is needed to tell.
    ///
    /// A first line tells, unless it opens a JSON value that is not whole or describes lines that have not come.
    public func recognise(start: [UInt8]) -> LogLayout? {
        guard start.count < Self.headLength else { return recognise(head: start) }
        let head = start.span
        let first = JSONSketch.afterBlanks(head, JSONSketch.afterMark(head))
        let lineEnd = head.index(of: 0x0A, in: first..<head.count)
        guard lineEnd < head.count else { return nil }
        switch head[first] {
        case 0x5B where JSONSketch.afterBlanks(head, first + 1) == head.count: return nil
        case 0x7B where (try? JSONValue(head, in: first..<lineEnd)) == nil:
            var sketch = JSONSketch(at: first)
            if sketch.read(head) == .cutShort, sketch.wrapperDepth == nil { return nil }
        case 0x23 where DirectiveLines.recognise(head) == nil && isAllMarked(head, from: first): return nil
        default: break
        }
        return recognise(head: start)
    }

    /// True where every line begins with `#`.
    private func isAllMarked(_ head: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        while index < head.count {
            guard head[index] == 0x23 else { return false }
            index = head.index(of: 0x0A, in: index..<head.count) + 1
        }
        return true
    }
}
