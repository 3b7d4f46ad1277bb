import TamgaLogs
import TamgaTestSupport
import Testing

@Suite struct HeaderTrackerTests {
    static let set = LogFormatSet([])
    static let logs = [
        "#separator \\x09\n#fields\tts\tuid\n#types\ttime\tstring\n1\ta\n2\tb\n#close\tx\n#separator \\x09\n#fields\tts\thost\tx\n3\tc\td\n",
        "#Software: A\n#Fields: date time c-ip\n1 2 3\n#Date: x\n#Software: B\n#Fields: date c-ip\n4 5\n",
        "# made by x\nuid\thistory\nC1\tS\nC2\tF\n",
    ]

    /// Which columns each record has, when a log comes in buffers of whole lines.
    private func columns(_ log: String, lines: Int) -> [[String]] {
        let layout = Self.set.recognise(head: Array(log.utf8))
        var tracker = HeaderTracker(layout, in: Self.set)
        var found: [[String]] = []
        let all = log.split(separator: "\n")
        var next = 0
        while next < all.count {
            let part = all[next..<min(all.count, next + lines)]
            let buffer = Array(part.map { $0 + "\n" }.joined().utf8)
            var header = tracker.header
            var changes = tracker.read(buffer.span)[...]
            var offset = 0
            for line in part {
                while let change = changes.first, change.offset <= offset { header = changes.removeFirst().header }
                found.append(header?.columnNames ?? [])
                offset += line.utf8.count + 1
            }
            next += lines
        }
        return found
    }

    @Test("Each record has the header before it, whichever way the log is cut", arguments: logs)
    func cuts(_ log: String) {
        let whole = columns(log, lines: 1_000)
        for lines in 1...6 { #expect(columns(log, lines: lines) == whole, "\(lines) lines a buffer") }
        let last = log.split(separator: "\n").last!.split { $0 == "\t" || $0 == " " }.count
        #expect(whole.last?.count == last)
        #expect(whole.first == [])
    }

    @Test("Other logs have no headers")
    func none() {
        var tracker = HeaderTracker(.text, in: Self.set)
        #expect(tracker.read(Array("#Fields: a b\n".utf8).span).isEmpty)
        #expect(tracker.header == nil)
    }
}
