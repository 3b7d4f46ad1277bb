import TamgaModel
import TamgaReport
import TamgaTestSupport
import Testing

@Suite struct RuleFindingsTests {
    private static func summary(
        _ sightings: [RuleSighting], _ runs: [RunOutcome] = [RuleFixture.run], community: Community = Fixture.community
    ) -> Summary {
        Summary(sightings: Fixture.sightings, ruleSightings: sightings, runs: runs, community: community)
    }

    @Test func withoutRulesNothingIsSaidOfThem() {
        let summary = Self.summary([], [Fixture.run])
        #expect(summary.rules == nil)
        #expect(summary.members.allSatisfy { $0.rules == nil })
        for page in [
            summary.text(), summary.markdown(), summary.csv(), String(decoding: summary.json(), as: UTF8.self),
        ] {
            #expect(!page.contains("rule"))
        }
    }

    @Test func rulesThatFoundNothingAreSaidToHaveRun() throws {
        var run = Fixture.run
        run.rulesRun = 3
        let summary = Self.summary([], [run])
        #expect(try #require(summary.rules).fired.isEmpty)
        #expect(summary.text().contains("0 hits of 0 rules (3 rules run, 0 not run)"))
        #expect(!summary.text().contains("Rules that fired"))
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func totalsAddUpAndOrderDoesNotMatter(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let codes = ["KZ", "CN", "UZ", "PK"]
        let levels: [SigmaLevel?] = SigmaLevel.allCases + [nil]
        let sightings = (0..<Int.random(in: 1...60, using: &random)).map { number in
            let rule = Int.random(in: 0..<12, using: &random)
            return RuleFixture.sighting(
                number, "rule-\(rule)", "Rule \(rule)", levels[rule % levels.count],
                in: Bool.random(using: &random) ? codes.randomElement(using: &random) : nil,
                count: Int.random(in: 1...500, using: &random))
        }
        let runs = [Fixture.run, RuleFixture.run]
        let summary = Self.summary(sightings, runs)
        let rules = try #require(summary.rules)
        let hits = sightings.reduce(0) { $0 + $1.count }
        #expect(rules.hits == hits, "seed \(seed)")
        #expect(rules.fired.reduce(0) { $0 + $1.records } == hits, "seed \(seed)")
        #expect(Set(rules.fired.map(\.id)) == Set(sightings.map(\.ruleID)), "seed \(seed)")
        for rule in rules.fired {
            #expect(rule.observers.reduce(0) { $0 + $1.records } == rule.records, "seed \(seed)")
        }
        #expect(summary.members.reduce(0) { $0 + ($1.rules?.hits ?? 0) } == hits, "seed \(seed)")
        for (one, next) in zip(rules.fired, rules.fired.dropFirst()) {
            let (level, other) = (one.level.map(Self.rank) ?? -1, next.level.map(Self.rank) ?? -1)
            #expect(level > other || level == other && one.records >= next.records, "seed \(seed)")
        }
        #expect(Self.summary(sightings.shuffled(using: &random), runs.reversed()) == summary, "seed \(seed)")
        // What indicators have found is as it would be without rules.
        #expect(summary.found == Self.summary([], runs).found && summary.seen == Self.summary([], runs).seen)
    }

    private static func rank(_ level: SigmaLevel) -> Int { SigmaLevel.allCases.firstIndex(of: level) ?? -1 }

    @Test func techniquesAreThoseOfAttackOnly() throws {
        let rules = try #require(Self.summary(RuleFixture.sightings).rules)
        #expect(rules.fired.first?.techniques == ["T1003.001", "T1003.002"])
        #expect(rules.fired.last?.techniques == [])
        #expect(rules.fired.last?.level == nil)
    }

    @Test func theTextNamesTwentyRulesAndTheOthersAll() throws {
        let summary = Self.summary(RuleFixture.sightings)
        let count = try #require(summary.rules).fired.count
        #expect(count == 22)
        #expect(summary.text().contains("… and 2 more; --format json or csv lists all"))
        #expect(!summary.text().contains("low-1\n") && !summary.text().contains("A title |"))
        for page in [summary.csv(), summary.markdown(), String(decoding: summary.json(), as: UTF8.self)] {
            for rule in summary.rules?.fired ?? [] where rule.level != nil { #expect(page.contains(rule.id)) }
        }
    }

    @Test(arguments: [80, 100, 132])
    func noLineOfRulesIsWiderThanAsked(width: Int) {
        let long = String(repeating: "字", count: 300)
        let sightings =
            RuleFixture.sightings + [
                RuleFixture.sighting(
                    900, long, long, .critical, tags: (0..<40).map { "attack.t\(1_000 + $0)" }, in: "KZ", count: 1)
            ]
        var run = RuleFixture.run
        run.undecidedRules.append(UndecidedRule(id: long, title: long, records: 1, source: long, line: 1))
        let text = Self.summary(sightings, [run]).text(width: width)
        let lines = text.split(separator: "\n")
        let start = lines.firstIndex(of: "What was found") ?? 0
        let end = lines.firstIndex(of: "Sharing matrix: who found whose knowledge") ?? 0
        #expect(start < end)
        for line in lines[start..<end] {
            // Of the letters here only 字 is wide.
            #expect(line.reduce(0) { $0 + ($1 == "字" ? 2 : 1) } <= width, "\(line)")
        }
    }

    @Test func nothingInARuleActsOnTheTerminal() {
        let hostile = "\u{1B}]0;x\u{7}\u{202E}\u{9B}2J\u{200B}\r\n\u{2028}|`"
        var run = RuleFixture.run
        run.undecidedRules = [UndecidedRule(id: hostile, title: hostile, records: 1, source: hostile, line: 1)]
        let sighting = RuleFixture.sighting(1, hostile, hostile, .high, tags: [hostile], in: "KZ", count: 1)
        let summary = Self.summary([sighting], [run])
        for page in [summary.text(), summary.markdown(), summary.csv()] {
            for scalar in page.unicodeScalars where scalar != "\n" && scalar != "\r" {
                let isActive =
                    scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x200B...0x200F ~= scalar.value
                    || 0x2028...0x202E ~= scalar.value
                #expect(!isActive, "U+\(String(scalar.value, radix: 16))")
            }
        }
        #expect(!summary.text().contains("\r") && !summary.markdown().contains("\r"))
    }

    @Test func theNewestRunWithRulesSaysHowManyWereRun() throws {
        var older = RuleFixture.run
        older.finished = Timestamp(rfc3339: "2026-11-01T00:00:00Z")!
        older.rulesRun = 2
        var newest = Fixture.run
        newest.finished = Timestamp(rfc3339: "2026-11-24T00:00:00Z")!
        let summary = Self.summary(RuleFixture.sightings, [older, RuleFixture.run, newest])
        let rules = try #require(summary.rules)
        #expect(rules.run == 1_177 && rules.notRun == 40 && rules.runs == 2)
        // Both runs name the same two rules: their records are added up.
        #expect(rules.undecided.map(\.records) == [4, 2])
        #expect(summary.text(width: 120).contains("1,177 rules run, 40 not run, in the last of 2 runs with rules"))
    }
}
