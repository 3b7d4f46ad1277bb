public import TamgaModel

/// What one block of a stream has come to.
public struct StreamedBlock: Sendable {
    /// Hits, as they were rendered, and events for correlations; their source is ``log``.
    public let output: BlockOutput
    /// What was read and found in the block.
    public let outcome: MatchOutcome
    /// The log's number; see ``LogPosition/log``.
    public let log: Int64
    /// True for the first block of a log.
    public let beginsLog: Bool
    /// The number of the matcher that has searched it.
    public let matcher: Int
    /// Where logs stand once the hits have been written.
    public let changes: [LogChange]
    /// What somebody should be told.
    public let notices: [String]
}
