/// The `#` lines with which Zeek and W3C extended logs describe themselves.
enum DirectiveLines {
    /// The family that the `#` lines at a log's head name.
    static func recognise(_ head: Span<UInt8>) -> LogLayout.Family? {
        var index = JSONSketch.afterMark(head)
        while index < head.count, head[index] == 0x23 {
            var end = index
            while end < head.count, head[end] != 0x0A { end += 1 }
            let line = head.extracting(index..<end)
            if line.has("#separator ") || line.has("#fields\t") { return .zeek }
            if line.has("#Fields:") { return .w3c }
            index = end + 1
            while index < head.count, head[index] == 0x0A || head[index] == 0x0D { index += 1 }
        }
        return nil
    }
}
