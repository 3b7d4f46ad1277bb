public import TamgaModel

/// What a user asks of a pull.
public struct PullSettings: Sendable {
    /// From where on.
    public enum Start: Hashable, Sendable {
        /// From where the last one stopped; from the beginning the first time.
        case kept
        /// What was added after a time.
        case after(Timestamp)
        /// From the beginning.
        case beginning
    }

    /// The collection's URL, its root's or its server's.
    public var address: WebAddress
    /// The collection's id, alias or title.
    public var collection: String?
    /// The name under which the place is kept.
    public var feed: String
    /// The source's name in the store.
    public var source: String
    /// The member state that shares it.
    public var producer: MemberState?
    /// Whom identities speak for.
    public var identities: [String: MemberState] = [:]
    /// From where on.
    public var start = Start.kept
    /// Objects that a page is asked for; servers may send fewer.
    public var pageSize = 1_000
    /// How many refusals are kept.
    public var refusalLimit = 10

    /// A pull from the place that is kept.
    public init(_ address: WebAddress, collection: String? = nil, feed: String, source: String) {
        self.address = address
        self.collection = collection
        self.feed = feed
        self.source = source
    }
}
