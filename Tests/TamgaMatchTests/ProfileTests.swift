import PCRE2
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// What a bench says of rules, held against what was planted in the logs.
@Suite struct ProfileTests {
    private static let rules = """
        title: Rare
        id: 00000000-0000-4000-8000-000000000001
        logsource: {category: nowhere}
        detection: {k: ['wp-login'], condition: k}
        ---
        title: Common
        id: 00000000-0000-4000-8000-000000000002
        logsource: {category: nowhere}
        detection: {k: {'|re': '^x\\d+ of xyzzy'}, condition: k}
        ---
        title: Bare
        id: 00000000-0000-4000-8000-000000000003
        logsource: {category: nowhere}
        detection: {k: {'|re': '\\S{20}$'}, condition: k}
        ---
        title: Never
        id: 00000000-0000-4000-8000-000000000004
        logsource: {category: nowhere}
        detection: {k: ['quetzalcoatl'], condition: k}
        ---
        title: Not Rare
        id: 00000000-0000-4000-8000-000000000005
        logsource: {category: nowhere}
        detection: {k: ['xyzzy'], r: ['wp-login'], condition: k and not r}

        """

    /// A thousand lines: every tenth holds `wp-login`, all hold `xyzzy`.
    private static func log(_ scratch: Scratch) -> LogInput {
        let lines = (0..<1_000).map { "line x\($0) of xyzzy \($0 % 10 == 3 ? "GET /wp-login.php" : "GET /")\n" }
        return .file(scratch.file("log", Array(lines.joined().utf8)))
    }

    private static func bench(_ yaml: String, _ logs: LoadedLogs, workers: [Int] = [1, 2]) -> RuleBenchOutcome {
        var options = RuleBench.Options()
        options.repeats = 2
        options.workers = workers
        return RuleBench(RuleRun.table(RuleRun.rules(yaml)), formats: RuleRun.formats, options: options).run(logs)
    }

    @Test("Records, tries, matches and flags are those that were planted")
    func counts() throws {
        let scratch = Scratch()
        let logs = LoadedLogs([Self.log(scratch)], formats: RuleRun.formats, limit: 1 << 20, pieceSize: 4_096)
        #expect(!logs.isCutShort)
        let outcome = Self.bench(Self.rules, logs)
        #expect(outcome.disagreements == [])
        #expect(outcome.records == 1_000)
        let rules = Dictionary(uniqueKeysWithValues: outcome.rules.map { ($0.title, $0) })
        #expect(rules.values.allSatisfy { $0.records == 1_000 })
        let rare = try #require(rules["Rare"])
        #expect((rare.tried, rare.matches, rare.sieve, rare.flags) == (100, 100, ["wp-login"], []))
        #expect(rare.seconds.median > 0 && rare.worstSeconds > 0)
        let place = try #require(rare.worstPlace)
        #expect(place.source == scratch.path("log") && place.line % 10 == 4)
        let common = try #require(rules["Common"])
        #expect((common.tried, common.matches) == (1_000, 0))
        #expect(common.flags == [.alwaysEvaluated, .sieveTooCommon, .neverMatched])
        let bare = try #require(rules["Bare"])
        #expect(bare.sieve.isEmpty && bare.tried == 1_000)
        #expect(Set(bare.flags) == [.noSieve, .alwaysEvaluated, .neverMatched])
        #expect(rules["Never"]?.flags == [.neverACandidate])
        #expect(rules["Never"]?.worstPlace == nil)
        #expect(rules["Not Rare"]?.matches == 900)
    }

    @Test("Every engine finds the same, and says what it read")
    func engines() throws {
        let scratch = Scratch()
        let logs = LoadedLogs([Self.log(scratch)], formats: RuleRun.formats, limit: 1 << 20, pieceSize: 1_024)
        let outcome = Self.bench(Self.rules, logs)
        let names = outcome.throughputs.map { "\($0.name) \($0.workers)" }
        #expect(names == ["tamga 1", "tamga 2", "reference 1", "naive PCRE2 1"])
        for line in outcome.throughputs {
            #expect(line.hits == 1_000 && line.records == 1_000 && line.bytes == logs.bytes, "\(line.name)")
            #expect(line.seconds.median > 0 && line.bytesPerSecond > 0 && line.recordsPerSecond > 0)
        }
        let choice = try #require(outcome.alternation)
        #expect(choice.rules == 4 && choice.lines == 100)
        #expect(try Pattern(choice.pattern).captureCount == 0)
    }

    @Test("The reference engine is given no more than it may have")
    func part() {
        let scratch = Scratch()
        let logs = LoadedLogs([Self.log(scratch)], formats: RuleRun.formats, limit: 1 << 20, pieceSize: 1_024)
        var options = RuleBench.Options()
        options.repeats = 1
        options.referenceBytes = 3_000
        let outcome = RuleBench(RuleRun.table(RuleRun.rules(Self.rules)), formats: RuleRun.formats, options: options)
            .run(logs)
        let reference = outcome.throughputs.first { $0.name == "reference" }
        #expect((1...3_000).contains(reference?.bytes ?? 0))
        #expect(outcome.disagreements == [])
    }

