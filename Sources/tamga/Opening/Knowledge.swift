import TamgaFormats
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
    /// Whether rules were named.
    let hasRules: Bool
    /// Waits until a table whose check was put off is known to be whole.
    private(set) var verify: @Sendable () throws -> Void = {}

    /// Loads all of it. Whoever gives a `checking` other than `.first` calls ``verify`` before it says what it has found.
    ///
    /// - Parameters:
    ///   - store: without one, nothing is known of indicators.
    ///   - newSince: only indicators that came after this revision of the store.
    ///   - compiled: the rules, where their files are the same as before; they are compiled anew where the store states
    ///     other patterns.
    static func load(
        _ store: Store?, _ communityOptions: CommunityOptions, _ ruleOptions: RuleOptions, _ matching: MatchingOptions,
        newSince: Int64? = nil, rules compiled: RunnableRules? = nil, checking: IndicatorTable.Checking = .first
    ) throws -> Knowledge {
        let community = try communityOptions.read()
        let quality = try matching.qualityOptions.quality(store, community)
        let opened = try CompiledTable.open(
            store, newSince: newSince, suffixFile: matching.hitOptions.publicSuffixList, quality: quality,
            checking: checking)
        let patterns =
            newSince == nil
            ? try store.map { try StoredPatterns($0, quality: quality) } ?? StoredPatterns() : StoredPatterns()
        let rules: RunnableRules
        if let compiled, compiled.patterns == patterns {
            rules = compiled
        } else {
            rules = try RunnableRules.compile(
                hasRules: !ruleOptions.rules.isEmpty, patterns, logFormat: matching.hitOptions.logFormat
            ) { try RuleTexts(ruleOptions) }
        }
        return Knowledge(
            table: opened.table, revision: opened.revision, warning: opened.warning,
            belowConfidence: opened.belowConfidence + patterns.belowConfidence, rules: rules,
            suppressions: try matching.hitOptions.suppressions(store), community: community,
            indicatorsShared: try store?.indicatorsShared() ?? [:],
            hasRules: !ruleOptions.rules.isEmpty, verify: { try opened.verify() })
    }

    /// Takes all of it from a snapshot; ``verify`` is to be called before anybody says what was found.
    static func load(_ snapshot: SnapshotFile, _ matching: MatchingOptions) throws -> Knowledge {
        let known = snapshot.knowledge
        let community =
            try known.community.map { try CommunityOptions.read($0.bytes, path: $0.path) } ?? Community.none
        let rules = try RunnableRules.compile(
            hasRules: known.hasRules, StoredPatterns(known.patterns), logFormat: matching.hitOptions.logFormat
        ) { RuleTexts(known) }
        return Knowledge(
            table: snapshot.table, revision: known.revision, warning: nil, belowConfidence: known.belowConfidence,
            rules: rules, suppressions: matching.hitOptions.suppressions(known.falsePositives), community: community,
            indicatorsShared: known.indicatorsShared, hasRules: known.hasRules,
            verify: {
                do {
                    try snapshot.verify()
                } catch {
                    throw FailedInput(
                        description: "\(error); hits that have been written are not to be relied on")
                }
            })
    }

    /// Says what of it cannot be used.
    ///
    /// - Parameter source: where the indicators come from, as words.
    func tell(quiet: Bool, source: String, newSince: Int64? = nil) {
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
            StandardError.line("tamga: \(source) has no indicators\(since); import some with “tamga import”", .warning)
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
