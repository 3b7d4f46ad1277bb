/// What one correlation run read and what came of it, sightings aside.
public struct RunOutcome: Hashable, Sendable {
    /// When the run ended.
    public var finished: Timestamp
    /// The store's revision that was matched; 0 where no store was used.
    public var revision: Int64
    /// What was read, as one id: a later run over the same logs takes the place of this one. `nil` where runs over
    /// the same logs are to stand side by side.
    public var logs: String?
    /// The records' account.
    public var accounting = Accounting()
    /// Files and streams read to their end.
    public var files = 0
    /// Files that could not be read, or not to their end: each is also a refusal.
    public var unreadableFiles = 0
    /// Decompressed bytes.
    public var bytes = 0
    /// Hits.
    public var hits = 0
    /// Hits outside every statement's validity at the record's own time; they are among ``hits``.
    public var outsideValidity = 0
    /// Hits of rules, one for each record and rule; they are not among ``hits``.
    public var ruleHits = 0
    /// Hits of correlations; they are not among the others.
    public var correlationHits = 0
    /// Rules and correlations that were run.
    public var rulesRun = 0
    /// Rules and correlations that were named and not run.
    public var rulesNotRun = 0
    /// Rules that could not be decided on some records.
    public var undecidedRules: [UndecidedRule] = []
    /// Candidates that a list of false positives suppressed, by the list's name.
    public var suppressed: [String: Int] = [:]
    /// The same candidates by the observer of their record; `nil` is "unattributed". Adds up to ``suppressed``.
    public var suppressedByObserver: [MemberState?: Int] = [:]
    /// Refused records and unreadable files by the observer of their file; `nil` is "unattributed". Adds up to
    /// ``Accounting/refused`` and ``unreadableFiles``.
    public var refusedByObserver: [MemberState?: Int] = [:]
    /// How many values each member has shared; `nil` is "unattributed".
    public var indicatorsShared: [MemberState?: Int] = [:]

    /// Records and rules that could not be decided, one for each record and rule.
    public var undecided: Int { undecidedRules.reduce(0) { $0 + $1.records } }

    /// Whether any rule was named.
    public var usesRules: Bool { rulesRun + rulesNotRun > 0 }

    /// An empty outcome.
    public init(finished: Timestamp, revision: Int64) {
        self.finished = finished
        self.revision = revision
    }
}
