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
    /// The correlations.
    let correlations: CorrelationPlan
    /// For each rule of the set, its id, else its title.
    let ruleKeys: [String]
    /// Rules and correlations that cannot be run.
    let refusals: [Refusal]

    /// No rules.
    static let none = CompiledRules(
        table: .none, hitRules: .none, correlations: .none, ruleKeys: [], refusals: [])

    /// How many rules and correlations are run.
    var count: Int { table.rules.count + hitRules.rules.count + correlations.correlations.count }

    /// True where windows of time are watched.
    var correlates: Bool { !correlations.correlations.isEmpty }

    private init(
        table: RuleTable, hitRules: RuleTable, correlations: CorrelationPlan, ruleKeys: [String], refusals: [Refusal]
    ) {
        self.table = table
        self.hitRules = hitRules
        self.correlations = correlations
        self.ruleKeys = ruleKeys
        self.refusals = refusals
    }

    /// Compiles a set.
    ///
    /// A rule that cannot be compiled takes the correlations with it that refer to it; they are found in a second pass.
    init(_ set: SigmaRuleSet, map: LogSourceMap, formats: LogFormatSet) {
        var unusable: Set<Int> = []
        var refusals: [Refusal] = []
        var tables: (rules: RuleTable, hitRules: RuleTable, plan: CorrelationPlan)
        repeat {
            tables = Self.tables(set, unusable, map, formats)
            let found = Self.unusable(set, unusable, tables.rules, tables.hitRules)
            refusals += tables.rules.refusals + tables.hitRules.refusals
            if found.isEmpty { break }
            unusable.formUnion(found)
        } while true
        self.init(
            table: tables.rules, hitRules: tables.hitRules, correlations: tables.plan,
            ruleKeys: set.rules.map(\.key), refusals: refusals + tables.plan.refusals)
    }

    private static func tables(
        _ set: SigmaRuleSet, _ unusable: Set<Int>, _ map: LogSourceMap, _ formats: LogFormatSet
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
            set.correlations, parts: parts, rules: set.rules.count,
            isReported: set.correlations.indices.map { set.isReportedAlone(.correlation($0)) })
        func table(_ isWanted: (SigmaRule) -> Bool, _ map: LogSourceMap) -> RuleTable {
            let numbers = set.rules.indices.filter { !unusable.contains($0) && isWanted(set.rules[$0]) }
            return RuleTable(
                rules: numbers.map { set.rules[$0] },
                purposes: numbers.map { number in
                    RulePurpose(
                        number: number, isReported: set.isReportedAlone(.rule(number)),
                        eventFields: plan.wantsEvents(ofRule: number) ? plan.fieldsOfRules[number] : nil)
                },
                map: map, derivedNames: formats.derivedNames)
        }
        return (table({ !$0.isOnHits }, map), table(\.isOnHits, LogSourceMap()), plan)
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
