import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel

/// Prints what `rules check` has found.
enum RuleCheckText {
    /// Every file with what is wrong in it, then the account.
    ///
    /// - Parameter isQuiet: problems alone.
    static func text(_ check: RuleCheck, _ paint: Paint, isQuiet: Bool) -> String {
        var text = ""
        for file in check.files {
            if !file.problems.contains(where: { $0.severity == .error }), !isQuiet || !file.problems.isEmpty {
                let word = file.problems.isEmpty ? paint("ok", .good) : paint("ok, with warnings", .doubtful)
                if !isQuiet { text += "\(ActiveText.shown(file.path)): \(word)\n" }
            }
            for problem in file.problems { text += self.text(problem, paint) }
        }
        return isQuiet ? text : text + "\n" + summary(check)
    }

    /// A problem with the line that shows it.
    static func text(_ problem: SigmaProblem, _ paint: Paint) -> String {
        let word = paint(problem.severity.rawValue, problem.severity == .error ? .bad : .doubtful)
        var text = ActiveText.shown("\(problem.source):\(problem.line):\(problem.column)") + ": \(word): "
        text += ActiveText.shown(problem.message) + "\n"
        for line in problem.pointer.split(separator: "\n") { text += "    \(shown(line))\n" }
        return text
    }

    /// Tabs stay, so that the caret stands where it points.
    private static func shown(_ line: Substring) -> String {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { ActiveText.shown(String($0)) }
            .joined(separator: "\t")
    }

    private static func summary(_ check: RuleCheck) -> String {
        let set = check.set
        var text = [
            counted(check.files.count, "file"), counted(set.rules.count, "rule"),
            counted(set.correlations.count, "correlation"), counted(set.filters.count, "filter"),
            "\(set.refusedCount + check.table.refusals.count) refused", counted(check.count(.error), "error"),
            counted(check.count(.warning), "warning"),
        ].joined(separator: ", ")
        text += "\n"
        if !check.levels.isEmpty {
            text += "by level: " + check.levels.map { "\($0.level) \($0.count)" }.joined(separator: ", ") + "\n"
        }
        text += "without a sieve: \(check.unsieved.all)"
        if check.unsieved.all > 0 { text += " (\(check.unsieved.withReason) with a reason given)" }
        text += "\n"
        return text
    }

    /// `1 rule`, `2 rules`.
    static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

    // MARK: - JSON

    /// The same for programs.
    static func json(_ check: RuleCheck) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { top in
            top.array("files") { files in
                for file in check.files {
                    files.object { object in
                        object.member("path", file.path)
                        object.member("ok", !file.problems.contains { $0.severity == .error })
                        object.array("problems") { list in
                            for problem in file.problems { list.object { write(problem, to: &$0) } }
                        }
                    }
                }
            }
            top.object("summary") { summary in
                summary.member("files", check.files.count)
                summary.member("rules", check.set.rules.count)
                summary.member("correlations", check.set.correlations.count)
                summary.member("filters", check.set.filters.count)
                summary.member("refused", check.set.refusedCount + check.table.refusals.count)
                summary.member("errors", check.count(.error))
                summary.member("warnings", check.count(.warning))
                summary.object("by_level") { for (level, count) in check.levels { $0.member(level, count) } }
                summary.member("without_sieve", check.unsieved.all)
                summary.member("without_sieve_with_reason", check.unsieved.withReason)
            }
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ problem: SigmaProblem, to object: inout JSONWriter) {
        object.member("severity", problem.severity.rawValue)
        object.member("line", problem.line)
        object.member("column", problem.column)
        object.member("message", problem.message)
        object.member("title", problem.title)
        if !problem.excerpt.isEmpty { object.member("excerpt", problem.excerpt) }
    }
}
