import Foundation
import TamgaTestSupport
import Testing

/// New knowledge is taken up while records come.
@Suite struct StreamReloadTests {
    static func rule(_ word: String) -> String {
        """
        title: Word \(word)
        id: 8d0d3f8e-6a7e-4d1e-9f0e-2b8f1c3a5d77
        logsource: {product: any}
        detection: {selection: ['\(word)'], condition: selection}
        level: low
        """
    }

    @Test("An import is taken up without a restart, and so is SIGHUP")
    func indicators() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, ["--metrics-file", "m"])
        try stream.write(LogText.hit(1))
        #expect(stream.waitForLines(1), "\(stream.error)")
        try workspace.succeed("import", "--from", "UZ", "-", input: "192.0.2.1\n")
        #expect(stream.wait { stream.error.contains("loaded anew: revision 2") }, "\(stream.error)")
        try stream.write(LogText.miss(2) + LogText.hit(3))
        #expect(stream.waitForLines(3))
        stream.signal(SIGHUP)
        #expect(stream.wait { stream.error.components(separatedBy: "loaded anew").count == 3 }, "\(stream.error)")
        #expect(stream.end() == 0)
        let metrics = try workspace.text("m")
        for line in [
            "tamga_reloads_total 2", "tamga_matcher_revision 2", "tamga_records_total 3", "tamga_matcher_observables 2",
        ] {
            #expect(metrics.contains(line), "\(metrics)")
        }
    }

    @Test("A broken rule file leaves the old rules in use and is said once; the mended one is taken up")
    func brokenRules() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.rule("alpha"))
        let stream = try LiveStream(workspace, ["--rules", "rules", "--metrics-file", "m"])
        try stream.write("2026-11-01T00:00:00Z alpha\n")
        #expect(stream.waitForLines(1), "\(stream.error)")
        try replace(workspace, "rules/a.yml", "title: [broken\n")
        #expect(stream.wait { stream.error.contains("what was loaded before stays") }, "\(stream.error)")
        try stream.write("2026-11-01T00:00:01Z alpha\n")
        #expect(stream.waitForLines(2))
        Thread.sleep(forTimeInterval: 2.2)
        #expect(stream.error.components(separatedBy: "what was loaded before stays").count == 2, "\(stream.error)")
        #expect(stream.wait { (try? workspace.text("m").contains("tamga_failed_reloads_total 1")) ?? false })
        // Asked for, it is tried again, and is still broken.
        stream.signal(SIGHUP)
        #expect(stream.wait { stream.error.components(separatedBy: "what was loaded before stays").count == 3 })
        #expect(!stream.error.contains("loaded anew"), "\(stream.error)")
        try replace(workspace, "rules/a.yml", Self.rule("beta"))
        #expect(stream.wait { stream.error.contains("loaded anew") }, "\(stream.error)")
        try stream.write("2026-11-01T00:00:02Z alpha\n2026-11-01T00:00:03Z beta\n")
        #expect(stream.waitForLines(3))
        #expect(stream.end() == 0)
        #expect(stream.lines.count == 3)
    }

    @Test("No record is lost while knowledge is loaded again and again")
    func flood() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(workspace, ["--workers", "3"])
        for round in 0..<12 {
            try stream.write((0..<2_000).map { LogText.hit(round * 2_000 + $0) }.joined())
            stream.signal(SIGHUP)
            Thread.sleep(forTimeInterval: 0.03)
        }
        #expect(stream.wait { stream.error.contains("loaded anew") }, "\(stream.error)")
        try stream.closeInput()
        #expect(stream.status() == 0)
        #expect(stream.lines.count == 24_000)
    }

    /// Puts a file in the place of another one: nobody sees a part of it.
    private func replace(_ workspace: Workspace, _ name: String, _ text: String) throws {
        try workspace.write("new", text)
        #expect(rename(workspace.path("new").path, workspace.path(name).path) == 0)
    }

    @Test("Correlations hold over records of different times, once their lateness has passed")
    func windows() throws {
        let workspace = try Workspace()
        try workspace.write(
            "rules/c.yml",
            """
            title: Word
            name: word
            logsource: {product: any}
            detection: {selection: ['alpha'], condition: selection}
            ---
            title: Often
            id: 5b2b1b1e-7a7e-4d1e-9f0e-2b8f1c3a5d78
            correlation: {type: event_count, rules: [word], timespan: 1m, condition: {gte: 3}}
            """)
        let stream = try LiveStream(workspace, ["--rules", "rules", "--lateness", "1s"])
        for second in [10, 11, 12] { try stream.write("2026-11-01T00:00:\(second)Z alpha\n") }
        #expect(stream.waitForLines(1), "\(stream.error)")
        #expect(try JSONText.object(stream.lines[0])["kind"] as? String == "correlation")
        #expect(stream.end() == 0)
    }

    @Test("A window that closes is decided by the clock where nothing more comes")
    func closingWindow() throws {
        let workspace = try Workspace()
        try workspace.write(
            "rules/c.yml",
            """
            title: Word
            name: word
            logsource: {product: any}
            detection: {selection: ['alpha'], condition: selection}
            ---
            title: Seldom
            id: 5b2b1b1e-7a7e-4d1e-9f0e-2b8f1c3a5d79
            correlation: {type: event_count, rules: [word], timespan: 2s, condition: {lt: 3}}
            """)
        let stream = try LiveStream(workspace, ["--rules", "rules", "--lateness", "1s"])
        try stream.write("2026-11-01T00:00:10Z alpha\n")
        #expect(stream.waitForLines(1), "\(stream.error)")
        #expect(stream.end() == 0)
        #expect(stream.lines.count == 1)
    }
}