    @Test("A log longer than the limit is cut short, at a record's end, and is said to be")
    func limit() {
        let scratch = Scratch()
        let logs = LoadedLogs([Self.log(scratch)], formats: RuleRun.formats, limit: 10_000, pieceSize: 1_000)
        #expect(logs.isCutShort)
        #expect((10_000..<12_000).contains(logs.bytes))
        var text: [UInt8] = []
        logs.forEachPiece { text += $0 }
        #expect(text.count == logs.bytes && text.last == 0x0A)
    }

    @Test("A rule for other logs has no records, whatever the engine")
    func logSources() {
        let scratch = Scratch()
        let path = scratch.file("w.json", Array(#"{"Channel":"Security","EventID":4624}"#.utf8) + [0x0A])
        let logs = LoadedLogs([.file(path)], formats: RuleRun.formats, limit: 1 << 20)
        let outcome = Self.bench(
            """
            title: Web
            id: 00000000-0000-4000-8000-000000000001
            logsource: {category: webserver}
            detection: {k: {cs-method: GET}, condition: k}
            ---
            title: Login
            id: 00000000-0000-4000-8000-000000000002
            logsource: {product: windows, service: security}
            detection: {k: {EventID: 4624}, condition: k}

            """, logs)
        #expect(outcome.rules.map(\.records) == [0, 1])
        #expect(outcome.rules.map(\.matches) == [0, 1])
        #expect(outcome.rules[0].flags.contains(.noRecords))
        #expect(!outcome.throughputs.contains { $0.name == "naive PCRE2" })
        #expect(outcome.alternation == nil)
    }

    @Test("A rule that runs into its limit is undecided, and backtracks")
    func limits() {
        let scratch = Scratch()
        let lines = "\(String(repeating: "a", count: 40))!\nharmless\n"
        let logs = LoadedLogs([.file(scratch.file("log", Array(lines.utf8)))], formats: RuleRun.formats, limit: 1 << 20)
        let outcome = Self.bench(
            """
            title: Catastrophe
            id: 00000000-0000-4000-8000-000000000001
            logsource: {category: nowhere}
            detection: {k: {'|re': '^(a|aa)+$'}, condition: k}

            """, logs)
        let rule = outcome.rules[0]
        #expect((rule.undecided, rule.matches) == (1, 0))
        #expect(rule.flags.contains(.backtracks) && !rule.flags.contains(.neverMatched))
        #expect(rule.worstPlace?.line == 1)
        #expect(outcome.disagreements == [])
    }

    @Test("A pattern is graded: what it requires, what that lets through, what matches")
    func pattern() throws {
        let scratch = Scratch()
        let logs = LoadedLogs([Self.log(scratch)], formats: RuleRun.formats, limit: 1 << 20, pieceSize: 2_048)
        var bench = PatternBench()
        bench.repeats = 2
        let text = "x1\\d* of xyzzy GET /wp-login"
        let outcome = bench.run(
            try Pattern(text, options: .utf), required: RequiredLiterals(of: text, options: .utf), logs)
        #expect((outcome.records, outcome.candidates, outcome.matches) == (1_000, 100, 11))
        #expect(outcome.undecided == 0 && !outcome.disagrees && outcome.seconds.count == 2)
        #expect(outcome.literals.first?.isEmpty == false)
        let bare = bench.run(try Pattern("\\d\\d\\d "), required: RequiredLiterals(of: "\\d\\d\\d "), logs)
        #expect(bare.matches == 900)
    }

    static let spreads: [([Double], median: Double, deviation: Double)] = [
        ([], 0, 0), ([3], 3, 0), ([1, 2], 1.5, 0.5), ([1, 1, 9], 1, 0), ([5, 1, 3, 2, 4], 3, 1),
    ]

    @Test("A spread is the median, and the median distance from it", arguments: spreads)
    func spread(_ values: [Double], median: Double, deviation: Double) {
        let spread = Spread(values)
        #expect((spread.median, spread.deviation, spread.count) == (median, deviation, values.count))
    }

    static let changes: [([Double], [Double], Spread.Change)] = [
        ([10, 10, 10], [10, 10, 10], .same), ([10, 10, 10], [10.4, 10.4, 10.4], .same),
        ([10, 10, 10], [12, 12, 12], .slower), ([10, 10, 10], [8, 8, 8], .faster),
        // As noisy as they are far apart.
        ([8, 10, 12], [11, 13, 15], .same), ([9.9, 10, 10.1], [12.9, 13, 13.1], .slower), ([0, 0], [0, 0], .same),
    ]

    @Test("Two spreads differ where the medians are further apart than the noise", arguments: changes)
    func change(_ before: [Double], _ now: [Double], _ change: Spread.Change) {
        #expect(Spread(before).change(to: Spread(now)) == change)
    }
}
