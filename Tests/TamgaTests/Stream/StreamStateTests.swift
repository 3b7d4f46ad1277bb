import Foundation
import TamgaTestSupport
import Testing

/// A stream that was ended at any moment goes on where it was.
@Suite struct StreamStateTests {
    @Test("Killed again and again while files are written and rotated: nothing is lost, nothing is written twice")
    func kills() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        let workspace = try Workspace.knowing()
        try workspace.write("logs/app.log", "")
        let arguments = ["--follow", "logs/app.log*", "--from-start", "--state", "s.db", "--sightings-to", "store"]
        var written = 0
        var rotations = 0
        var errors = ""
        for _ in 0..<8 {
            let stream = try LiveStream(workspace, arguments, output: "hits.ndjson")
            for _ in 0..<Int.random(in: 10...180, using: &random) {
                var text = ""
                for _ in 0..<Int.random(in: 1...100, using: &random) {
                    text += Int.random(in: 0..<3, using: &random) == 0 ? LogText.hit(written) : LogText.miss(written)
                    written += 1
                }
                try workspace.append("logs/app.log", text)
                if Int.random(in: 0..<12, using: &random) == 0 {
                    rotations += 1
                    try FileManager.default.moveItem(
                        at: workspace.path("logs/app.log"), to: workspace.path("logs/app.log.\(rotations)"))
                    try workspace.write("logs/app.log", "")
                }
                Thread.sleep(forTimeInterval: 0.003)
            }
            _ = stream.end(SIGKILL)
            errors += stream.error
        }
        let batch = try workspace.batchIDs("logs").sorted()
        let last = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(last.wait { last.lines.count >= batch.count }, "seed \(seed): \(errors)")
        Thread.sleep(forTimeInterval: 0.3)
        #expect(last.end() == 0, "\(last.error)")
        let ids = try last.ids
        let lost = Set(batch).subtracting(ids).count
        #expect(lost == 0 && Set(ids).count == ids.count, "seed \(seed), \(rotations) rotations: \(errors)")
        #expect(ids.sorted() == batch, "\(lost) lost, \(ids.count - Set(ids).count) twice")
        #expect(try hitsInStore(workspace) == batch.count)
        // The same logs in batch double nothing.
        try workspace.succeed("correlate", "--no-summary", "logs")
        #expect(try hitsInStore(workspace) == batch.count)
    }

    @Test("Killed again and again, correlations and patterns over several records say what a batch run says")
    func windowsOutliveKills() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        let workspace = try Workspace.knowing()
        try workspace.write(
            "rules.yml",
            """
            title: Word
            name: word
            logsource: {product: test}
            detection: {k: ['192.0.2.1'], condition: k}
            ---
            title: Many
            correlation: {type: event_count, rules: [word], timespan: 7s, condition: {gte: 5}}
            ---
            title: Few
            correlation: {type: event_count, rules: [word], timespan: 9s, condition: {lt: 7}}

            """)
        let indicator =
            #"{"type":"indicator","spec_version":"2.1","id":"indicator--11111111-1111-4111-8111-111111111111","#
            + #""created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","pattern_type":"stix","#
            + #""valid_from":"2026-01-01T00:00:00Z","pattern":"([ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY "#
            + #"[ipv4-addr:value = '\(LogText.known)']) REPEATS 3 TIMES"}"#
        try workspace.write(
            "b.json",
            #"{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111112","objects":["#
                + indicator.replacing(#"\(LogText.known)"#, with: LogText.known) + "]}")
        try workspace.succeed("import", "--from", "UZ", "b.json")
        let arguments = [
            "--follow", "logs/app.log", "--from-start", "--state", "s.db", "--rules", "rules.yml", "--lateness", "1s",
        ]
        try workspace.write("logs/app.log", "")
        var written = 0
        for round in 0..<8 {
            let stream = try LiveStream(workspace, arguments, output: "hits.ndjson")
            for _ in 0..<Int.random(in: 10...80, using: &random) {
                var text = ""
                for _ in 0..<Int.random(in: 1...5, using: &random) where written < 3_000 {
                    text += Int.random(in: 0..<3, using: &random) == 0 ? LogText.hit(written) : LogText.miss(written)
                    written += Int.random(in: 1...4, using: &random)
                }
                try workspace.append("logs/app.log", text)
                Thread.sleep(forTimeInterval: 0.01)
            }
            // Some ends are orderly.
            if round % 3 == 2 { #expect(stream.end() == 0, "\(stream.error)") } else { _ = stream.end(SIGKILL) }
        }
        let batch = try workspace.start(
            ["correlate", "--hits", "-", "--no-summary", "--no-store", "--quiet", "--rules", "rules.yml", "logs"]
        ).wait().lines.map { try JSONText.object($0) }
        func ids(_ hits: [[String: Any]]) -> [String] {
            hits.filter { $0["kind"] as? String != "indicator" }.compactMap { $0["id"] as? String }.sorted()
        }
        let wanted = ids(batch)
        let last = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(last.wait { last.lines.count >= batch.count - 1 }, "seed \(seed)")
        Thread.sleep(forTimeInterval: 2.5)
        #expect(last.end() == 0, "\(last.error)")
        let told = ids(try last.lines.map { try JSONText.object($0) })
        #expect(Set(told).count == told.count, "seed \(seed): told twice")
        // The end of a batch run decides otherwise than time that passes: of one window.
        #expect(Set(told).subtracting(wanted).count <= 1, "seed \(seed)")
        #expect(Set(wanted).subtracting(told).count <= 1, "seed \(seed): \(wanted.count) in batch, \(told.count) told")
        #expect(batch.contains { $0["observations"] != nil } && wanted.count > 20)
    }

    @Test("What was torn is made whole: a last line without its end is cut off and written again")
    func tornOutput() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", LogText.hit(1))
        let arguments = ["--follow", "a.log", "--from-start", "--state", "s.db"]
        let first = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(first.waitForLines(1))
        Thread.sleep(forTimeInterval: 0.3)
        _ = first.end(SIGKILL)
        // What a stream leaves that is killed after it has written one hit and half of another, and kept neither.
        try workspace.append("a.log", LogText.hit(2) + LogText.hit(3))
        let batch = try workspace.start(
            ["correlate", "--hits", "-", "--no-summary", "--no-store", "--quiet", "a.log"]
        ).wait().lines
        try workspace.append("hits.ndjson", batch[1] + "\n" + batch[2].prefix(40))
        let second = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(second.waitForLines(3), "\(second.error)")
        Thread.sleep(forTimeInterval: 0.2)
        #expect(second.end() == 0)
        #expect(try workspace.text("hits.ndjson") == batch.map { $0 + "\n" }.joined())
    }

    @Test("A stream whose file of hits is removed ends with 74, and the next one writes what it has not")
    func removedHits() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("a.log", LogText.hit(1))
        let arguments = ["--follow", "a.log", "--from-start", "--state", "s.db", "--hits", "hits.ndjson"]
        let stream = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(stream.waitForLines(1), "\(stream.error)")
        try FileManager.default.removeItem(at: workspace.path("hits.ndjson"))
        try workspace.append("a.log", LogText.hit(2))
        #expect(stream.status() == 74 && stream.error.contains("cannot write hits.ndjson"), "\(stream.error)")
        let again = try LiveStream(workspace, arguments, output: "hits.ndjson")
        // The first hit comes once more where it was written, and not yet noted as that.
        let last = try again.wait { try again.lines.last.map { try JSONText.object($0)["line"] as? Int } == 2 }
        #expect(last && again.lines.count <= 2, "\(again.error)")
        #expect(again.end() == 0)
    }

    @Test("A file that was rotated and rotated again while no stream ran is found, literal name or not")
    func rotatedMeanwhile() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("logs/a.log", LogText.hit(1))
        let arguments = ["--follow", "logs/a.log", "--from-start", "--state", "s.db"]
        let first = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(first.waitForLines(1))
        #expect(first.end() == 0)
        try workspace.append("logs/a.log", LogText.hit(2))
        _ = try workspace.shell("mv logs/a.log logs/a.log.2")
        Thread.sleep(forTimeInterval: 0.02)
        try workspace.write("logs/a.log.1", LogText.hit(3))
        try workspace.write("logs/a.log", LogText.hit(4))
        let second = try LiveStream(workspace, arguments, output: "hits.ndjson")
        #expect(second.waitForLines(4), "\(second.error)")
        #expect(second.end() == 0)
        #expect(try second.ids.sorted() == workspace.batchIDs("logs").sorted())
    }

    @Test("A file that is no state, damaged or in use is refused with its name")
    func refusedStates() throws {
        let workspace = try Workspace.knowing()
        try workspace.write("text.db", String(repeating: "no database\n", count: 1_000))
        let text = try workspace.tamga("stream", "--follow", "x", "--state", "text.db")
        #expect(text.status == 74 && text.error.contains("text.db is not the state of a stream"), "\(text.error)")
        let other = try workspace.tamga("stream", "--follow", "x", "--state", "store.sqlite")
        #expect(other.status == 64 && other.error.contains("is a file of the store"), "\(other.error)")

        try workspace.write("x.log", LogText.hit(1))
        let stream = try LiveStream(workspace, ["--follow", "x.log", "--from-start", "--state", "s.db"])
        #expect(stream.waitForLines(1), "\(stream.error)")
        let second = try workspace.tamga("stream", "--follow", "x.log", "--state", "s.db")
        #expect(second.status == 74 && second.error.contains("s.db is in use"), "\(second.error)")
        #expect(stream.end() == 0)

        let file = workspace.path("s.db")
        var bytes = try Data(contentsOf: file)
        for index in 4_096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
        try bytes.write(to: file)
        let damaged = try workspace.tamga("stream", "--follow", "x.log", "--state", "s.db")
        #expect(damaged.status == 74 && damaged.error.contains("s.db"), "\(damaged.error)")
    }

    private func hitsInStore(_ workspace: Workspace) throws -> Int? {
        let report = try JSONText.object(try workspace.succeed("report", "--format", "json").output)
        return (report["found"] as? [String: Any])?["hits"] as? Int
    }
}
