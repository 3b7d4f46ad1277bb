import Foundation
import Testing

/// What rules have found, from the logs to the summary, the store and the report.
@Suite struct RuleSummaryTests {
    static let rules = """
        title: Failed passwords
        id: 0a6f3f0e-5a34-4c0a-9d53-0a2f4c6d1b11
        level: high
        tags: [attack.credential-access, attack.t1110.001]
        logsource: {category: any-log}
        detection:
          keywords: ['Failed password']
          condition: keywords
        ---
        title: Somebody left
        id: 0a6f3f0e-5a34-4c0a-9d53-0a2f4c6d1b12
        level: low
        logsource: {category: any-log}
        detection:
          keywords: ['session closed']
          condition: keywords
        ---
        title: Not to be read
        id: 0a6f3f0e-5a34-4c0a-9d53-0a2f4c6d1b13
        logsource: {category: any-log}
        detection:
          keywords: ['x']
          condition: nothing of the kind

        """

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rules.yml", Self.rules)
        try workspace.write(
            "a.log",
            """
            2026-11-01T00:00:00Z sshd: Failed password for root from 198.51.100.23
            2026-11-01T00:00:05Z sshd: Failed password for admin from 198.51.100.24
            2026-11-02T00:00:00Z sshd: session closed
            2026-11-03T00:00:00Z sshd: hello

            """)
        try workspace.succeed("import", "--from", "UZ", "-", input: "198.51.100.23\n")
        return workspace
    }

    @Test("The summary shows what rules found, as the schema says, and the report the same")
    func summary() throws {
        let workspace = try workspace()
        let schema = try JSONSchema("summary.schema.json")
        let arguments = ["correlate", "--member", "KZ", "--format", "json", "--rules", "rules.yml", "a.log"]
        let now = try workspace.start(arguments).wait()
        #expect(now.status == 0, "\(now.error)")
        let page = try JSONText.object(now.output)
        #expect(schema.objections(to: page) == [])
        #expect(JSONText.keys(now.output) == schema.order.filter { $0 != "correlations" })
        let rules = try #require(page["rules"] as? [String: Any])
        #expect(rules["run"] as? Int == 2 && rules["not_run"] as? Int == 1 && rules["hits"] as? Int == 3)
        let fired = try #require(rules["fired"] as? [[String: Any]])
        #expect(fired.map { $0["title"] as? String } == ["Failed passwords", "Somebody left"])
        #expect(fired.map { $0["records"] as? Int } == [2, 1])
        #expect(fired[0]["techniques"] as? [String] == ["T1110.001"])
        #expect(fired[0]["first_seen"] as? String == "2026-11-01T00:00:00Z")
        #expect((page["found"] as? [String: Any])?["hits"] as? Int == 1)
        let records = (page["reading"] as? [String: Any])?["records"] as? [String: Any]
        #expect(records?["matched"] as? Int == 3 && records?["unmatched"] as? Int == 1)

        #expect(try workspace.succeed("report", "--format", "json").output == now.output)
        // Once more, and from another place: nothing is doubled.
        try FileManager.default.createDirectory(at: workspace.path("moved"), withIntermediateDirectories: false)
        try FileManager.default.moveItem(at: workspace.path("a.log"), to: workspace.path("moved/b.log"))
        try workspace.succeed("correlate", "--member", "KZ", "--rules", "rules.yml", "moved/b.log")
        let again = try JSONText.object(try workspace.succeed("report", "--format", "json").output)
        #expect((again["rules"] as? [String: Any])?["hits"] as? Int == 3)
        #expect((again["reading"] as? [String: Any])?["runs"] as? Int == 1)
        for format in ["text", "csv", "markdown"] {
            let output = try workspace.succeed("report", "--format", format).output
            #expect(output.contains("Failed passwords") && output.contains("T1110.001"), "\(format)")
        }
    }

    @Test("Without rules the summary says nothing of them")
    func none() throws {
        let workspace = try workspace()
        for format in ["text", "csv", "markdown", "json"] {
            #expect(
                !(try workspace.succeed("correlate", "--format", format, "a.log").output.contains("rule")), "\(format)")
        }
    }

    @Test("What rules found is no sighting of an indicator: the export is the same without it")
    func export() throws {
        let workspace = try workspace()
        try workspace.succeed("correlate", "--member", "KZ", "--rules", "rules.yml", "a.log")
        let bundle = try workspace.succeed("export", "--sightings").output
        #expect(bundle.contains("198.51.100.23") && !bundle.contains("Failed password"))
        #expect(bundle.components(separatedBy: "\"type\":\"sighting\"").count == 2)
    }

    @Test("Records of a JSON log that are no JSON are counted as unparsed")
    func unparsed() throws {
        let workspace = try workspace()
        let line = "{\"time\":\"2026-11-01T00:00:00Z\",\"message\":\"Failed password\"}\n"
        try workspace.write("a.json", line + line + "{\"broken\": \n" + line)
        let outcome = try workspace.succeed("correlate", "--format", "json", "--rules", "rules.yml", "a.json")
        let reading = try JSONText.object(outcome.output)["reading"] as? [String: Any]
        let records = try #require(reading?["records"] as? [String: Any])
        #expect(records["in"] as? Int == 4 && records["unparsed"] as? Int == 1, "\(records)")
    }
}
