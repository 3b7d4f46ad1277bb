public import TamgaModel

/// What searching one split has come to, apart from its hits: numbers that add up.
///
/// Lines count from the split's first record: how many lie before it, only those who have read them can tell.
public struct SplitOutcome: Sendable {
    /// The file.
    public let file: SplitFile
    /// Where the split's records begin, within the file's size.
    public let range: Range<Int>
    /// Decompressed bytes of its records.
    public let bytes: Int
    /// Records, refused ones included.
    public let records: Int
    /// Lines that end in them.
    public let lines: Int
    /// Why the file could not be read, or not to the end of the split.
    public let failure: String?
    /// Its first bytes say that it holds no text.
    public let isForeign: Bool
    /// Records that were left out.
    public let refusals: [Refusal]
    let tallies: Tallies

    /// Hits of indicators and of rules.
    public var hits: Int { tallies.hitCount + tallies.ruleHitCount }
}
