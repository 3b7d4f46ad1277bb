import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel

/// Prints what `rules test` has found.
enum RuleTestText {
    /// What rules were read, and what came of their examples.
    struct Account {
        let files: RuleFiles
        let examples: RuleExamples
        /// Rules without examples fail.
        let isStrict: Bool

        /// Rules that were refused, with the reason.
        var errors: [SigmaProblem] { files.set.problems.filter { $0.severity == .error } }
        var refusals: [Refusal] { files.unreadable + examples.refusals }
        var hasFailed: Bool {
            !errors.isEmpty || !refusals.isEmpty || !examples.failures.isEmpty || isStrict && !examples.without.isEmpty
        }
    }

    /// Each failure with the tests that led to it, then the account.
    static func text(_ account: Account, _ paint: Paint, isQuiet: Bool) -> String {
        var text = ""
        for problem in account.errors { text += RuleCheckText.text(problem, paint) }
        for refusal in account.refusals { text += "\(paint("error", .bad)): \(ActiveText.shown("\(refusal)"))\n" }
        for failure in account.examples.failures { text += self.text(failure, paint) }
        if account.isStrict {
            for rule in account.examples.without {
                let place = ActiveText.shown("\(rule.place.source):\(rule.place.line)")
                text += "\(place): \(paint("error", .bad)): “\(ActiveText.shown(rule.title))” has no examples\n"
            }
        }
        return isQuiet ? text : text + (text.isEmpty ? "" : "\n") + summary(account, paint)
    }

    private static func text(_ failure: RuleExamples.Failure, _ paint: Paint) -> String {
        let rule = failure.rule
        let place = ActiveText.shown("\(rule.place.source):\(failure.example.line)")
        var text = "\(place): \(paint("failed", .bad)): \(ActiveText.shown(failure.reason)): "
        text += "“\(ActiveText.shown(rule.title))” (\(ActiveText.shown(rule.key)))\n"
        for line in failure.example.record.split(separator: "\n").prefix(20) {
            text += "    \(ActiveText.shown(String(line.prefix(2_000))))\n"
        }
        let words = ExplanationText(paint: paint)
        for item in failure.records {
            for line in words.reading(item.reading) + words.lines(item.explanation, rule) { text += "      \(line)\n" }
        }
        return text + "\n"
    }

    private static func summary(_ account: Account, _ paint: Paint) -> String {
        let examples = account.examples
        let count = examples.examples.matches + examples.examples.nonMatches
        var text = "\(RuleCheckText.counted(account.files.count, "file")), "
        text +=
            "\(RuleCheckText.counted(examples.tested, "rule")) tested with \(RuleCheckText.counted(count, "example")) "
        text += "(\(examples.examples.matches) to match, \(examples.examples.nonMatches) not to): "
        let failed = examples.failures.count
        text += failed == 0 ? paint("all as the rules say", .good) : paint("\(failed) failed", .bad)
        text += "\n"
        if !examples.without.isEmpty {
            text += "\(RuleCheckText.counted(examples.without.count, "rule")) without examples\n"
        }
        let refused = account.files.set.refusedCount + account.refusals.count
        if refused > 0 { text += "\(refused) refused\n" }
        if !account.files.set.correlations.isEmpty {
            let correlations = RuleCheckText.counted(account.files.set.correlations.count, "correlation")
            text += "\(correlations) not tested: an example is one record\n"
        }
        return text
    }

    // MARK: - JSON

    /// The same for programs.
    static func json(_ account: Account) -> [UInt8] {
        let examples = account.examples
        var writer = JSONWriter(pretty: true)
        writer.object { top in
            top.array("errors") { list in
                for problem in account.errors {
                    list.object {
                        $0.member("source", problem.source)
                        $0.member("line", problem.line)
                        $0.member("column", problem.column)
                        $0.member("message", problem.message)
                    }
                }
                for refusal in account.refusals {
                    list.object {
                        $0.member("source", refusal.source)
                        $0.member("line", refusal.line)
                        $0.member("message", refusal.reason)
                    }
                }
            }
            top.array("failures") { list in
                for failure in examples.failures { list.object { write(failure, to: &$0) } }
            }
            top.array("without_examples") { list in
                for rule in examples.without {
                    list.object {
                        $0.member("rule_id", rule.key)
                        $0.member("source", rule.place.source)
                        $0.member("line", rule.place.line)
                    }
                }
            }
            top.object("summary") { summary in
                summary.member("files", account.files.count)
                summary.member("rules_tested", examples.tested)
                summary.member("examples_to_match", examples.examples.matches)
                summary.member("examples_not_to_match", examples.examples.nonMatches)
                summary.member("failed", examples.failures.count)
                summary.member("rules_without_examples", examples.without.count)
                summary.member("refused", account.files.set.refusedCount + account.refusals.count)
                summary.member("correlations_not_tested", account.files.set.correlations.count)
            }
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ failure: RuleExamples.Failure, to object: inout JSONWriter) {
        object.member("source", failure.rule.place.source)
        object.member("line", failure.example.line)
        object.member("rule_id", failure.rule.key)
        object.member("rule_title", failure.rule.title)
        object.member("expected", failure.isMatch ? "match" : "no_match")
        object.member("reason", failure.reason)
        object.member("fast", failure.outcome?.fast.rawValue)
        object.member("reference", failure.outcome?.reference.rawValue)
        object.member("record", failure.example.record)
        object.array("records") { list in
            for item in failure.records {
                list.object { record in
                    record.object("reading") { ExplanationJSON.write(item.reading, to: &$0) }
                    record.object("explanation") {
                        ExplanationJSON.write(item.explanation, failure.rule, to: &$0)
                    }
                }
            }
        }
    }
}
