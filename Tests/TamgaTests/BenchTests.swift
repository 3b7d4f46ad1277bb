import Foundation
import Testing

/// `tamga bench`, as a user runs it.
@Suite struct BenchTests {
    private static let rules = """
        title: WordPress login
        id: 00000000-0000-4000-8000-000000000001
        logsource: {category: webserver}
        detection: {k: ['wp-login'], condition: k}
        ---
        title: "=Nothing, like it"
        id: 00000000-0000-4000-8000-000000000002
        logsource: {category: webserver}
        detection: {k: {'|re': 'quetzal(?:coatl)?[0-9]'}, condition: k}

        """

    private static func line(_ number: Int) -> String {
        let page = number % 4 == 0 ? "/wp-login.php" : "/index.html"
        return
            "192.0.2.\(number % 250) - - [24/Nov/2026:10:00:00 +0000] \"GET \(page) HTTP/1.1\" 200 \(number) \"-\" \"-\"\n"
    }

    private static func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("rules.yml", rules)
        try workspace.write("access.log", (0..<400).map(line).joined())
        return workspace
    }

    @Test("The JSON is what its schema says, keys in their order, and counts right")
    func json() throws {
        let workspace = try Self.workspace()
        let report = try workspace.succeed(
            "bench", "--rules", "rules.yml", "--repeat", "2", "--workers", "1,2", "--format", "json", "access.log"
        ).output
        let schema = try JSONSchema("bench.schema.json")
        #expect(schema.objections(to: try JSONText.value(report)) == [])
        let places = JSONText.keys(report).map { schema.order.firstIndex(of: $0) ?? -1 }
        #expect(places == places.sorted() && places.first == 0)
        let root = try JSONText.object(report)
        #expect((root["disagreements"] as? [Any])?.isEmpty == true)
        let rules = try #require(root["rules"] as? [[String: Any]])
        let login = try #require(rules.first { $0["title"] as? String == "WordPress login" })
        #expect(login["records"] as? Int == 400 && login["tried"] as? Int == 100 && login["matches"] as? Int == 100)
        #expect(login["let_through"] as? Double == 0.25)
        let other = try #require(rules.first { $0["title"] as? String != "WordPress login" })
        #expect(other["flags"] as? [String] == ["never a candidate"])
        let engines = (root["throughput"] as? [[String: Any]] ?? []).map { $0["engine"] as? String ?? "" }
        #expect(engines.prefix(4) == ["tamga", "tamga", "reference", "naive PCRE2"])
        for line in root["throughput"] as? [[String: Any]] ?? [] { #expect(line["hits"] as? Int == 100, "\(line)") }
    }

    @Test("The CSV has a heading and a line for each rule, and no formula")
    func csv() throws {
        let workspace = try Self.workspace()
        let lines = try workspace.succeed(
            "bench", "--rules", "rules.yml", "--repeat", "1", "--no-yardsticks", "--format", "csv", "--sort", "matches",
            "access.log"
        ).lines
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("id,title,file,line,records,tried,"))
        #expect(
            lines[1].hasPrefix("00000000-0000-4000-8000-000000000001,WordPress login,rules.yml,1,400,100,0.25,100,0,"))
        #expect(lines[2].contains(",\"'=Nothing, like it\","))
    }

    @Test("The text names rules, flags and engines, and keeps to --top")
    func text() throws {
        let workspace = try Self.workspace()
        let text = try workspace.succeed(
            "bench", "--rules", "rules.yml", "--repeat", "1", "--top", "1", "--sort", "tried", "access.log"
        ).output
        #expect(text.contains("2 rules over 400 records"))
        #expect(text.contains("WordPress login") && text.contains("and 1 rules more"))
        #expect(text.contains("never a candidate: 1 rule\n"))
        #expect(text.contains("naive PCRE2"))
        #expect(text.split(separator: "\n").filter { $0.contains("WordPress") }.allSatisfy { $0.count <= 100 })
    }

    @Test("Compared with itself every figure is known; a new rule is new, an old one gone")
    func comparison() throws {
        let workspace = try Self.workspace()
        let before = try workspace.succeed(
            "bench", "--rules", "rules.yml", "--repeat", "2", "--no-yardsticks", "--format", "json", "access.log"
        ).output
        try workspace.write("before.json", before)
        try workspace.write("rules.yml", Self.rules.replacing("000000000002", with: "000000000003"))
        let report = try workspace.succeed(
            "bench", "--rules", "rules.yml", "--repeat", "2", "--no-yardsticks", "--format", "json", "--compare",
            "before.json", "access.log"
        ).output
        #expect(try JSONSchema("bench.schema.json").objections(to: try JSONText.value(report)) == [])
        let changes = try #require(try JSONText.object(report)["changes"] as? [[String: Any]])
        func verdict(_ id: String) -> String? {
            changes.first { ($0["id"] as? String)?.hasSuffix(id) == true }?["verdict"] as? String
        }
        #expect(verdict("3") == "new" && verdict("2") == "gone")
        #expect(["faster", "same", "slower"].contains(verdict("1") ?? ""))
        #expect(changes.first?["what"] as? String == "tamga, 1 worker")
        try workspace.write("before.json", "{\"kind\":\"pattern\"}")
        let refused = try workspace.tamga("bench", "--rules", "rules.yml", "--compare", "before.json", "access.log")
        #expect(refused.status == 65 && refused.error.contains("before.json"))
    }

    @Test("A pattern is graded; one that backtracks is undecided where its limit ends it")
    func pattern() throws {
        let workspace = try Self.workspace()
        let report = try workspace.succeed(
            "bench", "--regex", "WP-LOGIN\\.(?<what>php)", "-i", "--input", "access.log", "--repeat", "1", "--format",
            "json"
        ).output
        #expect(try JSONSchema("bench.schema.json").objections(to: try JSONText.value(report)) == [])
        let root = try JSONText.object(report)
        #expect(root["matches"] as? Int == 100 && root["candidates"] as? Int == 100 && root["records"] as? Int == 400)
        try workspace.write("a.log", String(repeating: "a", count: 50) + "!\n")
        let text = try workspace.succeed("bench", "--regex", "^(a|aa)+$", "--input", "a.log", "--repeat", "1").output
        #expect(text.contains("1 records, on which a limit ended the search"))
        let wrong = try workspace.tamga("bench", "--regex", "a(", "--input", "a.log")
        #expect(wrong.status == 65 && wrong.error.contains("does not compile"))
    }

    static let grades = [("(a+)+$", "exponential"), ("\\w+@", "polynomial"), ("wp-login\\.php", "linear")]

    @Test("A pattern's grade is how it grows on the worst input that is found", arguments: grades)
    func grade(_ pattern: String, _ grade: String) throws {
        let workspace = try Self.workspace()
        let report = try workspace.succeed(
            "bench", "--regex", pattern, "--input", "access.log", "--repeat", "1", "--format", "json"
        ).output
        #expect(try JSONSchema("bench.schema.json").objections(to: try JSONText.value(report)) == [])
        let root = try JSONText.object(report)
        #expect(root["grade"] as? String == grade)
        #expect((root["stress"] == nil) == (grade == "linear"))
        let text = try workspace.succeed("bench", "--regex", pattern, "--input", "access.log", "--repeat", "1").output
        #expect(text.contains("grade") && text.contains(grade == "polynomial" ? "quadratic" : grade))
    }

    static let misuses: [([String], Int32)] = [
        (["bench", "access.log"], 64), (["bench", "--rules", "rules.yml"], 64),
        (["bench", "--rules", "rules.yml", "--regex", "a", "access.log"], 64),
        (["bench", "--regex", "a"], 64), (["bench", "--rules", "rules.yml", "-i", "access.log"], 64),
        (["bench", "--rules", "rules.yml", "--repeat", "0", "access.log"], 64),
        (["bench", "--rules", "rules.yml", "--workers", "1,x", "access.log"], 64),
        (["bench", "--rules", "rules.yml", "nothing.log"], 74),
        (["bench", "--regex", "a", "--format", "csv", "--input", "access.log"], 64),
    ]

    @Test("What cannot be measured is refused", arguments: misuses)
    func refusals(_ arguments: [String], _ status: Int32) throws {
        let workspace = try Self.workspace()
        #expect(try workspace.start(arguments).wait().status == status)
    }
}
