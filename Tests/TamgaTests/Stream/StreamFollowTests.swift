import Foundation
import TamgaTestSupport
import Testing

/// Files are followed whatever becomes of them.
@Suite struct StreamFollowTests {
    @Test("What is there is passed over, what comes is searched; with --from-start all is")
    func start() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("logs/a.log", LogText.hit(1) + LogText.hit(2))
        let tail = try LiveStream(workspace, ["--follow", "logs/*.log", "--metrics-file", "m"])
        #expect(tail.wait { (try? workspace.text("m").contains("tamga_files 1")) ?? false })
        try workspace.append("logs/a.log", LogText.hit(3))
        try workspace.write("logs/new.log", LogText.hit(4))
        #expect(tail.waitForLines(2), "\(tail.error)")
        #expect(tail.end() == 0)
        let all = try LiveStream(workspace, ["--follow", "logs", "--from-start"])
        #expect(all.waitForLines(4))
        #expect(all.end() == 0)
        #expect(try Set(tail.ids).isSubset(of: all.ids))
        #expect(try all.ids.sorted() == workspace.batchIDs("logs").sorted())
        #expect(try JSONText.object(tail.lines[0])["line"] as? Int == 3)
    }

    @Test(
        "Renamed, emptied in place, copied and deleted: each record is found once, as by a batch run over what is left")
    func rotation() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("logs/a.log", LogText.hit(1))
        let stream = try LiveStream(workspace, ["--follow", "logs/a.log", "--from-start"])
        #expect(stream.waitForLines(1), "\(stream.error)")
        // Renamed, and written to once more under its new name before the new one comes.
        try move(workspace, "logs/a.log", "logs/a.log.1")
        try workspace.append("logs/a.log.1", LogText.hit(2))
        try workspace.write("logs/a.log", LogText.hit(3))
        #expect(stream.waitForLines(3), "\(stream.error)")
        // Twice within a moment.
        try move(workspace, "logs/a.log", "logs/a.log.2")
        try workspace.write("logs/a.log", LogText.hit(4))
        try move(workspace, "logs/a.log", "logs/a.log.3")
        try workspace.write("logs/a.log", LogText.hit(5))
        #expect(stream.waitForLines(5), "\(stream.error)")
        // Copied and emptied, with a record that only the copy has.
        _ = try workspace.shell(
            "cp logs/a.log logs/a.log.4; echo '\(LogText.hit(6).dropLast())' >> logs/a.log.4; : > logs/a.log")
        try workspace.append("logs/a.log", LogText.hit(7))
        #expect(stream.waitForLines(7), "\(stream.error)")
        #expect(stream.error.contains("logs/a.log: was emptied"))
        Thread.sleep(forTimeInterval: 1.2)
        #expect(stream.end() == 0)
        #expect(try stream.ids.sorted() == workspace.batchIDs("logs").sorted())
    }

    /// A file that is there, has a size, and cannot be read.
    private static let unreadable = "/sys/class/net/lo/speed"
    private static let hasUnreadable =
        FileManager.default.fileExists(atPath: unreadable)
        && (try? Data(contentsOf: URL(filePath: unreadable))) == nil

    @Test(
        "A log that cannot be read is told, once; the others go on, and the stream ends when it is asked to",
        .enabled(if: hasUnreadable, "skipped: there is no file here that cannot be read"))
    func faults() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", LogText.hit(1))
        let stream = try LiveStream(workspace, ["--follow", Self.unreadable, "--follow", "a.log", "--from-start"])
        #expect(stream.waitForLines(1), "\(stream.error)")
        let told = "\(Self.unreadable): cannot be read: Invalid argument; it is tried again"
        #expect(stream.wait { stream.error.contains(told) }, "\(stream.error)")
        // Longer than it takes to try again.
        Thread.sleep(forTimeInterval: 0.6)
        try workspace.append("a.log", LogText.hit(2))
        #expect(stream.waitForLines(2), "\(stream.error)")
        #expect(stream.end() == 0)
        #expect(stream.error.ranges(of: "cannot be read").count == 1, "\(stream.error)")
    }

    /// A sanitizer must be loaded before anything else is.
    private static let canFail =
        Workspace.has("cc")
        && !["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil }

    /// What makes calls of a kind fail below `logs`, in the environment of a command.
    private static func fault(in workspace: Workspace, of kind: String) throws -> [String: String] {
        let source = Workspace.root.appending(path: "benchmarks/yardstick/fail-nth.c").path
        #expect(try workspace.shell("cc -O1 -shared -fPIC -o fail.so \(source) -ldl").status == 0)
        return [
            "LD_PRELOAD": workspace.path("fail.so").path, "FAIL_PROGRAM": "tamga", "FAIL_KINDS": kind,
            "FAIL_FOLDER": workspace.path("logs").path, "FAIL_HOW": "EIO",
        ]
    }

    @Test(
        "A folder that cannot be looked at for once is told, and nothing in it is taken for gone, new or old",
        .enabled(if: canFail, "skipped: no cc, or a sanitizer"))
    func failedLooks() throws {
        for number in 1...3 {
            let workspace = try Workspace.knowing()
            try workspace.write("logs/a.log", LogText.hit(1))
            var fault = try Self.fault(in: workspace, of: "list")
            fault["FAIL_NTH"] = "\(number)"
            let stream = try LiveStream(
                workspace, ["--follow", "logs/*.log", "--state", "state.db", "--metrics-file", "m"], environment: fault)
            #expect(stream.wait { stream.error.contains("logs: cannot be looked at: Input/output error") }, "\(number)")
            #expect(stream.wait { (try? workspace.text("m").contains("tamga_files 1")) ?? false }, "\(stream.error)")
            try workspace.append("logs/a.log", LogText.hit(2))
            #expect(stream.waitForLines(1), "\(number): \(stream.error)")
            #expect(stream.end() == 0)
            #expect(try JSONText.object(stream.lines[0])["line"] as? Int == 2, "what was there is passed over")
            #expect(!stream.error.contains("removed"), "\(number): \(stream.error)")
            // Taken up where it was left, though the folder cannot be looked at when the stream begins.
            try workspace.append("logs/a.log", LogText.hit(3))
            fault["FAIL_NTH"] = "1"
            let again = try LiveStream(
                workspace, ["--follow", "logs/*.log", "--state", "state.db"], environment: fault)
            #expect(again.waitForLines(1), "\(number): \(again.error)")
            #expect(again.end() == 0)
            #expect(again.lines.count == 1 && !again.error.contains("is gone"), "\(number): \(again.error)")
            #expect(try JSONText.object(again.lines[0])["line"] as? Int == 3)
        }
    }

    @Test(
        "Whichever read of a log fails for once, what is found is the same; where all fail from there on it ends when it is asked to",
        .enabled(if: canFail, "skipped: no cc, or a sanitizer"))
    func failedReads() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("logs/a.log", (1...200).map(LogText.hit).joined())
        let wanted = try workspace.batchIDs("logs").sorted()
        var fault = try Self.fault(in: workspace, of: "read")
        var told = 0
        for number in 1...8 {
            fault["FAIL_NTH"] = "\(number)"
            fault["FAIL_FROM"] = nil
            let once = try LiveStream(workspace, ["--follow", "logs", "--from-start"], environment: fault)
            #expect(once.waitForLines(wanted.count), "\(number): \(once.error)")
            #expect(once.end() == 0, "\(number): \(once.error)")
            #expect(try once.ids.sorted() == wanted, "\(number): \(once.error)")
            #expect(!once.error.contains("emptied"), "\(number): \(once.error)")
            told += once.error.contains("logs/a.log: cannot be read: Input/output error; it is tried again") ? 1 : 0
            fault["FAIL_FROM"] = "1"
            let always = try LiveStream(workspace, ["--follow", "logs", "--from-start"], environment: fault)
            let isSeen = always.wait { always.error.contains("cannot be read") || always.lines.count == wanted.count }
            #expect(isSeen && always.end() == 0, "\(number): \(always.error)")
        }
        #expect(told >= 3, "the first reads of a log are those of its head, and of what it holds")
    }

    @Test(
        "A deleted file is read to its end, its last line without a line end too; a file with its number is a new one")
    func deletion() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("logs/a.log", LogText.hit(1))
        let stream = try LiveStream(workspace, ["--follow", "logs/*.log", "--from-start"])
        #expect(stream.waitForLines(1))
        try workspace.append("logs/a.log", LogText.hit(2) + String(LogText.hit(3).dropLast()))
        #expect(stream.waitForLines(2))
        try FileManager.default.removeItem(at: workspace.path("logs/a.log"))
        #expect(stream.waitForLines(3), "\(stream.error)")
        for number in 4..<14 {
            try workspace.write("logs/a.log", LogText.hit(number))
            #expect(stream.waitForLines(number))
            try FileManager.default.removeItem(at: workspace.path("logs/a.log"))
        }
        #expect(stream.end() == 0)
        #expect(try Set(stream.ids).count == 13)
        #expect(stream.lines.count == 13)
    }

    @Test("Packed files, the stream's own output and the files of the store and the state are not read")
    func leftOut() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", LogText.hit(1))
        _ = try workspace.shell("gzip -k a.log")
        let stream = try LiveStream(
            workspace, ["--follow", ".", "--from-start", "--state", "state.db"], output: "hits.ndjson")
        #expect(stream.waitForLines(1), "\(stream.error)")
        #expect(stream.wait { stream.error.contains("a.log.gz: left out") }, "\(stream.error)")
        Thread.sleep(forTimeInterval: 1.3)
        #expect(stream.end() == 0)
        #expect(stream.lines.count == 1)
        #expect(stream.error.contains("a.log.gz: left out, since it is packed"), "\(stream.error)")
    }

    @Test("Thousands of files need few descriptors")
    func manyFiles() throws {
        let workspace = try Workspace.knowing()
        for number in 0..<1_500 { try workspace.write("logs/\(number % 10)/\(number).log", LogText.hit(number)) }
        let stream = try LiveStream(workspace, ["--follow", "logs/**/*.log", "--from-start", "--metrics-file", "m"])
        #expect(stream.waitForLines(1_500), "\(stream.error)")
        #expect(stream.wait { (try? workspace.text("m").contains("tamga_files 1500")) ?? false })
        for number in stride(from: 0, to: 1_500, by: 100) {
            try workspace.append("logs/\(number % 10)/\(number).log", LogText.hit(number + 1_500))
        }
        #expect(stream.waitForLines(1_515), "\(stream.error)")
        let open = try FileManager.default.contentsOfDirectory(
            atPath: "/proc/\(stream.command.processIdentifier)/fd"
        ).count
        #expect(open < 700, "\(open) descriptors")
        #expect(stream.end() == 0)
    }

    @Test("files held open: as many as the limit says, and of one more the one that is quiet longest is closed")
    func openFiles() throws {
        for count in [512, 513] {
            let workspace = try Workspace.knowing()
            for number in 0..<count { try workspace.write("logs/\(number).log", LogText.hit(number)) }
            let stream = try LiveStream(workspace, ["--follow", "logs/*.log", "--from-start"])
            #expect(stream.waitForLines(count), "\(stream.error)")
            let folder = "/proc/\(stream.command.processIdentifier)/fd"
            func openLogs() -> Int {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                return names.count { name in
                    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
                    return path?.hasSuffix(".log") ?? false
                }
            }
            #expect(stream.wait { openLogs() == 512 }, "\(openLogs()) of \(count)")
            #expect(stream.end() == 0)
        }
    }

    @Test("A log with a header goes on behind it after a restart, as a batch run reads it")
    func headers() throws {
        let workspace = try Workspace.knowing()
        try workspace.write(
            "rule.yml",
            """
            title: Denied
            id: 8d0d3f8e-6a7e-4d1e-9f0e-2b8f1c3a5d77
            logsource: {category: webserver}
            detection: {selection: {sc-status: 403}, condition: selection}
            level: low
            """)
        let head =
            "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
        func row(_ second: Int) -> String { "2026-11-01 00:00:\(10 + second) 192.0.2.1 GET /x 403\n" }
        try workspace.write("w3c.log", head + row(1))
        let arguments = ["--follow", "w3c.log", "--from-start", "--state", "s.db", "--rules", "rule.yml"]
        let first = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(first.waitForLines(1), "\(first.error)")
        _ = first.end(SIGKILL)
        try workspace.append("w3c.log", row(2) + row(3))
        let second = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(second.waitForLines(3), "\(second.error)")
        #expect(second.end() == 0)
        #expect(try second.ids == workspace.batchIDs("--rules", "rule.yml", "w3c.log"))
    }

    private func move(_ workspace: Workspace, _ from: String, _ to: String) throws {
        try FileManager.default.moveItem(at: workspace.path(from), to: workspace.path(to))
    }
}
