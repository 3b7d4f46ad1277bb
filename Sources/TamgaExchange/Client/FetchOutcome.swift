public import TamgaFormats
public import TamgaStore

/// What came of fetching a feed.
public struct FetchOutcome: Sendable {
    /// What became of the items; `nil` where nothing came.
    public var imported: ImportOutcome?
    /// Their format.
    public var format: FeedFormat?
    /// Pages, events or files that came.
    public var documents = 0
    /// Requests sent, retries and redirects among them.
    public var requests = 0
    /// What the server does that may lose something, or is not as the standard has it.
    public var warnings: [String] = []
    /// Why it was left before the end; what came before is stored, and the next time goes on from there.
    public var failure: ExchangeError?
    /// True where the server says that nothing has changed.
    public var isUnchanged = false

    /// Nothing yet.
    public init() {}

    /// Adds a warning, once.
    mutating func add(warning: String) {
        if !warnings.contains(warning), warnings.count < 20 { warnings.append(warning) }
    }
}
