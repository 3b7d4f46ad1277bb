/// What is remembered of correlations over time, for a stream that goes on where it was left: a picture of all at one moment,
/// and what has come since.
public struct CorrelationStanding: Hashable, Sendable {
    /// Says which correlations, rules and patterns it is about; of others it says nothing.
    public var key: String
    /// The picture, then what has come, in order. Empty where there is nothing.
    public var parts: [[UInt8]]
    /// The names of the logs that are spoken of, by their numbers.
    public var names: [Int: String]
    /// True where the first part is a picture that takes the place of all that was kept before.
    public var isAnew: Bool

    /// A standing.
    public init(key: String, parts: [[UInt8]], names: [Int: String] = [:], isAnew: Bool = true) {
        self.key = key
        self.parts = parts
        self.names = names
        self.isAnew = isAnew
    }
}
