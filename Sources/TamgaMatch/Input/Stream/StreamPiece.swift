import TamgaModel

/// What a block holds, and what has become of logs since the block before.
struct StreamPiece: Sendable {
    /// The log of the block, with the block's own records and bytes; where there is no block, an empty one.
    var log = LogSummary(name: "", modified: Timestamp(seconds: 0))
    /// The log's number.
    var number: Int64 = 0
    /// True where there is a block to search.
    var hasBlock = false
    /// True for the first block of a log.
    var beginsLog = false
    /// Records that were left out.
    var refusals: [Refusal] = []
    /// Where logs stand once the block has been searched.
    var changes: [LogChange] = []
    /// What somebody should be told.
    var notices: [String] = []

    /// A piece without a block.
    init() {}
}
