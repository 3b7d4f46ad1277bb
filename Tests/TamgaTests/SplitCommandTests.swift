import Foundation
import Testing

/// Logs in parts, from the plan to what the parts say together.
@Suite struct SplitCommandTests {
    private static let knowledge = ["--community", "community.yaml", "--rules", "rules.yml"]

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rules.yml", CorrelationCommandTests.rules)
        try workspace.write(
            "community.yaml",
            """
            name: Test
            members:
              - code: KZ
                sources: {paths: ['*kz.log']}
              - code: UZ
                sources: {paths: ['*uz.json']}
            """)
        let lines = (0..<60).map { number in
            let second = number < 10 ? "0\(number)" : "\(number)"
            let what = number % 5 == 4 ? "Accepted" : "Failed"
            return "2026-11-01T00:00:\(second)Z sshd: \(what) password for root from 198.51.100.\(number % 3) port 1\n"
                + (number % 7 == 0 ? "2026-11-01T00:00:\(second)Z dns: query a.evil.example from 192.0.2.9\n" : "")
        }
        try workspace.write("logs/kz.log", lines.joined())
        let records = (0..<30).map {
            "{\"time\":\"2026-11-01T00:\($0 + 10):30Z\",\"query\":\"evil.example\",\"n\":\($0)}"
        }
        try workspace.write("logs/uz.json", "[\n" + records.joined(separator: ",\n") + "\n]\n")
        try workspace.succeed("import", "--from", "TJ", "-", input: "evil.example\n198.51.100.1\n")
        return workspace
    }

    /// What a command says of the logs, times of making aside.
    private func told(_ workspace: Workspace, _ command: String, _ inputs: [String]) throws -> [String] {
        let options = Self.knowledge + ["--hits", "hits.ndjson", "--report", "page.html", "--format", "json"]
        let outcome = try workspace.start([command] + options + inputs).wait()
        #expect(outcome.status == 0, "\(outcome.error)")
        let made = try Regex(
            "20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9:]{5,8}(\\.[0-9]+)?( ?Z| UTC)?|[0-9]{1,2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{5}"
        )
        return [
            try workspace.text("hits.ndjson"), outcome.output.replacing(made, with: ""),
            try workspace.text("page.html").replacing(made, with: ""), outcome.error,
        ]
    }

    /// Holds what was told against what one run told; where they differ, it says how.
    private func expect(_ told: [String], _ whole: [String]) {
        for (found, wanted) in zip(told, whole) {
            let difference = found.split(separator: "\n").difference(from: wanted.split(separator: "\n"))
            #expect(found == wanted, "\(difference.map { "\($0)" }.joined(separator: "\n").prefix(2_000))")
        }
    }

    private func parts(_ workspace: Workspace, size: String) throws -> [String] {
        let plan = try workspace.succeed("split", "plan", "--size", size, "logs")
        try workspace.write("plan.txt", plan.output)
        for (number, split) in plan.lines.enumerated() {
            let arguments =
                ["correlate"] + Self.knowledge + ["--split", split, "--partial", "\(number).part", "--quiet"]
            let outcome = try workspace.start(arguments).wait()
            #expect(outcome.status == 0 && outcome.output == "" && outcome.error == "", "\(outcome.error)")
        }
        return plan.lines.indices.map { "\($0).part" }
    }

    @Test("Parts merged in any order, and in a tree, say what one run says, correlations and sightings included")
    func equal() throws {
        let workspace = try workspace()
        let whole = try told(workspace, "correlate", ["logs"])
        #expect(whole[0].contains("Guessed") && whole[0].contains("\"kind\":\"correlation\""))
        let report = try workspace.succeed("report", "--format", "csv").output
        let parts = try parts(workspace, size: "700")
        #expect(parts.count > 8)
        expect(try told(workspace, "merge", ["--plan", "plan.txt"] + parts.reversed()), whole)
        let half = parts.count / 2
        _ = try workspace.start(["merge", "--partial", "a.part"] + parts[..<half]).wait()
        _ = try workspace.start(["merge", "--partial", "b.part", "0.part"] + parts[half...]).wait()
        expect(try told(workspace, "merge", ["b.part", "a.part"]), whole)
        // The sightings are those that one run has left.
        #expect(try workspace.succeed("report", "--format", "csv").output == report)
        let files = try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path)
        #expect(!files.contains { $0.contains(".tamga-") })
    }

    @Test("What is not of one knowledge, or not all there, is refused with what to do")
    func refused() throws {
        let workspace = try workspace()
        let parts = try parts(workspace, size: "2K")
        func words(_ arguments: [String]) throws -> String {
            let outcome = try workspace.start(["merge"] + arguments).wait()
            #expect(outcome.status == 65, "\(outcome.error)")
            return outcome.error
        }
        #expect(try words(parts).contains("files of rules (--rules)"))
        let missing = try words(Self.knowledge + Array(parts.dropFirst()))
        #expect(missing.contains("logs/kz.log:0-2048") && missing.contains("--allow-gaps"))
        let planned = try words(Self.knowledge + ["--plan", "plan.txt"] + Array(parts.dropLast()))
        #expect(planned.contains("logs/uz.json") && planned.contains("in no partial"))
        try workspace.succeed("import", "--from", "TJ", "-", input: "more.example\n")
        #expect(try words(Self.knowledge + parts).contains("revision of the store: 1 here, 2 there"))
        try workspace.write("no.part", "no")
        #expect(try words(["no.part"]).contains("no.part: is no partial"))
        let gaps = try workspace.start(
            ["merge", "--allow-gaps", "--no-store", "--format", "json", "--rules", "rules.yml"] + parts
        ).wait()
        #expect(gaps.status == 65)
    }

    @Test("With gaps allowed, what is missing is among the refusals")
    func gaps() throws {
        let workspace = try workspace()
        let parts = try parts(workspace, size: "2K")
        let outcome = try workspace.start(
            ["merge", "--allow-gaps"] + Self.knowledge + Array(parts.dropFirst())
        ).wait()
        #expect(outcome.status == 0)
        #expect(outcome.error.contains("refused: logs/kz.log: byte 0: no partial has logs/kz.log:0-2048"))
    }

    @Test(
        "A part needs a partial, and a partial has no other output",
        arguments: [
            ["--split", "logs/kz.log:0-10"], ["--split", "logs/kz.log:0-10", "--partial", "p", "logs"],
            ["--partial", "p", "--hits", "h", "logs"], ["--partial", "p", "-"],
            ["--split", "logs/kz.log", "--partial", "p"],
            ["--with-suppressed", "logs"], [],
        ])
    func usage(_ arguments: [String]) throws {
        let workspace = try workspace()
        let outcome = try workspace.start(["correlate"] + arguments).wait()
        #expect(outcome.status == 64, "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: workspace.path("p").path))
    }

    @Test("Options that change what is found are read from the partials")
    func options() throws {
        let workspace = try workspace()
        let options = ["--member", "UZ", "--exact-domains", "--with-record", "--validity", "strict"]
        let whole = try workspace.start(["correlate", "--hits", "whole", "--no-summary", "logs"] + options).wait()
        #expect(whole.status == 0)
        let part = try workspace.start(["correlate", "--partial", "one.part", "--with-suppressed", "logs"] + options)
            .wait()
        #expect(part.status == 0 && part.error.contains("one.part: 2 splits"))
        try workspace.succeed("merge", "--hits", "merged", "--suppressed", "none", "--no-summary", "one.part")
        #expect(try workspace.text("merged") == (try workspace.text("whole")))
        #expect(try workspace.text("merged").contains("\"record\":"))
    }

    @Test("A file that is not there ends a part's task with 74, and is one refusal of the whole")
    func missingFile() throws {
        let workspace = try workspace()
        for (name, range) in [("1.part", "0-5"), ("2.part", "5-9")] {
            let part = try workspace.tamga("correlate", "--split", "nowhere.log:\(range)", "--partial", name)
            #expect(part.status == 74 && part.error.contains("nowhere.log"))
        }
        let merged = try workspace.tamga("merge", "--no-summary", "1.part", "2.part")
        #expect(merged.status == 74 && merged.lines.isEmpty)
        #expect(merged.error.split(separator: "\n").count { $0.hasPrefix("refused:") } == 1)
    }

    @Test("A plan's lines are for people, for shells and for programs")
    func plan() throws {
        let workspace = try workspace()
        try workspace.write("logs/a: b\n.log", "x\n")
        #expect(try workspace.tamga("split", "plan", "logs").status == 65)
        try workspace.write("odd/a\u{1B}[31m.log", "x\n")
        let odd = try workspace.tamga("split", "plan", "odd")
        #expect(odd.status == 65 && odd.output.isEmpty && odd.error.contains(#"a\u{1b}[31m.log"#))
        let absent = try workspace.tamga("split", "plan", "logs/uz.json", "logs/none.log")
        #expect(absent.status == 74 && absent.lines.last == "logs/none.log:0-")
        #expect(absent.error.contains("logs/none.log: there is no such file"))
        let ended = try workspace.succeed("split", "plan", "-0", "logs").output.split(separator: "\0")
        #expect(ended.contains("logs/a: b\n.log:0-2"))
        let split = try #require(ended.first { $0.contains("a: b") })
        try workspace.succeed("correlate", "--split", String(split), "--partial", "odd.part")
        let objects = try workspace.succeed("split", "plan", "--json", "--size", "1K", "logs").lines.map(
            JSONText.object)
        let json = objects.filter { $0["file"] as? String == "logs/uz.json" }
        #expect(json.allSatisfy { $0["reads_from_start"] as? Bool == true && $0["splittable"] as? Bool == true })
        #expect(json.first?["start"] as? Int == 0 && json.first?["split"] as? String == "logs/uz.json:0-1024")
    }
}
