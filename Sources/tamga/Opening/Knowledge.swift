import TamgaMatch
import TamgaModel
import TamgaStore

/// What logs are searched for, and what is known of those whom it concerns.
struct Knowledge {
    let table: IndicatorTable
    /// The store's revision that the table stands for.
    let revision: Int64
    /// Why no snapshot could be written.
    let warning: String?
    /// How many statements are not looked for, as they have too little confidence.
    let belowConfidence: Int
    let rules: RunnableRules
    let suppressions: SuppressionList
    let community: Community
    /// How many values each member has shared.
    let indicatorsShared: [MemberState?: Int]
    private let hasRules: Bool

    /// Loads all of it.
    ///
    /// - Parameters:
    ///   - store: without one, nothing is known of indicators.
    ///   - newSince: only indicators that came after this revision of the store.
    ///   - compiled: the rules, where their files are the same as before; they are compiled anew where the store states
    ///     other patterns.
    static func load(
        _ store: Store?, _ communityOptions: CommunityOptions, _ ruleOptions: RuleOptions, _ matching: MatchingOptions,
        newSince: Int64? = nil, rules compiled: RunnableRules? = nil
    ) throws -> Knowledge {
        let community = try communityOptions.read()
        let quality = try matching.qualityOptions.quality(store, community)
        let opened = try CompiledTable.open(
            store, newSince: newSince, suffixFile: matching.hitOptions.publicSuffixList, quality: quality)
        let patterns =
            newSince == nil
            ? try store.map { try StoredPatterns($0, quality: quality) } ?? StoredPatterns() : StoredPatterns()
        let rules: RunnableRules
        if let compiled, compiled.patterns == patterns {
            rules = compiled
        } else {
            rules = try RunnableRules.compile(ruleOptions, patterns, logFormat: matching.hitOptions.logFormat)
        }
        return Knowledge(
            table: opened.table, revision: opened.revision, warning: opened.warning,
            belowConfidence: opened.belowConfidence + patterns.belowConfidence, rules: rules,
            suppressions: try matching.hitOptions.suppressions(store), community: community,
            indicatorsShared: try store?.indicatorsShared() ?? [:],
            hasRules: !ruleOptions.rules.isEmpty)
    }

    /// Says what of it cannot be used.
    func tell(quiet: Bool, store: String, newSince: Int64? = nil) {
        if let warning { StandardError.line("tamga: \(warning)", .warning) }
        for problem in rules.problems { StandardError.line("rule not run: \(problem)", .warning) }
        guard !quiet else { return }
        if belowConfidence > 0 {
            let what = belowConfidence == 1 ? "statement is" : "statements are"
            StandardError.line("tamga: \(belowConfidence) \(what) below --min-confidence, and not looked for")
        }
        for line in rules.patterns.notRun { StandardError.line(line, .warning) }
        if table.observableCount == 0, rules.patterns.count == 0, !hasRules {
            let since = newSince.map { " after revision \($0)" } ?? ""
            StandardError.line(
                "tamga: the store \(store) has no indicators\(since); import some with “tamga import”", .warning)
        }
    }

    /// A run that searches for it.
    func run(
        _ options: MatchOptions, printHit: MatchRun.HitPrinter?, printSuppressed: MatchRun.SuppressedPrinter? = nil,
        output: @escaping MatchRun.Output = { _ in }
    ) -> MatchRun {
        MatchRun(
            table: table, rules: rules.compiled.table, hitRules: rules.compiled.hitRules,
            patterns: rules.compiled.patterns, formats: rules.formats, suppressions: suppressions, options: options,
            derivedID: { Store.derivedIndicatorID(producer: $0, observable: $1) }, printHit: printHit,
            printSuppressed: printSuppressed, output: output)
    }
}
