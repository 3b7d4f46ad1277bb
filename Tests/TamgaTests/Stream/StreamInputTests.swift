import Foundation
import TamgaTestSupport
import Testing

/// Records on standard input are matched as they come.
@Suite struct StreamInputTests {
    @Test("A record's hit is there long before the next record")
    func latency() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, [])
        try stream.write(LogText.hit(0))
        #expect(stream.waitForLines(1), "\(stream.error)")
        var shortest = Double.infinity
        for number in 1...10 {
            let started = Date()
            try stream.write(LogText.hit(number))
            #expect(stream.waitForLines(number + 1))
            shortest = min(shortest, Date().timeIntervalSince(started))
        }
        // Of ten: the machine may have other things to do, but not each time.
        #expect(shortest < 1)
        try stream.closeInput()
        #expect(stream.status() == 0)
    }

    @Test("A last line waits for its line end, or for the end of input")
    func openLine() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, [])
        try stream.write(LogText.hit(1) + String(LogText.hit(2).dropLast()))
        #expect(stream.waitForLines(1))
        Thread.sleep(forTimeInterval: 0.1)
        #expect(stream.lines.count == 1)
        try stream.closeInput()
        #expect(stream.status() == 0)
        #expect(stream.lines.count == 2)
    }

    @Test("However the bytes come, the hits are those of a batch run", arguments: [1, 2, 7])
    func chunks(_ workers: Int) throws {
        let seed = SeededRandom.seed &+ UInt64(workers)
        var random = SeededRandom(seed: seed)
        let workspace = try Workspace.knowing()
        var text = ""
        for number in 0..<400 { text += Bool.random(using: &random) ? LogText.hit(number) : LogText.miss(number) }
        text.removeLast(Int.random(in: 0...1, using: &random))
        let batch = try workspace.start(
            ["correlate", "--hits", "-", "--no-summary", "--no-store", "-"], input: text
        ).wait().lines
        let stream = try LiveStream(workspace, ["--workers", "\(workers)"])
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let end = min(bytes.count, index + Int.random(in: 1...700, using: &random))
            try stream.write(String(decoding: bytes[index..<end], as: UTF8.self))
            index = end
            if Int.random(in: 0..<10, using: &random) == 0 { Thread.sleep(forTimeInterval: 0.002) }
        }
        try stream.closeInput()
        #expect(stream.status() == 0, "\(stream.error)")
        #expect(stream.lines == batch, "seed \(seed)")
    }

    @Test(
        "Records that are not lines are told apart as in a batch run",
        arguments: [
            "{\n  \"time\": \"2026-11-01T00:00:00Z\",\n  \"ip\": \"198.51.100.23\"\n}\n{\n  \"ip\": \"198.51.100.23\"\n}\n",
            "[\n{\"ip\": \"198.51.100.23\"},\n{\"ip\":\n\"198.51.100.23\"}\n]\n",
            "{\"Records\": [\n {\"ip\": \"198.51.100.23\"},\n {\"ip\": \"198.51.100.23\"}]}\n",
            "time,ip,note\n2026-11-01T00:00:00Z,198.51.100.23,\"two\nlines\"\n2026-11-01T00:00:01Z,198.51.100.23,x\n",
            "#Software: x\n#Version: 1.0\n#Fields: date time c-ip\n2026-11-01 00:00:00 198.51.100.23\n",
            "__CURSOR=a\n__REALTIME_TIMESTAMP=1761955200000000\nMESSAGE=from 198.51.100.23\n\n__CURSOR=b\nMESSAGE=198.51.100.23\n\n",
        ])
    func layouts(_ text: String) throws {
        let workspace = try Workspace.knowing()
        let batch = try workspace.start(
            ["correlate", "--hits", "-", "--no-summary", "--no-store", "-"], input: text
        ).wait().lines
        #expect(!batch.isEmpty)
        let stream = try LiveStream(workspace, [])
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            try stream.write(line + "\n")
            Thread.sleep(forTimeInterval: 0.01)
        }
        try stream.closeInput()
        #expect(stream.status() == 0, "\(stream.error)")
        #expect(try stream.ids == LiveStream.ids(batch))
    }

    @Test("A signal ends the stream once what was written has been searched", arguments: [SIGTERM, SIGINT])
    func drain(_ signal: Int32) throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, [])
        try stream.write(LogText.hit(0))
        #expect(stream.waitForLines(1), "\(stream.error)")
        try stream.write((1...500).map { LogText.hit($0) }.joined())
        #expect(stream.end(signal) == 0)
        #expect(stream.lines.count == 501)
    }

    @Test("Where nobody reads the output, a second signal ends the stream")
    func unreadOutput() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", (0..<5_000).map { LogText.hit($0) }.joined())
        // What reads some of it first shows that the stream runs. Two signals that come before either is seen are one.
        let line = """
            mkfifo out; (head -c 1 > first; exec sleep 600) < out & reader=$!
            exec 3> out; $TAMGA stream --follow a.log --from-start > out & p=$!
            until [ -s first ]; do sleep 0.02; done; kill -TERM $p; sleep 0.5; kill -0 $p && echo waits
            (while kill -TERM $p 2> /dev/null; do sleep 0.5; done) & again=$!
            wait $p; echo $?; kill -KILL $again $reader
            """
        let outcome = try workspace.shell(line)
        #expect(outcome.output == "waits\n74\n", "\(outcome.output)\(outcome.error)")
    }

    @Test("A record over the limit is left out and said, and those behind it are searched")
    func longRecord() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, ["--max-record", "1K"])
        try stream.write(String(repeating: "x", count: 700))
        Thread.sleep(forTimeInterval: 0.05)
        try stream.write(String(repeating: "y", count: 5_000) + " \(LogText.known)\n" + LogText.hit(1))
        #expect(stream.waitForLines(1))
        try stream.closeInput()
        #expect(stream.status() == 0)
        #expect(stream.lines.count == 1)
        #expect(stream.error.contains("longer than the limit"), "\(stream.error)")
    }

    @Test("record, stream: one as long as the limit is searched, one that is longer is left out")
    func longestRecord() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, ["--max-record", "1K"])
        func line(_ size: Int) -> String {
            String(repeating: "x", count: size - LogText.known.utf8.count - 1) + " \(LogText.known)\n"
        }
        try stream.write(line(1_024) + line(1_025) + LogText.hit(1))
        #expect(stream.waitForLines(2), "\(stream.error)")
        try stream.closeInput()
        #expect(stream.status() == 0)
        #expect(stream.lines.count == 2)
        #expect(stream.error.contains("longer than the limit of 1024"), "\(stream.error)")
    }

    @Test("Packed input is refused")
    func packed() throws {
        let workspace = try Workspace.knowing()
        let outcome = try workspace.shell("echo x | gzip | $TAMGA stream")
        #expect(outcome.status == 74)
        #expect(outcome.error.contains("standard input is packed"), "\(outcome.error)")
    }

    @Test("An output that nobody reads, or that is full, ends the stream with 74")
    func brokenOutput() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", (0..<10_000).map { LogText.hit($0) }.joined())
        let closed = try workspace.shell("$TAMGA stream < a.log | true; exit ${PIPESTATUS[0]}")
        #expect(closed.status == 74 && closed.error.contains("cannot write standard output"), "\(closed.error)")
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let full = try workspace.shell("$TAMGA stream --follow a.log --from-start --state s.db > /dev/full")
        #expect(full.status == 74 && full.error.contains("No space left"), "\(full.error)")
        // Nothing was kept of what could not be written.
        let stream = try LiveStream(workspace, ["--follow", "a.log", "--from-start", "--state", "s.db"])
        #expect(stream.waitForLines(10_000))
        #expect(stream.end() == 0)
        #expect(stream.lines.count == 10_000)
    }
}
