import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

/// Conditions that count behind `|`, the form of Sigma 1.
@Suite struct SigmaAggregationTests {
    static func read(_ condition: String, _ timeframe: String = "timeframe: 1h") -> SigmaFile {
        SigmaFixture.read(
            "id: AB\nlevel: high\n" + SigmaFixture.rule("s:\n  F: x\n\(timeframe)\ncondition: \(condition)"))
    }

    @Test(
        "A condition that counts is a correlation",
        arguments: [
            ("s | count() > 5", SigmaCorrelation.Kind.eventCount, [], [], SigmaComparison.greater, 5),
            ("s|count()>=5", .eventCount, [], [], .greaterOrEqual, 5),
            ("s | count(U) by A, B.c >= 10", .valueCount, ["U"], ["A", "B.c"], .greaterOrEqual, 10),
            ("s | COUNT( U ) BY A < 2", .valueCount, ["U"], ["A"], .less, 2),
            ("s | sum(bytes) by é <= 1.5", .valueSum, ["bytes"], ["é"], .lessOrEqual, 1.5),
            ("s | avg(bytes) == 7", .valueAverage, ["bytes"], [], .equal, 7),
            ("(s) and not s | count() by A = 0", .eventCount, [], ["A"], .equal, 0),
        ] as [(String, SigmaCorrelation.Kind, [String], [String], SigmaComparison, Double)])
    func counting(
        _ condition: String, _ kind: SigmaCorrelation.Kind, _ fields: [String], _ groupBy: [String],
        _ comparison: SigmaComparison, _ bound: Double
    ) throws {
        let file = Self.read(condition)
        let correlation = try #require(file.correlations.first, "\(file.problems)")
        #expect(correlation.kind == kind)
        #expect(correlation.valueFields == fields)
        #expect(correlation.groupBy == groupBy)
        #expect(correlation.conditions == [.init(comparison: comparison, bound: bound)])
        #expect(correlation.timespan == 3_600)
        #expect(!correlation.generates)
        #expect(correlation.title == "T" && correlation.id == "ab" && correlation.level == .high)
        let base = try #require(file.rules.first)
        #expect(correlation.rules == ["ab (base)"] && base.id == "ab (base)" && base.name == nil)
        #expect(!base.conditionText.contains("|"))
        #expect(file.refusedCount == 0)
    }

    @Test("The rule that is counted is not reported by itself, with an id or without")
    func basesAreSilent() throws {
        let yaml = SigmaFixture.rule("s:\n  F: x\ntimeframe: 1m\ncondition: s | count() > 5")
        let file = SigmaFixture.read(yaml + "---\n" + yaml)
        let set = SigmaRuleSet([file, Self.read("s | count() > 1")])
        #expect(set.rules.count == 3 && set.correlations.count == 3 && set.refusedCount == 0)
        for index in 0..<3 {
            #expect(!set.isReportedAlone(.rule(index)))
            #expect(set.member(set.correlations[index].rules[0]) == .rule(index))
            #expect(set.isReportedAlone(.correlation(index)))
        }
    }

    @Test("Of two with one id the second is refused whole, once")
    func sameIDs() throws {
        let set = SigmaRuleSet([Self.read("s | count() > 1"), Self.read("s | count() > 2")])
        #expect(set.rules.count == 1 && set.correlations.count == 1 && set.refusedCount == 1)
        #expect(set.correlations[0].conditions[0].bound == 1)
        #expect(set.problems.count { $0.severity == .error } == 1)
    }

    @Test("A warning shows the correlation at its place, and another what is taken for a time that is missing")
    func warnings() throws {
        let file = Self.read("s | count(U) by A > 5")
        #expect(
            file.problems.map(\.description) == [
                "r.yml:1:5: warning: “AB” is no UUID, which Sigma asks for",
                "r.yml:9:16: warning: what stands behind “|” is the form of Sigma 1; it is read as a correlation “type: value_count, group-by: [A], timespan: 1h, condition: {gt: 5, field: U}”",
            ])
        let open = Self.read("s | count() > 5", "")
        #expect(open.correlations.first?.timespan == 900)
        #expect(
            open.problems.contains { $0.message == "no “timeframe” says within what time is counted; 15m is taken" })
    }

    @Test(
        "What is no such count is refused, and the rule with it",
        arguments: [
            ("s | near t", 9, "no longer part of Sigma"), ("s | min(a) > 1", 9, "no longer part of Sigma"),
            ("s | max(a) > 1", 9, "no longer part of Sigma"), ("s | sum() > 1", 9, "no longer part of Sigma"),
            ("s | count() by > 1", 9, "no longer part of Sigma"), ("s | count() > x", 9, "no longer part of Sigma"),
            ("s | count() > 1 | count() > 2", 9, "no longer part of Sigma"), ("s | count() > 1.2.3", 9, "no longer"),
            ("s | count( > 1", 9, "no longer part of Sigma"), ("s | count() by a,, b > 1", 9, "no longer part"),
            ("(s | count() > 1) and s", 9, "no longer part of Sigma"), ("s | count()", 9, "no longer part of Sigma"),
            ("s |", 9, "no longer part of Sigma"), ("'| count() > 1'", 9, "an empty condition"),
            ("t | count() > 1", 9, "there is no search “t”"),
            ("[s | count() > 1, s]", 9, "stands alone, not in a list"),
        ])
    func refusals(_ condition: String, _ line: Int, _ words: String) throws {
        let file = Self.read(condition)
        let problem = try #require(file.problems.first { $0.severity == .error }, "\(condition)")
        #expect(problem.line == line && problem.message.contains(words), "\(problem)")
        #expect(file.rules.isEmpty && file.correlations.isEmpty && file.refusedCount == 1)
    }

    @Test("A timeframe that is none refuses the rule", arguments: ["1", "h", "1x", "[1h]", "0m", "11y"])
    func timeframes(_ text: String) throws {
        let file = Self.read("s | count() > 1", "timeframe: \(text)")
        #expect(file.problems.contains { $0.severity == .error && $0.line == 8 && $0.message.contains("no timespan") })
        #expect(file.rules.isEmpty && file.correlations.isEmpty && file.refusedCount == 1)
    }

    @Test("Any bytes behind “|” are read or refused")
    func anyBytes() {
        let pieces = ["count", "(", ")", "by", " ", ",", ">", ">=", "5", "a", "|", "é", "\\u0000", "1e9", "near", "s"]
        var random = SeededRandom(seed: SeededRandom.seed)
        for _ in 0..<2_000 {
            let text = "s |" + (0..<8).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
            let file = Self.read("\"\(text)\"")
            #expect(
                file.rules.count == file.correlations.count && file.rules.count + file.refusedCount == 1,
                "seed \(SeededRandom.seed): \(text)")
        }
    }
}
