public import TamgaModel

/// What a run needs to know besides the table of indicators: files as they were, and what a store says.
public struct SnapshotKnowledge: Hashable, Sendable {
    /// A file as it was.
    public struct Text: Hashable, Sendable {
        /// Its path as it was named, which refusals and rules tell.
        public var path: String
        /// What was in it.
        public var bytes: [UInt8]

        /// A file.
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// An indicator that states a pattern, as it came.
    public struct Pattern: Hashable, Sendable {
        /// The STIX id.
        public var id: String
        /// The feed or file that brought it.
        public var source: String
        /// Who shared it; `nil` is "unattributed".
        public var producer: MemberState?
        /// When the version was made.
        public var modified: Timestamp
        /// The object's JSON.
        public var original: [UInt8]

        /// An indicator.
        public init(id: String, source: String, producer: MemberState?, modified: Timestamp, original: [UInt8]) {
            self.id = id
            self.source = source
            self.producer = producer
            self.modified = modified
            self.original = original
        }
    }

    /// The program that made the snapshot.
    public var program: String
    /// When.
    public var made: Timestamp
    /// The store's revision that it stands for.
    public var revision: Int64
    /// Statements and patterns that were left out, as they have too little confidence.
    public var belowConfidence: Int
    /// How many values each member has shared.
    public var indicatorsShared: [MemberState?: Int]
    /// What is known to be harmless, without the built-in list.
    public var falsePositives: [FalsePositive]
    /// Patterns of indicators, in the store's order.
    public var patterns: [Pattern]
    /// Whether rules were named.
    public var hasRules: Bool
    /// The rule files, in the order in which they are read.
    public var rules: [Text]
    /// Rule files that could not be read, with path and reason.
    public var unreadable: [Refusal]
    /// The file of placeholders.
    public var placeholders: Text?
    /// Files of log formats, besides the built-in ones.
    public var formats: [Text]
    /// The log source map, in place of the built-in one.
    public var logSources: Text?
    /// The community file.
    public var community: Text?

    /// Knowledge of nothing.
    public init(program: String, made: Timestamp) {
        self.program = program
        self.made = made
        revision = 0
        belowConfidence = 0
        indicatorsShared = [:]
        falsePositives = []
        patterns = []
        hasRules = false
        rules = []
        unreadable = []
        formats = []
    }
}
