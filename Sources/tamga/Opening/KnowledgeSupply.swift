import TamgaMatch
import TamgaStore

/// Knowledge for a run, and where it comes from: a snapshot, or a store with the files that options name.
struct KnowledgeSupply {
    let knowledge: Knowledge
    /// The store, where sightings go; `nil` where there is none.
    let store: Store?
    /// Where indicators come from, as words.
    let source: String
    private let newSince: Int64?
    private let origin: Origin

    private enum Origin {
        case snapshot(SnapshotFile)
        case files(RuleOptions, CommunityOptions)
    }

    /// What a snapshot holds. ``Knowledge/verify`` is to be called before anybody says what was found.
    init(_ snapshot: SnapshotFile, _ matching: MatchingOptions) throws {
        knowledge = try Knowledge.load(snapshot, matching)
        store = nil
        source = "the snapshot \(snapshot.path)"
        newSince = nil
        origin = .snapshot(snapshot)
    }

    /// What a store and files hold. ``Knowledge/verify`` is to be called before anybody says what was found.
    ///
    /// - Parameters:
    ///   - store: without one, nothing is known of indicators.
    ///   - newSince: only indicators that came after this revision of the store.
    init(
        _ store: Store?, _ storeOptions: StoreOptions, _ community: CommunityOptions, _ rules: RuleOptions,
        _ matching: MatchingOptions, newSince: Int64?
    ) throws {
        knowledge = try Knowledge.load(
            store, community, rules, matching, newSince: newSince, checking: .besideIfLarge)
        self.store = store
        source = "the store \(try store?.path ?? storeOptions.path())"
        self.newSince = newSince
        origin = .files(rules, community)
    }

    /// Says what of it cannot be used.
    func tell(quiet: Bool) { knowledge.tell(quiet: quiet, source: source, newSince: newSince) }

    /// The files of rules and formats, as bytes.
    func ruleTexts() throws -> RuleTexts {
        switch origin {
        case .snapshot(let snapshot): RuleTexts(snapshot.knowledge)
        case .files(let rules, _): try RuleTexts(rules)
        }
    }

    /// The community file, as bytes; `nil` where there is none.
    func communityText() throws -> [UInt8]? {
        switch origin {
        case .snapshot(let snapshot): snapshot.knowledge.community?.bytes
        case .files(_, let community): try community.path.map(CommunityOptions.bytes)
        }
    }
}
