/// What a bench of rules measured.
public struct RuleBenchOutcome: Sendable {
    /// How fast something went through the logs, or a part of them.
    public struct Throughput: Sendable {
        /// Who: `tamga`, `reference`, `naive PCRE2`, or a program.
        public var name: String
        /// Threads.
        public var workers: Int
        /// The rules that took part.
        public var rules: Int
        /// Bytes that it went through.
        public var bytes: Int
        /// Records in them.
        public var records: Int
        /// Seconds, one a repeat.
        public var seconds: Spread
        /// Hits, or matching lines; `nil` where it does not say.
        public var hits: Int?
        /// What else is to be known.
        public var note: String

        /// One line of the table.
        public init(
            name: String, workers: Int, rules: Int, bytes: Int, records: Int, seconds: Spread, hits: Int?, note: String
        ) {
            (self.name, self.workers, self.rules, self.bytes) = (name, workers, rules, bytes)
            (self.records, self.seconds, self.hits, self.note) = (records, seconds, hits, note)
        }

        /// Bytes a second.
        public var bytesPerSecond: Double { seconds.median > 0 ? Double(bytes) / seconds.median : 0 }
        /// Records a second.
        public var recordsPerSecond: Double { seconds.median > 0 ? Double(records) / seconds.median : 0 }
    }

    /// What each rule cost, in the order of the rules.
    public var rules: [RuleCost]
    /// Who went how fast.
    public var throughputs: [Throughput]
    /// Records read, blank lines left out.
    public var records: Int
    /// Seconds of one worker's search, without any timing of rules.
    public var search: Spread
    /// How much longer a search takes in which rules are timed, as a share: 0.1 is a tenth.
    public var timingOverhead: Double
    /// Nanoseconds that asking the time around one try takes; they are taken off each try.
    public var clockNanoseconds: Int
    /// Where two runs that must agree did not: the figures are worth nothing.
    public var disagreements: [String]
    /// Rules that the naive yardstick ran, as one pattern; `nil` where there are none.
    public var alternation: Alternation?

    /// Rules that are a choice of patterns, as one pattern.
    public struct Alternation: Sendable {
        /// In the syntax of PCRE2.
        public var pattern: String
        /// The rules it stands for.
        public var rules: Int
        /// Lines that match it, as PCRE2 counts them.
        public var lines: Int
    }
}
