import TamgaMatch
import TamgaStore

/// What a stream's knowledge is made from, and what tells that it has changed.
struct KnowledgeSources {
    let store: Store
    let community: CommunityOptions
    let rules: RuleOptions
    let matching: MatchingOptions

    /// What tells that something has changed.
    struct Mark: Hashable {
        var revision: Int64
        var rules: FileMarks
        var others: FileMarks
    }

    /// How things are now.
    func mark() throws -> Mark {
        let formats = rules.formatOptions
        return Mark(
            revision: try store.revision(),
            rules: FileMarks(
                rules.rules + formats.formats + [rules.placeholders, formats.logsources].compactMap(\.self)),
            others: FileMarks([community.path, matching.hitOptions.publicSuffixList].compactMap(\.self)))
    }

    /// Loads the knowledge; rules that have not changed are taken as they are.
    func load(rules: RunnableRules? = nil) throws -> Knowledge {
        try Knowledge.load(store, community, self.rules, matching, rules: rules)
    }
}
