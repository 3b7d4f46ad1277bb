import Foundation
import TamgaTestSupport
import Testing

/// Correlations over time, from the logs to the hits, the summary, the store and the report.
@Suite struct CorrelationCommandTests {
    static let rules = """
        title: Refused
        name: refused
        logsource: {category: any-log}
        detection:
          keywords:
            '|re': 'Failed password for (?<user>\\S+) from (?<src_ip>\\S+)'
          condition: keywords
        ---
        title: Let in
        name: let_in
        logsource: {category: any-log}
        detection:
          keywords:
            '|re': 'Accepted password for (?<user>\\S+) from (?<src_ip>\\S+)'
          condition: keywords
        ---
        title: Guessing
        name: guessing
        correlation: {type: event_count, rules: [refused], group-by: [src_ip], timespan: 1m, condition: {gte: 3}}
        level: medium
        ---
        title: Guessed
        id: 3b0c1a52-9a60-4d9c-8f0c-5f1d9a0b7e11
        correlation: {type: temporal_ordered, rules: [guessing, let_in], group-by: [src_ip], timespan: 1h}
        level: high
        tags: [attack.t1110.001]
        ---
        title: Seen
        name: seen
        logsource: {product: tamga, category: hit}
        detection: {s: {tamga.value|exists: true}, condition: s}
        ---
        title: Seen at two members
        correlation: {type: value_count, rules: [seen], group-by: [tamga.value], timespan: 1d, condition: {field: tamga.member, gte: 2}}
        level: critical
        """

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rules.yml", Self.rules)
        try workspace.write(
            "kz.log",
            """
            2026-11-01T00:00:01Z sshd: Failed password for root from 198.51.100.23 port 1
            2026-11-01T00:00:05Z sshd: Failed password for root from 198.51.100.24 port 1
            2026-11-01T00:00:11Z sshd: Failed password for admin from 198.51.100.23 port 1
            2026-11-01T00:00:21Z sshd: Failed password for oracle from 198.51.100.23 port 1
            2026-11-01T00:10:00Z sshd: Accepted password for anna from 198.51.100.24 port 1
            2026-11-01T00:20:00Z sshd: Accepted password for oracle from 198.51.100.23 port 1

            """)
        try workspace.write("uz.log", "2026-11-01T09:00:00Z dns: query evil.example from 192.0.2.7\n")
        try workspace.append("kz.log", "2026-11-01T10:00:00Z dns: query evil.example from 192.0.2.9\n")
        try workspace.write(
            "community.yaml",
            """
            name: Test
            members:
              - code: KZ
                sources: {paths: ['*kz.log']}
              - code: UZ
                sources: {paths: ['*uz.log']}
            """)
        try workspace.succeed("import", "--from", "TJ", "-", input: "evil.example\n")
        return workspace
    }

    private func correlate(_ workspace: Workspace, _ more: String...) throws -> (hits: [[String: Any]], lines: [String])
    {
        let arguments = [
            "correlate", "--community", "community.yaml", "--rules", "rules.yml", "--hits", "hits.ndjson",
            "--no-summary",
        ]
        let outcome = try workspace.start(arguments + more + ["kz.log", "uz.log"]).wait()
        #expect(outcome.status == 0, "\(outcome.error)")
        let lines = try workspace.text("hits.ndjson").split(separator: "\n").map(String.init)
        return (try lines.map(JSONText.object).filter { $0["kind"] as? String == "correlation" }, lines)
    }

    @Test("A password that was guessed and used, and an indicator at two members, are hits that name their records")
    func hits() throws {
        let workspace = try workspace()
        let (hits, lines) = try correlate(workspace)
        #expect(hits.compactMap { $0["rule_title"] as? String } == ["Guessed", "Seen at two members"])
        let guessed = try #require(hits.first)
        #expect(guessed["line"] as? Int == 6 && guessed["observer"] as? String == "KZ")
        #expect((guessed["fields"] as? [String: String]) == ["src_ip": "198.51.100.23"])
        let window = try #require(guessed["correlation"] as? [String: Any])
        let evidence = try #require(window["evidence"] as? [[String: Any]])
        #expect(evidence.compactMap { $0["line"] as? Int } == [4, 6])
        let seen = try #require(hits.last)
        #expect(seen["observer"] == nil && seen["producers"] as? [String] == ["TJ"])
        #expect((seen["correlation"] as? [String: Any])?["observers"] as? [String] == ["KZ", "UZ"])
        let schema = try JSONSchema("hit.schema.json")
        for line in lines {
            #expect(schema.objections(to: try JSONText.object(line)) == [])
        }
        // Rules that only correlations ask for are not reported.
        #expect(lines.count { $0.contains("\"kind\":\"rule\"") } == 0)
    }

    @Test(
        "Workers, block sizes, the reference engine and the order of logs change nothing",
        arguments: [
            ["--workers", "1"], ["--workers", "2"], ["--workers", "4"], ["--workers", "8"],
            ["--workers", "3", "--block-size", "64"], ["--engine", "reference"], ["--window-memory", "1M"],
        ])
    func sameOutput(_ options: [String]) throws {
        let workspace = try workspace()
        let (_, expected) = try correlate(workspace)
        let arguments = [
            "correlate", "--community", "community.yaml", "--rules", "rules.yml", "--hits", "other.ndjson",
            "--no-summary",
        ]
        let outcome = try workspace.start(arguments + options + ["kz.log", "uz.log"]).wait()
        #expect(outcome.status == 0, "\(outcome.error)")
        let lines = try workspace.text("other.ndjson").split(separator: "\n").map(String.init)
        let isReference = options.contains("reference")
        #expect(
            (isReference ? lines.filter { $0.contains("\"correlation\"") } : lines)
                == (isReference ? expected.filter { $0.contains("\"correlation\"") } : expected))
    }

    @Test("Summary, report and their forms say which correlations held, and the same run twice says it once")
    func summary() throws {
        let workspace = try workspace()
        let arguments = ["correlate", "--community", "community.yaml", "--rules", "rules.yml", "kz.log", "uz.log"]
        for _ in 0..<2 {
            let outcome = try workspace.start(arguments).wait()
            #expect(outcome.output.contains("Correlations that held"))
        }
        let page = try JSONText.object(
            try workspace.succeed("report", "--community", "community.yaml", "--format", "json").output)
        let rows = try #require(page["correlations"] as? [[String: Any]])
        #expect(rows.compactMap { $0["title"] as? String } == ["Seen at two members", "Guessed"])
        #expect(rows.compactMap { $0["hits"] as? Int } == [1, 1])
        #expect(rows.compactMap { $0["observers"] as? [String] } == [["KZ", "UZ"], ["KZ"]])
        #expect(try JSONSchema("summary.schema.json").objections(to: page) == [])
        let csv = try workspace.succeed("report", "--format", "csv").output
        #expect(csv.contains("correlation,KZ UZ,,Seen at two members,hits,1"))
        let markdown = try workspace.succeed("report", "--format", "markdown").output
        #expect(markdown.contains("## Correlations that held"))
    }

    @Test("--fail-on-hit counts a correlation's hit")
    func failsOnHit() throws {
        let workspace = try workspace()
        let outcome = try workspace.tamga(
            "correlate", "--rules", "rules.yml", "--fail-on-hit", "--no-summary", "kz.log", "--no-store")
        #expect(outcome.status == 1)
    }

    @Test("Windows that the end of the logs cuts short, and records without a group, are said")
    func losses() throws {
        let workspace = try Workspace()
        try workspace.write(
            "rules.yml",
            """
            title: Any
            name: any
            logsource: {category: any-log}
            detection:
              keywords: {'|re': 'x(?: user=(?<user>\\S+))?'}
              condition: keywords
            ---
            title: Few
            correlation: {type: event_count, rules: [any], group-by: [user], timespan: 1h, condition: {lt: 3}}
            """)
        try workspace.write("a.log", "2026-11-01T00:00:00Z x user=a\n2026-11-01T00:00:01Z x\n")
        let outcome = try workspace.succeed("correlate", "--rules", "rules.yml", "a.log")
        #expect(
            outcome.error.contains("correlation “Few”: 1 record without a field of its group-by; 1 windows cut short"))
    }
}
