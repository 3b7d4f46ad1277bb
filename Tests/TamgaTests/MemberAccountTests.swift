import Foundation
import Testing

/// What each member is told about its own logs, hits aside, from the logs to the report.
@Suite struct MemberAccountTests {
    @Test("What is held back is told to the member whose logs it stands in, now and from the store")
    func samples() throws {
        let workspace = try Workspace()
        let samples = Workspace.root.appending(path: "samples")
        let community = ["TAMGA_COMMUNITY": samples.appending(path: "community.yaml").path]
        try workspace.succeed("import", "indicators/ir", "indicators/in", environment: community, in: samples)
        let now = try workspace.succeed("correlate", "--format", "json", "logs", environment: community, in: samples)
        let later = try workspace.succeed("report", "--format", "json", environment: community)
        #expect(now.output == later.output)
        // As samples/README.md lists them.
        #expect(try figures(now.output, "suppressed") == ["CN": 1, "IN": 2, "IR": 5, "KZ": 1, "PK": 2])
        #expect(try figures(now.output, "refusals") == [:])
    }

    @Test("What is refused is told to the member whose file it is")
    func refusals() throws {
        let workspace = try Workspace()
        let community = """
            name: Two
            members:
              - code: KZ
                names: {en: Kazakhstan}
                sources: {paths: ['logs/kz/*']}
              - code: UZ
                names: {en: Uzbekistan}
                sources: {paths: ['logs/uz/*']}

            """
        let path = try workspace.write("community.yaml", community).path
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("logs/kz/a.log", String(repeating: "x", count: 2_000) + "\n198.51.100.23\n")
        try workspace.write("logs/b.log", String(repeating: "y", count: 2_000) + "\n")
        let arguments = ["correlate", "--max-record", "1K", "--block-size", "64", "--format"]
        let logs = ["logs/kz/a.log", "logs/b.log", "logs/uz/absent.log"]
        let json = try workspace.start(arguments + ["json"] + logs, environment: ["TAMGA_COMMUNITY": path]).wait()
        // One of the logs is absent.
        #expect(json.status == 74, "\(json.error)")
        #expect(try figures(json.output, "refusals") == ["KZ": 1, "UZ": 1, "--": 1])
        let fixed = try workspace.start(arguments + ["json", "--member", "PK"] + logs).wait()
        #expect(try figures(fixed.output, "refusals") == ["PK": 3])
        let text = try workspace.start(arguments + ["text"] + logs, environment: ["TAMGA_COMMUNITY": path]).wait()
        let row = text.output.split(separator: "\n").first { $0.hasPrefix("  KZ Kazakhstan") } ?? ""
        #expect(row.split(separator: " ") == ["KZ", "Kazakhstan", "0", "1", "1", "1", "0", "1", "–", "–"])
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    /// A figure of each member that is not 0; `--` is "unattributed".
    private func figures(_ summary: String, _ key: String) throws -> [String: Int] {
        var figures: [String: Int] = [:]
        for member in try JSONText.object(summary)["members"] as? [[String: Any]] ?? [] {
            let figure = try #require(member[key] as? Int)
            if figure > 0 { figures[member["member"] as? String ?? "--"] = figure }
        }
        return figures
    }
}
