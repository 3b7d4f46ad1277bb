import TamgaModel

/// What is said of rules, in words.
enum RuleText {
    /// A rule that could not be decided.
    static func undecided(_ rule: UndecidedRule) -> String {
        let records = rule.records == 1 ? "1 record" : "\(rule.records) records"
        return
            "undecided: the rule “\(rule.title)” (\(rule.id)) on \(records), the first \(rule.source):\(rule.line): a pattern ran into its match limit; neither a match nor none"
    }
}
