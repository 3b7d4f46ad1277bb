import TamgaCorrelate
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Rules and correlations, ready to run.
struct CompiledRules {
    /// Rules that are tried on records.
    let table: RuleTable
    /// Rules that are tried on the hits of indicators: those with `product: tamga`.
    let hitRules: RuleTable
    /// Patterns of indicators that are tried on every record.
    let patterns: RuleTable
    /// The correlations.
    let correlations: CorrelationPlan
    /// Patterns of indicators over several records.
    let timedPatterns: PatternPlan
    /// For each rule of the set, its id, else its title.
    let ruleKeys: [String]
    /// Rules and correlations that cannot be run.
    let refusals: [Refusal]

    /// No rules.
    static let none = CompiledRules(
        table: .none, hitRules: .none, patterns: .none, correlations: .none,
        timedPatterns: .none, ruleKeys: [], refusals: [])

    /// How many rules and correlations are run, patterns of indicators aside.
    var count: Int {
        table.numbers.count { $0 >= 0 } + hitRules.rules.count + correlations.correlations.count
    }

    private init(
        table: RuleTable, hitRules: RuleTable, patterns: RuleTable, correlations: CorrelationPlan,
        timedPatterns: PatternPlan, ruleKeys: [String], refusals: [Refusal]
    ) {
        self.table = table
        self.hitRules = hitRules
        self.patterns = patterns
        self.correlations = correlations
        self.timedPatterns = timedPatterns
        self.ruleKeys = ruleKeys
        self.refusals = refusals
    }

    /// Compiles a set, and the patterns of indicators.
    ///
    /// A rule that cannot be compiled takes the correlations with it that refer to it; they are found in a second pass.
    init(
        _ set: SigmaRuleSet, patterns stored: StoredPatterns = StoredPatterns(), map: LogSourceMap,
        formats: LogFormatSet
    ) {
        var unusable: Set<Int> = []
        var refusals: [Refusal] = []
        var tables = Self.tables(set, stored, unusable, map, formats)
        while true {
            let found = Self.unusable(set, unusable, tables.rules, tables.hitRules)
            refusals += tables.rules.refusals + tables.hitRules.refusals
            if found.isEmpty { break }
            unusable.formUnion(found)
            tables = Self.tables(set, stored, unusable, map, formats)
        }
        let atoms = TimedPattern.rules(stored.timed, firstRule: set.rules.count)
        let patterns = RuleTable(
            rules: stored.onRecords.map(\.rule) + atoms.map(\.rule),
            purposes: Self.purposes(stored.onRecords) + atoms.map(\.purpose), map: map.withoutEntries,
            derivedNames: formats.derivedNames)
        let timed = PatternPlan(stored.timed, firstRule: set.rules.count, run: Set(patterns.numbers))
        self.init(
            table: tables.rules, hitRules: tables.hitRules, patterns: patterns, correlations: tables.plan,
            timedPatterns: timed,
            ruleKeys: set.rules.map(\.key), refusals: refusals + tables.plan.refusals + patterns.refusals)
    }

    private static func tables(
        _ set: SigmaRuleSet, _ stored: StoredPatterns, _ unusable: Set<Int>, _ map: LogSourceMap,
        _ formats: LogFormatSet
    ) -> (rules: RuleTable, hitRules: RuleTable, plan: CorrelationPlan) {
        let parts = set.correlations.map { correlation in
            correlation.rules.map { name -> CorrelationPlan.Part? in
                switch set.member(name) {
                case .rule(let number): unusable.contains(number) ? nil : .rule(number)
                case .correlation(let number): .correlation(number)
                case nil: nil
                }
            }
        }
        let plan = CorrelationPlan(
            set.correlations, parts: parts, rules: set.rules.count + stored.timed.reduce(0) { $0 + $1.atoms.count },
            isReported: set.correlations.indices.map { set.isReportedAlone(.correlation($0)) })
        func table(
            _ isWanted: (SigmaRule) -> Bool, _ map: LogSourceMap, and stated: [StoredPatterns.Rule] = []
        ) -> RuleTable {
            let numbers = set.rules.indices.filter { !unusable.contains($0) && isWanted(set.rules[$0]) }
            return RuleTable(
                rules: numbers.map { set.rules[$0] } + stated.map(\.rule),
                purposes: numbers.map { number in
                    RulePurpose(
                        number: number, isReported: set.isReportedAlone(.rule(number)),
                        eventFields: plan.wantsEvents(ofRule: number) ? plan.fieldsOfRules[number] : nil)
                } + purposes(stated),
                map: map, derivedNames: formats.derivedNames)
        }
        return (table({ !$0.isOnHits }, map, and: stored.sigma), table(\.isOnHits, LogSourceMap()), plan)
    }

    /// Patterns give no events: they have no number among the rules of the set.
    private static func purposes(_ stated: [StoredPatterns.Rule]) -> [RulePurpose] {
        stated.map { RulePurpose(number: -1, pattern: $0.pattern) }
    }

    /// The rules that the tables have refused.
    private static func unusable(_ set: SigmaRuleSet, _ known: Set<Int>, _ tables: RuleTable...) -> Set<Int> {
        let run = Set(tables.flatMap { $0.numbers })
        return Set(set.rules.indices.filter { !known.contains($0) && !run.contains($0) })
    }
}

extension SigmaRule {
    /// The rule is tried on the hits of indicators, not on records.
    var isOnHits: Bool { logSource.products.contains { $0.lowercased() == "tamga" } }
}
