import TamgaFormats
import TamgaMatch
import TamgaModel

/// A rule in words.
struct RuleWords {
    let paint: Paint

    /// What a rule looks for, where, and what it is sieved by.
    func text(_ rule: SigmaRule, _ number: Int?, _ table: RuleTable) -> String {
        var text = head(rule.title, rule.key, rule.place, rule.level, rule.status, rule.tags, rule.summary)
        text += "\nlog source: \(shown(LogSourceText.of(rule.logSource)))\n"
        if let number { text += logSources(number, rule, table) }
        text += "\nmatches where \(shown(rule.conditionText))\n"
        text += indented(rule.condition.outline)
        if !rule.filters.isEmpty { text += "  with the filters \(shown(rule.filters.joined(separator: ", ")))\n" }
        if let number { text += "\n" + sieve(table.sieve(ofRule: number), rule) }
        if !rule.falsePositives.isEmpty {
            text += "\nfalse positives: \(shown(rule.falsePositives.joined(separator: "; ")))\n"
        }
        let examples = rule.custom.matches.count + rule.custom.nonMatches.count
        text += "\n\(examples == 0 ? "no examples" : RuleCheckText.counted(examples, "example"))\n"
        return text
    }

    /// What a correlation adds up.
    func text(_ correlation: SigmaCorrelation) -> String {
        var text = head(
            correlation.title, correlation.key, correlation.place, correlation.level, correlation.status,
            correlation.tags, correlation.summary)
        text += "\ncorrelation \(correlation.kind.rawValue)\n"
        text += "  of the rules \(shown(correlation.rules.joined(separator: ", ")))\n"
        if !correlation.groupBy.isEmpty { text += "  for each \(shown(correlation.groupBy.joined(separator: ", ")))\n" }
        text += "  within \(RuleCheckText.counted(correlation.timespan, "second"))\n"
        if !correlation.valueFields.isEmpty {
            text += "  the values of \(shown(correlation.valueFields.joined(separator: ", ")))\n"
        }
        for condition in correlation.conditions {
            text += "  \(condition.comparison.rawValue) \(condition.bound)\n"
        }
        if let expression = correlation.expression { text += "  where \(shown(expression))\n" }
        return text
    }

    private func head(
        _ title: String, _ key: String, _ place: SigmaPlace, _ level: SigmaLevel?, _ status: String, _ tags: [String],
        _ summary: String
    ) -> String {
        var text = paint(shown(title), .strong) + "\n"
        var facts = [key == title ? "no id" : key]
        if let level { facts.append("level \(level.rawValue)") }
        if !status.isEmpty { facts.append("status \(status)") }
        text += shown(facts.joined(separator: ", ")) + "\n"
        if !tags.isEmpty { text += shown(tags.joined(separator: ", ")) + "\n" }
        text += shown("\(place.source):\(place.line)") + "\n"
        if !summary.isEmpty { text += "\n" + indented(summary) }
        return text
    }

    private func logSources(_ number: Int, _ rule: SigmaRule, _ table: RuleTable) -> String {
        let entries = table.logSources(ofRule: number)
        guard !entries.isEmpty else {
            return "  not in the log source map: tried on every record that is of no known product\n"
        }
        var text = ""
        let names = fieldNames(rule.condition)
        for entry in entries {
            text += "  line \(entry.line) of the map: \(shown(LogSourceText.of(entry))): "
            text += shown(LogSourceText.conditions(entry)) + "\n"
        }
        // What all entries call a field the same is said once.
        for field in names {
            var spellings: [(names: [String], lines: [Int])] = []
            for entry in entries {
                let found = table.names(of: field, in: entry)
                if let known = spellings.firstIndex(where: { $0.names == found }) {
                    spellings[known].lines.append(entry.line)
                } else {
                    spellings.append((found, [entry.line]))
                }
            }
            for spelling in spellings where spelling.names != [field] {
                let lines =
                    spellings.count == 1 ? "" : " (line \(spelling.lines.map(String.init).joined(separator: ", ")))"
                text += "  \(shown(field)) stands in \(shown(spelling.names.joined(separator: ", ")))\(lines)\n"
            }
        }
        return text
    }

    private func sieve(_ sieve: RuleTable.Sieve, _ rule: SigmaRule) -> String {
        var text = "sieve\n"
        text += list(
            "in records with fields (JSON, columns), one of", sieve.fieldFacts,
            "tried on every record of its log source")
        text += list("in lines of text, one of", sieve.textLiterals.map { "“\($0)”" }, "tried on every line of text")
        if let reason = rule.custom.unsieved { text += "  why there is none: \(shown(reason))\n" }
        return text
    }

    private func list(_ what: String, _ items: [String], _ none: String) -> String {
        guard !items.isEmpty else { return "  \(what): \(paint("none; \(none)", .doubtful))\n" }
        return "  \(what):\n" + items.map { "    \(shown($0))\n" }.joined()
    }

    /// The fields that a condition tests, in order.
    private func fieldNames(_ expression: SigmaExpression) -> [String] {
        var names: [String] = []
        func collect(_ expression: SigmaExpression) {
            switch expression {
            case .test(let test):
                if let field = test.field, !names.contains(field) { names.append(field) }
                if case .field(let other, _, _) = test.predicate, !names.contains(other) { names.append(other) }
            case .all(let parts), .any(let parts): for part in parts { collect(part) }
            case .not(let part), .search(_, let part): collect(part)
            }
        }
        collect(expression)
        return names
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \(shown(String($0)))\n" }.joined()
    }

    private func shown(_ text: String) -> String { ActiveText.shown(text) }
}
