public import TamgaModel

/// What an import knows about a feed before it reads it.
public struct FeedDescription: Sendable {
    /// The file or feed as the user named it: the same name from the same producer is the same source again.
    public var name: String
    /// The format's name, such as `stix` or `list`.
    public var format: String
    /// Who shares the feed (`--from`): the producer of whatever in it does not name its own.
    public var producer: MemberState?
    /// The community's identities: whom each `identity--…` speaks for. They come before what objects say.
    public var identities: [String: MemberState]
    /// The time of the import.
    public var time: Timestamp
    /// How many items are committed together.
    public var batchSize: Int
    /// How many refusals are kept in the outcome; all are counted.
    public var refusalLimit: Int
    /// Whether the counts over all statements are made anew at the end, which reads every statement of the store; else
    /// whoever asks for them next makes them. False for a few objects at a time.
    public var refreshesTallies = true

    /// A feed.
    public init(
        name: String, format: String, producer: MemberState? = nil, identities: [String: MemberState] = [:],
        time: Timestamp, batchSize: Int = 50_000, refusalLimit: Int = 1_000
    ) {
        self.name = name
        self.format = format
        self.producer = producer
        self.identities = identities
        self.time = time
        self.batchSize = max(1, batchSize)
        self.refusalLimit = max(0, refusalLimit)
    }
}
