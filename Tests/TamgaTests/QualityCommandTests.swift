import Foundation
import Testing

/// Confidence that fades, through the command.
@Suite struct QualityCommandTests {
    private static func date(daysAgo days: Double) -> String {
        Date(timeIntervalSinceNow: -days * 86_400).formatted(.iso8601)
    }

    private static func indicator(_ number: Int, _ pattern: String, confidence: Int?, daysAgo: Double) -> String {
        """
        {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-00000000000\(number)",
        "created":"\(date(daysAgo: daysAgo))","modified":"\(date(daysAgo: daysAgo))","pattern_type":"stix",
        "pattern":"\(pattern)","valid_from":"2020-01-01T00:00:00Z"\(confidence.map { ",\"confidence\":\($0)" } ?? "")}
        """
    }

    private static let log =
        "x 198.51.100.1 y\nx 198.51.100.2 y\nx 198.51.100.3 y\nx evil.example y\n{\"a\":\"b\",\"name\":\"c.exe\"}\n"

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        let objects = [
            Self.indicator(1, "[ipv4-addr:value = '198.51.100.1']", confidence: 80, daysAgo: 1),
            Self.indicator(2, "[ipv4-addr:value = '198.51.100.2']", confidence: 80, daysAgo: 28),
            Self.indicator(3, "[ipv4-addr:value = '198.51.100.3']", confidence: nil, daysAgo: 1),
            Self.indicator(4, "[domain-name:value = 'evil.example']", confidence: 80, daysAgo: 28),
        ]
        try workspace.write("b.json", "[\(objects.joined(separator: ","))]")
        try workspace.write("a.log", Self.log)
        try workspace.write("plain.yaml", "members: [{code: UZ}]\n")
        try workspace.write("quality.yaml", "members: [{code: UZ}]\nquality: {half-life: {domain: 7d}}\n")
        try workspace.succeed("import", "--from", "UZ", "b.json")
        return workspace
    }

    /// What the flags let through, by the last digit of the indicator's id.
    @Test(
        "Both engines search for what has confidence enough at the time of the run, and no one else's lists change",
        arguments: [
            ([], "1234"), (["--min-confidence", "50"], "124"), (["--min-confidence", "50", "--decay"], "14"),
            (["--min-confidence", "50", "--assume-confidence", "60", "--decay"], "134"),
            (["--min-confidence", "50", "--community", "quality.yaml"], "1"),
            (["--min-confidence", "81"], ""), (["--min-confidence", "0"], "124"),
        ] as [([String], String)])
    func matching(_ flags: [String], _ expected: String) throws {
        let workspace = try workspace()
        for engine in ["fast", "reference"] {
            let outcome = try workspace.start(
                ["correlate", "--engine", engine, "--hits", "-", "--no-summary", "--no-store"] + flags + ["a.log"],
                environment: ["TAMGA_COMMUNITY": "plain.yaml"]
            ).wait()
            let ids = try outcome.lines.map { try JSONText.object($0)["indicator_id"] as? String ?? "" }
            #expect(ids.compactMap(\.last).map(String.init).joined() == expected, "\(engine) \(outcome.error)")
            if expected.count < 4 { #expect(outcome.error.contains("below --min-confidence"), "\(outcome.error)") }
        }
        let list = try workspace.start(
            ["indicators", "list"] + flags, environment: ["TAMGA_COMMUNITY": "plain.yaml"]
        ).wait()
        #expect(list.lines.count == expected.count + 1, "\(list.output)")
        let export = try workspace.start(
            ["export", "--for", "UZ", "--as", "stix"] + flags, environment: ["TAMGA_COMMUNITY": "plain.yaml"]
        ).wait()
        for digit in "1234" {
            #expect(
                export.output.contains("indicator--00000000-0000-4000-8000-00000000000\(digit)")
                    == expected.contains(digit), "\(digit) \(export.output)")
        }
    }

    @Test("A list shows what is left and why; a sighting refreshes, a dispute lowers")
    func list() throws {
        let workspace = try workspace()
        func row(_ value: String) throws -> String {
            let all = try workspace.succeed("indicators", "list", "--decay").lines
            return all.first { $0.contains(value) } ?? ""
        }
        let plain = try workspace.succeed("indicators", "list").output
        #expect(!plain.contains("because"))
        var second = try row("198.51.100.2")
        let third = try row("198.51.100.3")
        #expect(second.contains("80          20.0  28 d old"), "\(second)")
        #expect(third.contains("-           -     1 d old"), "\(third)")
        try workspace.succeed("correlate", "--no-summary", "a.log")
        second = try row("198.51.100.2")
        #expect(second.contains("80          80.0  0 d since seen"), "\(second)")
        try workspace.write(
            "o.json",
            """
            {"type":"opinion","spec_version":"2.1","id":"opinion--00000000-0000-4000-8000-000000000001",
            "created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","opinion":"strongly-disagree",
            "object_refs":["indicator--00000000-0000-4000-8000-000000000002"]}
            """)
        try workspace.succeed("import", "o.json")
        second = try row("198.51.100.2")
        #expect(second.contains("40.0  0 d since seen, disputed by 1"), "\(second)")
        let show = try workspace.succeed("indicators", "show", "198.51.100.2", "--decay").output
        #expect(show.contains("confidence  80\n"), "\(show)")
        #expect(show.contains("now         40.0 (0 d since seen, disputed by 1)"), "\(show)")
    }

    @Test("The usefulness table, in every form")
    func usefulness() throws {
        let workspace = try workspace()
        try workspace.succeed("correlate", "--member", "UZ", "--no-summary", "a.log")
        let text = try workspace.succeed("report", "--usefulness").lines
        #expect(text[1].hasPrefix("UZ    4       4     100.0 %"), "\(text)")
        let csv = try workspace.succeed("report", "--usefulness", "--format", "csv").lines
        #expect(csv[1].hasPrefix("UZ,4,4,100.0,") && csv[1].hasSuffix(",0,0,UZ"), "\(csv)")
        let output = try workspace.succeed("report", "--usefulness", "--format", "json").output
        let table = try JSONText.object(output)["usefulness"] as? [[String: Any]]
        #expect(table?.first?["sighted"] as? Int == 4, "\(output)")
        let objections = try JSONSchema("usefulness.schema.json").objections(to: try JSONText.value(output))
        #expect(objections == [])
        let markdown = try workspace.succeed("report", "--usefulness", "--format", "markdown").output
        #expect(markdown.contains("| UZ | 4 | 4 |"), "\(markdown)")
        let status = try workspace.tamga("report", "--usefulness", "--since", "7d").status
        #expect(status == 64)
    }
}
