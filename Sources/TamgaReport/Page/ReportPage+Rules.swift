import TamgaModel

extension ReportPage {
    /// What rules have found, and what they could not decide.
    func fired(_ rules: RuleFindings, _ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let table = HTMLTable(
            words(.rulesCaption),
            [
                .values(words(.rule)), .words(words(.level)), .words(words(.attack)), .figures(words(.records)),
                .words(words(.inLogsOf)), .times(words(.firstSeen)), .times(words(.lastSeen)),
            ])
        var parts = page.bounded(rules.fired, Self.listed, table) { place, rule in
            [
                .text(rule.title, limit: PageWriter.longest), page.level(rule.level), page.techniques(rule.techniques),
                page.figure("rules.fired.\(place).records", rule.records),
                .text(page.counts(rule.observers.map { ($0.state, $0.records) })), page.moment(rule.seen.first),
                page.moment(rule.seen.last),
            ]
        }
        if !rules.undecided.isEmpty {
            parts.append(.element(.h3, [], words(.undecided)))
            let table = HTMLTable(
                words(.undecidedCaption),
                [.values(words(.rule)), .figures(words(.records)), .words(words(.firstPlace))])
            parts += page.bounded(rules.undecided, Self.listed, table) { place, rule in
                [
                    .text(rule.title, limit: PageWriter.longest),
                    page.figure("rules.undecided.\(place).records", rule.records),
                    .text("\(rule.source):\(rule.line)", limit: PageWriter.longest),
                ]
            }
        }
        return PageWriter.Section(anchor: "#rules", heading: words(.rules), parts: parts)
    }

    /// Correlations that held.
    func campaigns(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let table = HTMLTable(
            words(.campaignsCaption),
            [
                .values(words(.correlation)), .words(words(.level)), .words(words(.attack)),
                .words(words(.inLogsOf)), .figures(words(.hits)), .figures(words(.records)),
                .times(words(.firstSeen)), .times(words(.lastSeen)),
            ])
        let parts = page.bounded(summary.correlations, Self.listed, table) { place, row in
            let across = row.observers.count > 1 ? " (\(words(.acrossBorders)))" : ""
            return [
                .text(row.title, limit: PageWriter.longest), page.level(row.level), page.techniques(row.techniques),
                .text(page.codes(row.observers) + across), page.figure("correlations.\(place).hits", row.hits),
                page.figure("correlations.\(place).records", row.records), page.moment(row.seen.first),
                page.moment(row.seen.last),
            ]
        }
        return PageWriter.Section(anchor: "#campaigns", heading: words(.campaigns), parts: parts)
    }
}

extension PageWriter {
    /// ATT&CK techniques, the first of many.
    func techniques(_ names: [String]) -> HTMLNode {
        let rest = names.count - min(12, names.count)
        return .text((names.prefix(12) + (rest > 0 ? [words(.andMore, rest)] : [])).joined(separator: " "))
    }
}
