import Foundation
import Testing

/// Exercises through the command: made, correlated as their README says, scored.
@Suite struct ExerciseCommandTests {
    static let intrusions = ["phishing-campaign", "ransomware", "water-utility", "web-shell"]

    /// Makes an exercise, correlates it by its own rules and indicators, and scores the hits.
    private func scored(
        _ scenario: String, _ members: String, _ correlate: [String], in workspace: Workspace
    ) throws -> [String: Any] {
        try workspace.succeed(
            "exercise", "make", "--scenario", scenario, "--members", members, "--seed", "7", "--size", "3M", "--out",
            "x",
            "--quiet")
        let imported = try workspace.succeed(
            "import", "--from", String(members.prefix(2)), "x/indicators.json")
        #expect(!imported.output.contains("refused") && !imported.error.contains("refused"), "\(imported.output)")
        let run = try workspace.start(
            ["correlate", "--community", "x/community.yaml", "--rules", "x/rules", "--hits", "hits.ndjson"] + correlate
                + ["x/logs"]
        ).wait()
        #expect(run.status == 0 && !run.error.contains("refused"), "\(run.error)")
        let score = try workspace.succeed(
            "exercise", "score", "--answers", "x/answers", "--strict", "--format", "json", "hits.ndjson")
        let json = try #require(try JSONSerialization.jsonObject(with: score.outputBytes) as? [String: Any])
        return try #require((json["trainees"] as? [[String: Any]])?.first)
    }

    @Test("Its own rules and indicators find all of an exercise, and little else", arguments: intrusions)
    func findsAll(_ scenario: String) throws {
        let trainee = try scored(scenario, "UZ,KZ,TJ", ["--validity", "strict"], in: Workspace())
        #expect(trainee["recall"] as? Double == 1)
        #expect(try #require(trainee["precision"] as? Double) >= 0.95, "\(trainee["wrong_hits"] ?? "")")
        for finder in try #require(trainee["found_by"] as? [[String: Any]]) {
            #expect(finder["found"] as? Int == finder["expected"] as? Int, "\(finder)")
        }
    }

    @Test("Two members and four, in other formats, and without strict validity", arguments: ["RU,IN", "KG,BY,PK,CN"])
    func otherMembers(_ members: String) throws {
        for scenario in Self.intrusions {
            let trainee = try scored(scenario, members, [], in: Workspace())
            #expect(trainee["recall"] as? Double == 1, "\(scenario) \(members)")
            #expect(try #require(trainee["precision"] as? Double) >= 0.95, "\(scenario) \(trainee["wrong_hits"] ?? "")")
        }
    }

    @Test("A folder with other files is left alone, an exercise is replaced when asked")
    func folders() throws {
        let workspace = try Workspace()
        let make = ["exercise", "make", "--scenario", "traffic", "--members", "UZ", "--size", "100K", "--out", "x"]
        #expect(try workspace.start(make).wait().status == 0)
        let again = try workspace.start(make).wait()
        #expect(again.status == 65 && again.error.contains("--force"))
        #expect(try workspace.start(make + ["--force"]).wait().status == 0)
        try workspace.write("x/mine.txt", "mine")
        let foreign = try workspace.start(make + ["--force"]).wait()
        #expect(foreign.status == 65 && foreign.error.contains("mine.txt"))
        #expect(try workspace.text("x/mine.txt") == "mine")
    }

    @Test(
        "What cannot be made is a mistake in usage",
        arguments: [
            "--scenario ransomware --members UZ", "--scenario ransomware --members UZ,UZ",
            "--scenario x --members UZ,KZ",
            "--scenario traffic --members Uzbekistan", "--scenario traffic --members UZ --hit-rate 2",
            "--scenario traffic --members UZ --formats gopher", "--scenario web-shell --members UZ,KZ --days 1",
        ])
    func usage(_ line: String) throws {
        let workspace = try Workspace()
        let outcome = try workspace.start(
            ["exercise", "make", "--out", "x"] + line.split(separator: " ").map(String.init)
        ).wait()
        #expect(outcome.status == 64, "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: workspace.path("x").path))
    }

    @Test("Each form of the score says the same, and the text fits 80 columns")
    func forms() throws {
        let workspace = try Workspace()
        let trainee = try scored("web-shell", "UZ,KZ", [], in: workspace)
        let right = try #require(trainee["right"] as? Int)
        try workspace.write(
            "b.ndjson", "{}\n" + workspace.text("hits.ndjson").split(separator: "\n").prefix(3).joined(separator: "\n"))
        let arguments = [
            "exercise", "score", "--answers", "x/answers/answers.ndjson", "--trainee", "anna=hits.ndjson", "b.ndjson",
        ]
        let text = try workspace.start(arguments).wait()
        #expect(text.status == 0 && text.output.contains("anna") && text.output.contains("\(right)"))
        #expect(text.error.contains("b.ndjson:1"))
        for line in text.lines { #expect(line.count <= 80, "\(line)") }
        let csv = try workspace.start(arguments + ["--format", "csv"]).wait().output
        #expect(csv.contains("anna,all,,right,\(right)\n") && csv.contains("\nb,all,,recall,0."))
        let markdown = try workspace.start(arguments + ["--format", "markdown"]).wait().output
        #expect(markdown.contains("| anna | \(right) |"))
        #expect(try workspace.start(arguments + ["--strict"]).wait().status == 65)
    }
}
