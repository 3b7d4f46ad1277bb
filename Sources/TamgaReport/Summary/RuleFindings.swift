public import TamgaModel

/// What rules have found, for the whole union.
///
/// Hits and rules that fired come from the sightings; how many rules were run, and what could not be decided, comes
/// from the runs.
public struct RuleFindings: Hashable, Sendable {
    /// Runs that were given rules.
    public let runs: Int
    /// Rules that the newest of them ran.
    public let run: Int
    /// Rules that the newest of them was given and did not run.
    public let notRun: Int
    /// Hits, one for each record and rule.
    public let hits: Int
    /// The earliest and the latest record time among them.
    public let seen: Summary.Seen
    /// The rules that fired, the most serious first, among equals those with the most records.
    public let fired: [Fired]
    /// Rules that could not be decided on some records, those with the most records first; the runs added up.
    public let undecided: [UndecidedRule]

    /// One rule that fired.
    public struct Fired: Hashable, Sendable {
        /// The rule's id; its title where it has none.
        public let id: String
        /// Its title.
        public let title: String
        /// How serious it is, where it says so.
        public let level: SigmaLevel?
        /// Its tags, in alphabetical order.
        public let tags: [String]
        /// Records that matched.
        public let records: Int
        /// In whose logs, those with the most records first.
        public let observers: [Observer]
        /// When.
        public let seen: Summary.Seen

        /// The ATT&CK techniques among its tags, such as `T1059.001`, each once, in alphabetical order.
        public var techniques: [String] { RuleFindings.techniques(tags) }
    }

    /// One member's part of what a rule has found.
    public struct Observer: Hashable, Sendable {
        /// The member; `nil` is "unattributed".
        public let state: MemberState?
        /// Records that matched.
        public let records: Int
    }

    /// What rules have found in one member's logs.
    public struct Count: Hashable, Sendable {
        /// Hits, one for each record and rule.
        public var hits = 0
        /// Different rules.
        public var rules = 0
        /// When.
        public var seen = Summary.Seen()
    }

    /// Sums sightings and runs; `nil` where no run was given rules and no rule has found anything.
    init?(sightings: [RuleSighting], runs: [RunOutcome]) {
        let withRules = runs.filter(\.usesRules)
        guard !withRules.isEmpty || !sightings.isEmpty else { return nil }
        let newest = withRules.max { $0.finished < $1.finished }
        self.runs = withRules.count
        run = newest?.rulesRun ?? 0
        notRun = newest?.rulesNotRun ?? 0
        var tallies: [String: RuleTally] = [:]
        var seen = Summary.Seen()
        for sighting in sightings {
            tallies[sighting.ruleID, default: RuleTally()].add(sighting)
            seen.widen(sighting.firstSeen, sighting.lastSeen)
        }
        self.seen = seen
        hits = sightings.reduce(0) { $0 + $1.count }
        fired = tallies.map { $1.fired($0) }.sorted { left, right in
            if left.level != right.level { return Self.rank(left.level) > Self.rank(right.level) }
            if left.records != right.records { return left.records > right.records }
            return (left.title, left.id) < (right.title, right.id)
        }
        undecided = Self.joined(withRules.flatMap(\.undecidedRules))
    }

    /// The ATT&CK techniques among tags, such as `T1059.001`, each once, in alphabetical order.
    static func techniques(_ tags: [String]) -> [String] { Set(tags.compactMap(technique)).sorted() }

    /// `T1059.001` of `attack.t1059.001`; `nil` of a tag that names no technique.
    private static func technique(_ tag: String) -> String? {
        let text = tag.uppercased()
        guard text.hasPrefix("ATTACK.T") else { return nil }
        let parts = text.dropFirst(8).split(separator: ".", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
        guard isDigits, parts.first?.count == 4, parts.count == 1 || parts.count == 2 && parts[1].count == 3 else {
            return nil
        }
        return String(text.dropFirst(7))
    }

    /// Rules that do not say how serious they are come last.
    static func rank(_ level: SigmaLevel?) -> Int {
        level.flatMap { SigmaLevel.allCases.firstIndex(of: $0) } ?? -1
    }

    /// One entry a rule; the place of several is the first by name and line, so that the order does not matter.
    private static func joined(_ rules: [UndecidedRule]) -> [UndecidedRule] {
        var joined: [String: UndecidedRule] = [:]
        for rule in rules {
            guard var known = joined[rule.id] else {
                joined[rule.id] = rule
                continue
            }
            known.records += rule.records
            known.title = min(known.title, rule.title)
            if (rule.source, rule.line) < (known.source, known.line) {
                (known.source, known.line) = (rule.source, rule.line)
            }
            joined[rule.id] = known
        }
        return joined.values.sorted { ($1.records, $0.id) < ($0.records, $1.id) }
    }
}

/// One rule's sightings added up. Where they differ in what they say of the rule, the order does not matter.
private struct RuleTally {
    private var title: String?
    private var level: SigmaLevel?
    private var tags: Set<String> = []
    private var records: [MemberState?: Int] = [:]
    private var seen = Summary.Seen()

    mutating func add(_ sighting: RuleSighting) {
        title = min(title ?? sighting.title, sighting.title)
        level = [level, sighting.level].compactMap(\.self).max()
        tags.formUnion(sighting.tags)
        records[sighting.observer, default: 0] += sighting.count
        seen.widen(sighting.firstSeen, sighting.lastSeen)
    }

    func fired(_ id: String) -> RuleFindings.Fired {
        let observers = records.map { RuleFindings.Observer(state: $0.key, records: $0.value) }
        return RuleFindings.Fired(
            id: id, title: title ?? id, level: level, tags: tags.sorted(), records: records.values.reduce(0, +),
            observers: observers.sorted {
                ($1.records, $0.state?.code ?? "~") < ($0.records, $1.state?.code ?? "~")
            }, seen: seen)
    }
}
