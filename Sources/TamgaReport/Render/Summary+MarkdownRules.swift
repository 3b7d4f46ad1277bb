import TamgaModel

extension Summary {
    /// The rules that fired and those that could not be decided, all of them; empty where there are none.
    var rulePart: String {
        guard let rules else { return "" }
        var part = ""
        if !rules.fired.isEmpty {
            part += "## Rules that fired\n\n"
            part += Self.table(
                ["level", "rule", "id", "records", "in the logs of", "ATT&CK", "first seen", "last seen"], right: [3],
                rules.fired.map { rule in
                    [
                        rule.level?.rawValue ?? "", Self.escaped(rule.title), Self.code(rule.id),
                        DisplayText.grouped(rule.records), rule.observers.map(\.words).joined(separator: ", "),
                        rule.techniques.joined(separator: " "), rule.seen.first?.minute ?? "",
                        rule.seen.last?.minute ?? "",
                    ]
                })
        }
        if !rules.undecided.isEmpty {
            part += "## Rules that could not be decided\n\n"
            part += "A pattern ran into its limit on these records: neither a match nor none.\n\n"
            part += Self.table(
                ["rule", "id", "records", "first"], right: [2],
                rules.undecided.map { rule in
                    [
                        Self.escaped(rule.title), Self.code(rule.id), DisplayText.grouped(rule.records),
                        Self.code("\(rule.source):\(rule.line)"),
                    ]
                })
        }
        return part
    }
}
