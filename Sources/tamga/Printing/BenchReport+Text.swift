import TamgaMatch
import TamgaModel

extension BenchReport {
    /// The report for people.
    ///
    /// - Parameters:
    ///   - top: how many rules are shown; 0 is all.
    ///   - columns: the width that there is.
    func text(top: Int, columns: Int) -> String {
        let shown = top == 0 ? outcome.rules[...] : outcome.rules.prefix(top)
        var page = head + "\n" + ruleTable(Array(shown), max(60, columns))
        if shown.count < outcome.rules.count {
            page += "and \(outcome.rules.count - shown.count) rules more (--top 0 shows all)\n"
        }
        page += flagged(max(60, columns)) + "\n" + throughputTable
        for note in notes { page += "\(note)\n" }
        page += accuracy
        if let changes { page += "\n" + comparison(changes, max(60, columns)) }
        for line in outcome.disagreements { page += "WRONG: \(line)\n" }
        return page
    }

    private var head: String {
        let hits = outcome.rules.reduce(0) { $0 + $1.matches }
        let tried = outcome.rules.reduce(0) { $0 + $1.tried }
        let rules = outcome.rules.reduce(0) { $0 + $1.seconds.median }
        let perRecord = outcome.records == 0 ? 0 : Double(tried) / Double(outcome.records)
        return """
            \(outcome.rules.count) rules over \(outcome.records) records, \(ByteText.of(loaded.bytes)): \(hits) hits
            one worker: \(Self.seconds(outcome.search.median)) ± \(Self.seconds(outcome.search.deviation)), of it \(Self.seconds(rules)) \
            for trying rules, \(Self.seconds(max(0, outcome.search.median - rules))) for sieves and reading
            rules tried a record: \(Self.fixed(perRecord, 3))

            """
    }

    private func ruleTable(_ rules: [RuleCost], _ columns: Int) -> String {
        var rows = [["time", "share", "avg", "records", "tried", "let thr.", "hits", "worst", "flags", "rule"]]
        let flags = rules.map { $0.flags.map(Self.letter).joined() }
        for (rule, letters) in zip(rules, flags) {
            rows.append([
                Self.seconds(rule.seconds.median), Self.percent(rule.share), Self.seconds(rule.average),
                Self.count(rule.records), Self.count(rule.tried), Self.percent(rule.letThrough),
                Self.count(rule.matches),
                Self.seconds(rule.worstSeconds), letters.isEmpty ? "-" : letters, rule.title,
            ])
        }
        return Self.aligned(rows, columns)
    }

    /// Flags, each with the rules that have it.
    private func flagged(_ columns: Int) -> String {
        var text = ""
        for flag in RuleCost.Flag.allCases {
            let rules = outcome.rules.filter { $0.flags.contains(flag) }
            guard !rules.isEmpty else { continue }
            let quiet: Set<RuleCost.Flag> = [.noRecords, .neverACandidate, .neverMatched]
            text += "\(Self.letter(flag)) \(flag.rawValue): \(rules.count) rule\(rules.count == 1 ? "" : "s")\n"
            if quiet.contains(flag) { continue }
            for rule in rules.prefix(5) {
                var line = "    \(rule.title)"
                switch flag {
                case .sieveTooCommon:
                    line += ": \(rule.sieve.prefix(6).map { "“\($0)”" }.joined(separator: " "))"
                case .backtracks:
                    if let place = rule.worstPlace, rule.undecided > 0 || rule.worstSeconds >= 0.001 {
                        line += ": \(Self.seconds(rule.worstSeconds)) on \(place.source):\(place.line)"
                    } else {
                        line += ": not here, but a pattern of it can by its looks"
                    }
                    if rule.undecided > 0 { line += ", \(rule.undecided) undecided" }
                default: break
                }
                text += Self.cut(ActiveText.shown(line), columns) + "\n"
            }
            if rules.count > 5 { text += "    and \(rules.count - 5) more\n" }
        }
        return text.isEmpty ? "" : "\n" + text
    }

    private var throughputTable: String {
        var rows = [["engine", "workers", "rules", "MB/s", "records", "noise", "hits", "read"]]
        for line in outcome.throughputs {
            let noise =
                line.seconds.count > 1 && line.seconds.median > 0
                ? "±\(Self.fixed(100 * line.seconds.deviation / line.seconds.median, 1))%" : "once"
            rows.append([
                line.name, "\(line.workers)", "\(line.rules)", Self.short(line.bytesPerSecond / 1e6),
                Self.rate(line.recordsPerSecond),
                noise, line.hits.map { "\($0)" } ?? "–", ByteText.of(line.bytes),
            ])
        }
        return PlainTable.text(rows)
    }

    private var accuracy: String {
        """
        \(repeats) repeats after \(warmUp) of warm-up, the median of each; times of rules are less the \(outcome.clockNanoseconds) ns that asking \
        the time takes; a search with timing takes \(Self.percent(outcome.timingOverhead)) longer than one without, which \
        is the one shown

        """
    }

    private func comparison(_ changes: [BenchChange], _ columns: Int) -> String {
        let moved = changes.filter { $0.verdict != .same }
        let same = changes.count - moved.count
        guard !moved.isEmpty else { return "compared: nothing differs by more than the noise (\(same) figures)\n" }
        var rows = [["", "before", "now", "noise", "what"]]
        for change in moved {
            rows.append([
                change.verdict.rawValue, change.before.map { Self.seconds($0.median) } ?? "–",
                change.now.map { Self.seconds($0.median) } ?? "–", change.band.map { "±\(Self.seconds($0))" } ?? "–",
                change.name,
            ])
        }
        return "compared: \(moved.count) figures differ, \(same) are the same within the noise\n"
            + Self.aligned(rows, columns)
    }

    static func letter(_ flag: RuleCost.Flag) -> String {
        switch flag {
        case .noRecords: "0"
        case .noSieve: "S"
        case .sieveTooCommon: "C"
        case .alwaysEvaluated: "A"
        case .backtracks: "B"
        case .neverACandidate: "n"
        case .neverMatched: "m"
        }
    }

    /// Rows as columns, lines no longer than there is room for.
    private static func aligned(_ rows: [[String]], _ columns: Int) -> String {
        PlainTable.text(rows).split(separator: "\n", omittingEmptySubsequences: false).map { cut(String($0), columns) }
            .joined(separator: "\n")
    }

    private static func cut(_ line: String, _ columns: Int) -> String {
        line.count <= columns ? line : line.prefix(columns - 1) + "…"
    }
}
