import TamgaLogs
import TamgaModel

/// Everything a run's workers share; nothing in it changes while they work.
struct MatchPlan: Sendable {
    let table: IndicatorTable
    let rules: RuleTable
    let formats: LogFormatSet
    let suppressions: SuppressionList
    let options: MatchOptions
    let attribution: Attribution
    let derivedID: @Sendable (MemberState?, Observable) -> String
    let printHit: MatchRun.HitPrinter?
    let printSuppressed: MatchRun.SuppressedPrinter?

    var printsHits: Bool { printHit != nil }
    var printsSuppressed: Bool { printSuppressed != nil }
}
