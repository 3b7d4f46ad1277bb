import TamgaModel

extension Summary {
    /// How many rules the text names; the other forms have all.
    static let rulesShown = 20

    /// What rules have found, in a few lines of “What was found”.
    func ruleLines(width: Int) -> [String] {
        guard let rules else { return [] }
        var lines = TextPage.wrapped(rules.words, width: width - 2)
        guard !rules.undecided.isEmpty else { return lines }
        let records = rules.undecided.reduce(0) { $0 + $1.records }
        lines += TextPage.wrapped(
            [
                "\(DisplayText.counted(records, "time")) a rule could not be decided on a record,",
                "since a pattern ran into its limit: neither a match nor none:",
            ], width: width - 2)
        for rule in rules.undecided.prefix(Self.rulesShown) {
            let count = DisplayText.counted(rule.records, "record")
            lines.append(
                "  \(count): “\(DisplayText.shortened(ActiveText.shown(rule.title), to: max(20, width - 8 - count.count)))”"
            )
            lines += TextPage.wrapped(
                [
                    "\(DisplayText.shortened(ActiveText.shown(rule.id), to: max(20, width - 8))),",
                    "first at \(DisplayText.shortened(ActiveText.shown(rule.source), to: max(20, width - 30))):\(rule.line)",
                ], width: width - 6
            ).map { "    " + $0 }
        }
        if let rest = Self.rest(rules.undecided.count) { lines.append("  \(rest)") }
        return lines
    }

    /// The rules that fired, the first ``rulesShown`` of them: a table whose last column has several lines.
    func ruleTable(_ rules: RuleFindings, width: Int) -> TextTable {
        var table = TextTable([.left, .right, .left])
        table.row(["level", "records", "rule"])
        let shown = rules.fired.prefix(Self.rulesShown)
        let levels = shown.map { ($0.level?.rawValue ?? "").count }.max() ?? 0
        let counts = shown.map { DisplayText.grouped($0.records).count }.max() ?? 0
        let room = max(20, width - 6 - max(5, levels) - max(7, counts))
        for rule in shown {
            table.row(
                [
                    rule.level?.rawValue ?? "–", DisplayText.grouped(rule.records),
                    DisplayText.shortened(ActiveText.shown(rule.title), to: room),
                ])
            var details = rule.observers.enumerated().map { index, observer in
                "\(index == 0 ? "in the logs of " : "")\(observer.words)\(index + 1 < rule.observers.count ? "," : "")"
            }
            if let span = rule.seen.shortWords {
                details[details.count - 1] += ";"
                details.append(span)
            }
            var names = rule.techniques.map { "\($0)," }
            names.append(DisplayText.shortened(ActiveText.shown(rule.id), to: room))
            for line in TextPage.wrapped(details, width: room) + TextPage.wrapped(names, width: room) {
                table.row(["", "", line])
            }
        }
        return table
    }

    /// `… and 7 more; --format json or csv lists all`, or `nil` where all are shown.
    static func rest(_ count: Int) -> String? {
        count > rulesShown
            ? "… and \(DisplayText.grouped(count - rulesShown)) more; --format json or csv lists all" : nil
    }
}

extension RuleFindings {
    /// `37 hits of 12 rules`, `(1,177 rules run, 40 not run)`.
    var words: [String] {
        var words = ["\(DisplayText.counted(hits, "hit")) of \(DisplayText.counted(fired.count, "rule"))"]
        if runs > 0 {
            words.append(
                "(\(DisplayText.counted(run, "rule")) run, \(DisplayText.grouped(notRun)) not run"
                    + (runs > 1 ? ", in the last of \(DisplayText.grouped(runs)) runs with rules)" : ")"))
        }
        return words
    }
}

extension Summary.Seen {
    /// As ``words``; `2026-10-11 18:35` where it begins and ends in one minute.
    fileprivate var shortWords: String? {
        first?.minute == last?.minute ? first?.minute : words
    }
}

extension RuleFindings.Observer {
    /// `KZ 1,200`, or `-- 3`.
    var words: String { "\(state?.code ?? "--") \(DisplayText.grouped(records))" }
}
