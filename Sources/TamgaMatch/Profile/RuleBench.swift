import PCRE2
public import TamgaLogs
import TamgaModel

/// Runs rules over logs in memory, again and again, and says what each costs and how fast the whole is.
public struct RuleBench: Sendable {
    /// How a bench goes.
    public struct Options: Sendable {
        /// Runs before anything is measured.
        public var warmUp = 1
        /// Measurements of everything; the slow yardsticks have fewer.
        public var repeats = 5
        /// Numbers of workers whose throughput is measured.
        public var workers = [1]
        /// Bytes that the reference engine is given: it tries everything on everything, slowly.
        public var referenceBytes = 1 << 20
        /// Yardsticks are run beside the engine.
        public var runsYardsticks = true

        /// The defaults.
        public init() {}
    }

    let table: RuleTable
    let formats: LogFormatSet
    let options: Options

    /// A bench to be.
    public init(_ table: RuleTable, formats: LogFormatSet, options: Options) {
        self.table = table
        self.formats = formats
        self.options = options
    }

    /// Measures.
    ///
    /// - Parameter note: told what is being done, in a few words.
    public func run(_ logs: LoadedLogs, note: (String) -> Void = { _ in }) -> RuleBenchOutcome {
        note("counting records")
        var census = RuleCensus(table, formats)
        for piece in logs.pieces { census.count(piece) }
        let recordsByRule = census.recordsByRule()
        let clock = RuleProfile.measuredOverhead()
        var checks = Agreement()

        note("timing rules")
        let searcher = Searcher(table, formats, rules: table.rules.count)
        for _ in 0..<max(0, options.warmUp) { _ = run([searcher], logs, logs.pieces.indices) }
        var plain: [Double] = []
        var timed: [Double] = []
        var profiles: [RuleProfile] = []
        var first: RunTotals?
        for turn in 0..<max(1, options.repeats) {
            let run = run([searcher], logs, logs.pieces.indices)
            plain.append(run.seconds)
            let profile = RuleProfile(rules: table.rules.count, overhead: clock)
            searcher.profile(profile)
            let profiled = self.run([searcher], logs, logs.pieces.indices)
            searcher.profile(nil)
            timed.append(profiled.seconds)
            profiles.append(profile)
            if let first {
                checks.hold("repeat \(turn + 1) and the first", run.totals, first)
            } else {
                first = run.totals
            }
            checks.hold("repeat \(turn + 1) with and without timing", profiled.totals, run.totals)
            checks.hold(
                "the tries of repeat \(turn + 1) and the first", profile.costs.map(\.tried),
                profiles[0].costs.map(\.tried))
        }
        let totals = first ?? RunTotals(rules: table.rules.count)
        let search = Spread(plain)
        let usesText = logs.pieces.contains { $0.log.layout.family == .text } && census.objects < census.records
        var outcome = RuleBenchOutcome(
            rules: costs(profiles, totals, recordsByRule, search, logs, usesText: usesText), throughputs: [],
            records: census.records, search: search,
            timingOverhead: search.median > 0 ? max(0, Spread(timed).median / search.median - 1) : 0,
            clockNanoseconds: clock, disagreements: [], alternation: nil)
        note("measuring throughput")
        measureWorkers(logs, totals, search, &outcome, &checks)
        if options.runsYardsticks {
            note("running the reference engine")
            measureReference(logs, &outcome, &checks)
            note("running PCRE2 on every record")
            measureNaive(logs, totals, recordsByRule, &outcome, &checks)
        }
        outcome.disagreements = checks.disagreements
        return outcome
    }

    private func costs(
        _ profiles: [RuleProfile], _ totals: RunTotals, _ records: [Int], _ search: Spread, _ logs: LoadedLogs,
        usesText: Bool
    ) -> [RuleCost] {
        table.rules.indices.map { index in
            let rule = table.rules[index]
            let seconds = Spread(profiles.map { Double($0.costs[index].nanoseconds) / 1e9 })
            let worst = profiles.map { $0.costs[index].worst }.min { $0.nanoseconds < $1.nanoseconds }
            let sieve = table.sieve(ofRule: index)
            var cost = RuleCost(
                id: rule.key, title: rule.title, file: rule.place.source, line: rule.place.line,
                records: records[index],
                tried: profiles.first?.costs[index].tried ?? 0, matches: totals.hits[index],
                undecided: totals.undecided[index], seconds: seconds,
                share: search.median > 0 ? seconds.median / search.median : 0,
                worstSeconds: Double(worst?.nanoseconds ?? 0) / 1e9,
                worstPlace: worst.flatMap { $0.piece < 0 ? nil : logs.pieces[$0.piece].place(of: $0.offset) },
                sieve: usesText ? sieve.textLiterals : sieve.fieldFacts, flags: [])
            cost.flags = flags(cost, mayGrow: rule.condition.hasExponentialPattern)
            return cost
        }
    }

    private func flags(_ cost: RuleCost, mayGrow: Bool) -> [RuleCost.Flag] {
        var flags: [RuleCost.Flag] = []
        if cost.records == 0 { flags.append(.noRecords) }
        if cost.sieve.isEmpty { flags.append(.noSieve) }
        if cost.records > 0, cost.tried >= cost.records { flags.append(.alwaysEvaluated) }
        if !cost.sieve.isEmpty, cost.records >= 100, cost.letThrough > 0.05, cost.matches * 2 < cost.tried {
            flags.append(.sieveTooCommon)
        }
        if cost.undecided > 0 || cost.worstSeconds >= 0.001 || mayGrow { flags.append(.backtracks) }
        if cost.tried == 0, cost.records > 0 { flags.append(.neverACandidate) }
        if cost.tried > 0, cost.matches == 0, cost.undecided == 0 { flags.append(.neverMatched) }
        return flags
    }
}

/// Where runs that must give the same did not.
struct Agreement {
    private(set) var disagreements: [String] = []

    mutating func hold<Value: Equatable>(_ what: String, _ one: Value, _ other: Value) {
        if one != other { disagreements.append("\(what) do not give the same") }
    }
}

extension SigmaExpression {
    /// Whether some pattern can, by its looks, take exponentially long. Conditions are nested at most
    /// ``RuleTable/deepestCondition`` deep.
    var hasExponentialPattern: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.hasExponentialPattern }
        case .not(let part), .search(_, let part): part.hasExponentialPattern
        case .test(let test):
            if case .regex(let regex) = test.predicate {
                BacktrackingRisk.risks(in: regex.pattern, options: regex.options)
                    .contains { $0.growth == .exponential }
            } else {
                false
            }
        }
    }
}
