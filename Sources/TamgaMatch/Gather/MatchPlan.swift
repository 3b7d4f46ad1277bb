import TamgaLogs
import TamgaModel

/// Everything a run's workers share; nothing in it changes while they work.
struct MatchPlan: Sendable {
    let table: IndicatorTable
    let rules: RuleTable
    /// Rules that are tried on the hits of indicators.
    let hitRules: RuleTable
    /// Patterns of indicators, said as rules.
    let patterns: RuleTable
    let formats: LogFormatSet
    let suppressions: SuppressionList
    let options: MatchOptions
    let attribution: Attribution
    let derivedID: @Sendable (MemberState?, Observable) -> String
    let printHit: MatchRun.HitPrinter?
    let printSuppressed: MatchRun.SuppressedPrinter?

    /// A rule by its number: those for records first, then those for hits, then patterns.
    func rule(_ number: Int) -> (rule: SigmaRule, purpose: RulePurpose) {
        var number = number
        for table in [rules, hitRules] {
            if number < table.rules.count { return (table.rules[number], table.purposes[number]) }
            number -= table.rules.count
        }
        return (patterns.rules[number], patterns.purposes[number])
    }

    /// The number of the first pattern.
    var firstPattern: Int { rules.rules.count + hitRules.rules.count }

    var printsHits: Bool { printHit != nil }
    var printsSuppressed: Bool { printSuppressed != nil }
}
