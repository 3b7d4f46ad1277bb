import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStore

/// Gathers what a snapshot holds.
enum SnapshotMaking {
    /// How often all is read anew where the store has changed meanwhile.
    private static let attempts = 3

    /// The knowledge that a run with these options would have, and what has to be said of it.
    static func gather(
        _ store: Store, _ community: CommunityOptions, _ rules: RuleOptions, quality: QualityOptions,
        suffixFile: String?
    ) throws -> (knowledge: SnapshotKnowledge, table: IndicatorTable, runnable: RunnableRules) {
        for _ in 0..<attempts {
            let before = try store.revision()
            let made = try read(store, community, rules, quality, suffixFile)
            if made.knowledge.revision == before, try store.revision() == before { return made }
        }
        throw FailedInput(
            description:
                "\(store.path) has changed \(attempts) times while it was read: try again when nothing is imported")
    }

    private static func read(
        _ store: Store, _ communityOptions: CommunityOptions, _ ruleOptions: RuleOptions,
        _ qualityOptions: QualityOptions, _ suffixFile: String?
    ) throws -> (knowledge: SnapshotKnowledge, table: IndicatorTable, runnable: RunnableRules) {
        var knowledge = SnapshotKnowledge(program: ProgramVersion.text, made: .now)
        knowledge.community = try communityOptions.path.map {
            SnapshotKnowledge.Text(path: $0, bytes: try CommunityOptions.bytes($0))
        }
        let community =
            try knowledge.community.map { try CommunityOptions.read($0.bytes, path: $0.path) } ?? Community.none
        let quality = try qualityOptions.quality(store, community)
        let opened = try CompiledTable.open(store, newSince: nil, suffixFile: suffixFile, quality: quality)
        let patterns = try StoredPatterns(store, quality: quality)
        knowledge.patterns = try StoredPatterns.objects(store, quality: quality)
        knowledge.revision = opened.revision
        knowledge.belowConfidence = opened.belowConfidence + patterns.belowConfidence
        knowledge.indicatorsShared = try store.indicatorsShared()
        knowledge.falsePositives = try store.falsePositives()
        let texts = try RuleTexts(ruleOptions)
        knowledge.hasRules = !ruleOptions.rules.isEmpty
        (knowledge.rules, knowledge.unreadable) = (texts.rules, texts.unreadable)
        (knowledge.placeholders, knowledge.formats) = (texts.placeholders, texts.formats)
        knowledge.logSources = texts.logSources
        // Formats and map are read even where no rule needs them: they may be needed where the snapshot is used.
        _ = try BuiltIn.formats(besides: texts.formats)
        _ = try BuiltIn.logSources(insteadOf: texts.logSources)
        let runnable = try RunnableRules.compile(
            hasRules: knowledge.hasRules, patterns, logFormat: nil
        ) { texts }
        return (knowledge, opened.table, runnable)
    }
}
