import TamgaLogs
import TamgaModel

/// Everything a run's workers share; nothing in it changes while they work.
struct MatchPlan: Sendable {
    let table: IndicatorTable
    let rules: RuleTable
    /// Rules that are tried on the hits of indicators.
    let hitRules: RuleTable
    let formats: LogFormatSet
    let suppressions: SuppressionList
    let options: MatchOptions
    let attribution: Attribution
    let derivedID: @Sendable (MemberState?, Observable) -> String
    let printHit: MatchRun.HitPrinter?
    let printSuppressed: MatchRun.SuppressedPrinter?

    /// A rule by its number: those for records first.
    func rule(_ number: Int) -> (rule: SigmaRule, purpose: RulePurpose) {
        let count = rules.rules.count
        return number < count
            ? (rules.rules[number], rules.purposes[number])
            : (hitRules.rules[number - count], hitRules.purposes[number - count])
    }

    var printsHits: Bool { printHit != nil }
    var printsSuppressed: Bool { printSuppressed != nil }
}
