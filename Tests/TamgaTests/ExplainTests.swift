import Foundation
import Testing

/// A hit is derived again, with all that it rests on.
@Suite struct ExplainTests {
    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", RulesCommandTests.good)
        try workspace.write(
            "feed.csv",
            "value,confidence,tlp,valid_from,valid_until\n192.0.2.7,80,amber,2020-01-01,2021-01-01\n198.51.100.0/24,,,,\n"
        )
        try workspace.succeed("import", "--from", "UZ", "feed.csv")
        try workspace.write(
            "auth.log",
            """
            2026-11-24T09:20:02Z web1 sshd[812]: Server listening on 0.0.0.0 port 22.
            2026-11-24T09:20:03Z web1 sshd[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2
            2026-11-24T09:20:04Z web1 sshd[812]: Accepted password for anna from 198.51.100.9 port 53502 ssh2

            """)
        return workspace
    }

    /// The hits of a run, by kind.
    private func hits(_ workspace: Workspace) throws -> [[String: Any]] {
        try workspace.succeed("correlate", "--rules", "rules", "--hits", "hits.ndjson", "--no-summary", "auth.log")
        return try workspace.text("hits.ndjson").split(separator: "\n").map { try JSONText.object($0) }
    }

    @Test("Every hit of a record is shown: indicators with what is known of them, rules test by test")
    func ofRecord() throws {
        let outcome = try workspace().succeed("explain", "--rules", "rules", "auth.log:2")
        for words in [
            "auth.log:2 at byte ", "indicator: ipv4 192.0.2.7", "shared by   UZ", "they meet   exact",
            "matched     “192.0.2.7” at bytes 69..<78 of the record", "rule: Login As Root",
            "user = “root”: “root” at bytes",
        ] { #expect(outcome.output.contains(words), "\(words): \(outcome.output)") }
        let network = try workspace().succeed("explain", "auth.log:3")
        #expect(network.output.contains("they meet   cidr"))
        #expect(!network.output.contains("rule:"))
        let none = try workspace().succeed("explain", "auth.log:1")
        #expect(none.output.contains("no indicator and no rule that was named matches this record"))
    }

    @Test("Of several records on a line each that has a hit is explained, and the others are counted")
    func ofSeveralRecords() throws {
        let workspace = try workspace()
        try workspace.write(
            "trail.json",
            #"{"Records":[{"eventVersion":"1.08","sourceIPAddress":"203.0.113.1"},"#
                + #"{"eventVersion":"1.08","sourceIPAddress":"192.0.2.7"}]}"#)
        let outcome = try workspace.succeed("explain", "trail.json:1")
        #expect(outcome.output.contains("indicator: ipv4 192.0.2.7"), "\(outcome.output)")
        #expect(outcome.error.contains("2 records stand on the line"), "\(outcome.error)")
        let rule = try workspace.succeed("rules", "explain", "rules/a.yml", "--record", "trail.json:1")
        #expect(rule.output.components(separatedBy: "does not match").count == 3, "\(rule.output)")
    }

    @Test("A hit is found by its id: in the run's hits, or in the logs, packed ones too")
    func byID() throws {
        let workspace = try workspace()
        let all = try hits(workspace)
        #expect(all.count == 3)
        _ = try workspace.shell("gzip -k auth.log")
        for hit in all {
            let id = try #require(hit["id"] as? String)
            for arguments in [
                ["--hits", "hits.ndjson"], ["auth.log"], ["auth.log.gz"], ["--hits", "hits.ndjson", "auth.log.gz"],
            ] {
                let outcome = try workspace.start(["explain", id, "--format", "json", "--rules", "rules"] + arguments)
                    .wait()
                #expect(outcome.status == 0, "\(outcome.error)")
                let found = try #require(try JSONText.object(outcome.output)["hits"] as? [[String: Any]])
                #expect(found.count == 1)
                var derived = try #require(found.first?["hit"] as? [String: Any])
                derived["source"] = "auth.log"
                #expect(NSDictionary(dictionary: derived) == NSDictionary(dictionary: hit), "\(arguments)")
                if hit["kind"] as? String == "rule" {
                    let explanation = found.first?["explanation"] as? [String: Any]
                    #expect(explanation?["verdict"] as? String == "holds")
                } else {
                    #expect((found.first?["statements"] as? [[String: Any]])?.first?["producer"] as? String == "UZ")
                }
            }
        }
    }

    @Test("A hit that is not there, or not any more, is an error that says so")
    func absent() throws {
        let workspace = try workspace()
        let id = try #require(try hits(workspace).first { $0["kind"] as? String == "rule" }?["id"] as? String)
        let without = try workspace.tamga("explain", id, "--hits", "hits.ndjson")
        #expect(without.status == 65)
        #expect(without.error.contains("gives no hit \(id)"))
        #expect(try workspace.tamga("explain", "00000000-0000-5000-8000-000000000000", "auth.log").status == 65)
        #expect(try workspace.tamga("explain", "00000000-0000-5000-8000-000000000000").status == 64)
        #expect(try workspace.tamga("explain", "nonsense").status == 64)
        #expect(try workspace.tamga("explain", "auth.log:9").status == 65)
        #expect(try workspace.tamga("explain", "nowhere.log:1").status == 74)
    }

    @Test("What a list of false positives suppresses is shown with the list")
    func suppressed() throws {
        let workspace = try workspace()
        try workspace.write("mine.txt", "192.0.2.7\n")
        try workspace.succeed("allow", "import", "mine.txt")
        let outcome = try workspace.succeed("explain", "auth.log:2")
        #expect(outcome.output.contains("suppressed  by "))
    }

    @Test("A record of several lines is found by any of them")
    func severalLines() throws {
        let workspace = try workspace()
        try workspace.write(
            "a.json", "[\n  {\n    \"time\": \"2026-01-01T00:00:00Z\",\n    \"src\": \"192.0.2.7\"\n  }\n]\n")
        for line in [2, 3, 4, 5] {
            #expect(
                try workspace.succeed("explain", "a.json:\(line)").output.contains("indicator: ipv4 192.0.2.7"),
                "\(line)")
        }
    }
}
