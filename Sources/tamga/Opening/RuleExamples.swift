import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Rules tried on the examples that they carry.
struct RuleExamples {
    /// An example that did not come out as the rule says.
    struct Failure {
        let rule: SigmaRule
        let example: SigmaExample
        /// It should match.
        let isMatch: Bool
        /// What the engines say; `nil` where there is no format of the name that the example gives.
        let outcome: RuleTrial.Outcome?
        /// How its records were read, and why the rule matches them or does not.
        let records: [(record: LogRecord, reading: RecordReading, explanation: RuleExplanation)]

        /// What is wrong, in words.
        var reason: String {
            guard let outcome else { return "there is no log format “\(example.format ?? "")”" }
            if outcome.fast == .undecided || outcome.reference == .undecided {
                return "undecided: a pattern ran into its match limit"
            }
            if outcome.fast != outcome.reference {
                return
                    "the engines disagree: \(outcome.fast.rawValue) by the fast one, \(outcome.reference.rawValue) by "
                    + "the reference; please report this"
            }
            return isMatch ? "should match, and does not" : "should not match, and does"
        }
    }

    private(set) var failures: [Failure] = []
    /// Examples that were run: those that must match, and those that must not.
    private(set) var examples = (matches: 0, nonMatches: 0)
    /// Rules that have none.
    private(set) var without: [SigmaRule] = []
    /// Rules with both kinds, or one.
    private(set) var tested = 0
    /// Rules that cannot be compiled.
    private(set) var refusals: [Refusal] = []

    init(_ rules: [SigmaRule], formats: LogFormatSet, map: LogSourceMap) {
        for rule in rules { test(rule, formats, map) }
    }

    private mutating func test(_ rule: SigmaRule, _ formats: LogFormatSet, _ map: LogSourceMap) {
        let custom = rule.custom
        guard !custom.matches.isEmpty || !custom.nonMatches.isEmpty else {
            without.append(rule)
            return
        }
        let table = RuleTable(rules: [rule], map: map, derivedNames: formats.derivedNames)
        guard !table.rules.isEmpty else {
            refusals += table.refusals
            return
        }
        tested += 1
        var trial = RuleTrial(table, formats, newest: .now)
        for (examples, isMatch) in [(custom.matches, true), (custom.nonMatches, false)] {
            for example in examples {
                if isMatch { self.examples.matches += 1 } else { self.examples.nonMatches += 1 }
                let outcome = trial.run(example.record, format: example.format, rule: 0)
                let wanted: ExplainedVerdict = isMatch ? .holds : .fails
                // A sieve may decide what a pattern alone cannot: the record lacks a text that every match holds.
                if let outcome, outcome.fast == wanted,
                    outcome.reference == wanted || wanted == .fails && outcome.reference == .undecided
                {
                    continue
                }
                var explainer = RuleExplainer(table, formats)
                var records: [(record: LogRecord, reading: RecordReading, explanation: RuleExplanation)] = []
                for record in outcome?.records ?? [] {
                    let reading = explainer.read(record)
                    records.append((record, reading, explainer.explain(rule: 0)))
                }
                failures.append(
                    Failure(rule: rule, example: example, isMatch: isMatch, outcome: outcome, records: records))
            }
        }
    }
}
