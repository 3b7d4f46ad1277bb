public import TamgaModel
public import TamgaStore

/// Keeps a store's collections at what the store holds and the community's policy says.
public struct Settling: Sendable {
    private let community: Community
    private let rules: CollectionRules

    /// By a community's policy.
    public init(_ community: Community) {
        self.community = community
        rules = CollectionRules(community)
    }

    /// True where something has come or moved since the last time, or the policy is another.
    public func isDue(_ store: Store) throws(StoreError) -> Bool { try store.isUnsettled(rules) }

    /// Settles a store (see ``Store/settle(_:at:)``), and tells members of what they have had and lost.
    ///
    /// - Parameter time: now.
    @discardableResult
    public func settle(_ store: Store, at time: Timestamp) throws -> Settlement {
        var settlement = try store.settle(rules, at: time)
        let notes = RecallNotice.notes(of: settlement.recalls, in: community, at: time)
        if notes.isEmpty { return settlement }
        var feed = FeedDescription(name: "recalls", format: "stix", time: time)
        feed.refreshesTallies = false
        _ = try store.importFeed(from: feed) { sink in for note in notes { try sink(.object(note)) } }
        let told = try store.settle(rules, at: time)
        settlement.objects += told.objects
        settlement.entriesNew += told.entriesNew
        settlement.entriesLost += told.entriesLost
        return settlement
    }
}
