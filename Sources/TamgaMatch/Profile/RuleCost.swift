/// What one rule cost in a bench.
public struct RuleCost: Sendable {
    /// What a rule's author should look at.
    public enum Flag: String, Sendable, CaseIterable {
        /// No record of its log source was there: the figures say nothing.
        case noRecords = "no records"
        /// There is nothing to sieve it by: it is tried on every record of its log source.
        case noSieve = "no sieve"
        /// The sieve lets through more than a twentieth of the records, and most of them for nothing.
        case sieveTooCommon = "sieve too common"
        /// Tried on every record of its log source.
        case alwaysEvaluated = "always evaluated"
        /// A pattern ran into its limit, took over a millisecond on one record, or can grow exponentially by its looks.
        case backtracks = "backtracks"
        /// No record was let through to it.
        case neverACandidate = "never a candidate"
        /// It was tried, and matched nothing.
        case neverMatched = "never matched"
    }

    /// The rule's id; its title where it has none.
    public var id: String
    /// The rule's title.
    public var title: String
    /// The rule's file.
    public var file: String
    /// Its line in the file.
    public var line: Int
    /// Records of the rule's log source.
    public var records: Int
    /// Records on which it was tried. A rule that tests only the text of records is tried before it is known whether a
    /// record is of its log source, so there may be more of these than of ``records``.
    public var tried: Int
    /// Records that match.
    public var matches: Int
    /// Records on which it could not be decided.
    public var undecided: Int
    /// Seconds that trying it took over all logs, without the sieve, one repeat a measurement.
    public var seconds: Spread
    /// Its share of the whole search of one worker, 0 … 1.
    public var share: Double
    /// The longest that one record took, in seconds: of each repeat's worst the shortest, so that a pause of the machine
    /// is not taken for the rule's.
    public var worstSeconds: Double
    /// That record; `nil` where the rule was never tried.
    public var worstPlace: RecordPlace?
    /// What it is sieved by in the logs that were read: literals of text, facts of fields.
    public var sieve: [String]
    /// What to look at.
    public var flags: [Flag]

    /// Seconds that one try takes.
    public var average: Double { tried == 0 ? 0 : seconds.median / Double(tried) }
    /// The share of its log source's records that its sieve lets through; may be over 1 where ``tried`` is more.
    public var letThrough: Double { records == 0 ? 0 : Double(tried) / Double(records) }
}
