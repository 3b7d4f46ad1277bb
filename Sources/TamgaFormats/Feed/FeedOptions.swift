public import TamgaModel
public import TamgaRelease

/// What a caller knows about a feed better than the feed says.
public struct FeedOptions: Sendable {
    /// The format; `nil` recognises it.
    public var format: FeedFormat?
    /// The kind of every value in a list or a CSV column without a kind of its own; `nil` guesses each.
    public var type: ObservableType?
    /// Whether defanged values (`hxxp`, `[.]`) are made whole.
    public var refang: Bool
    /// What CSV columns mean, by their header names, letter case aside; these win over what the names suggest.
    public var columns: [String: ColumnRole]
    /// The largest STIX object that is kept, in bytes. A larger one is refused; the rest goes on.
    public var maximumObjectSize: Int
    /// The largest text of MISP events that is read, in bytes; it is kept whole while it is read.
    public var maximumEventSize: Int
    /// Marking definitions that are known before the feed is read, as from the pages before this one.
    public var definitions: [MarkingDefinition] = []

    /// Options; the defaults recognise, guess and refang.
    public init(
        format: FeedFormat? = nil, type: ObservableType? = nil, refang: Bool = true,
        columns: [String: ColumnRole] = [:], maximumObjectSize: Int = 16 << 20,
        maximumEventSize: Int = 256 << 20
    ) {
        self.format = format
        self.type = type
        self.refang = refang
        self.columns = Dictionary(columns.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
        self.maximumObjectSize = maximumObjectSize
        self.maximumEventSize = maximumEventSize
    }
}
