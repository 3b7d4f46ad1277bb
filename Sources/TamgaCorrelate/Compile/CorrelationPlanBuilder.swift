import TamgaModel

/// Puts a ``CorrelationPlan`` together: first what leads to what, then, from the topmost correlations down, the fields
/// that events must carry.
struct CorrelationPlanBuilder {
    private(set) var correlations: [SigmaCorrelation] = []
    private(set) var compiled: [CompiledCorrelation] = []
    private(set) var refusals: [Refusal] = []
    private(set) var fieldsOfRules: [[String]]
    private(set) var usesOfRules: [[CorrelationUse]]
    private(set) var usesOfCorrelations: [[CorrelationUse]] = []
    /// For each correlation that was given, its number among those that are run.
    private var numbers: [Int?] = []
    private(set) var parts: [[CorrelationPlan.Part]] = []
    /// For each correlation, the names that those above ask for and it does not group by.
    private var carried: [[String]] = []

    init(rules: Int) {
        fieldsOfRules = [[String]](repeating: [], count: rules)
        usesOfRules = [[CorrelationUse]](repeating: [], count: rules)
    }

    mutating func add(_ correlation: SigmaCorrelation, parts given: [CorrelationPlan.Part?], isReported: Bool) {
        let known: [CorrelationPlan.Part?] = given.map { part in
            guard case .correlation(let number) = part else { return part }
            return numbers[number].map(CorrelationPlan.Part.correlation)
        }
        if let missing = known.firstIndex(of: nil) {
            return refuse(correlation, "“\(correlation.rules[missing].prefix(60))”, one of its rules, is not run")
        }
        if correlation.kind == .temporalOrdered {
            if correlation.requirement != nil {
                return refuse(
                    correlation,
                    "the condition of a temporal_ordered correlation is a mapping, if there is one: the order of “rules” says what must follow what"
                )
            }
            if known.count > CorrelationPlan.longestOrder {
                return refuse(correlation, "more than \(CorrelationPlan.longestOrder) rules in order")
            }
        }
        numbers.append(compiled.count)
        correlations.append(correlation)
        compiled.append(CompiledCorrelation(correlation, isReported: isReported))
        parts.append(known.compactMap(\.self))
        carried.append([])
        usesOfCorrelations.append([])
    }

    private mutating func refuse(_ correlation: SigmaCorrelation, _ reason: String) {
        numbers.append(nil)
        refusals.append(
            Refusal(
                source: correlation.place.source, line: correlation.place.line, objectID: correlation.id,
                reason: "the correlation “\(correlation.title)” is not run: \(reason)"))
    }

    /// Says of each event which values it carries and where they are used.
    mutating func assignFields() {
        for number in compiled.indices.reversed() {
            let correlation = correlations[number]
            compiled[number] = CompiledCorrelation(
                correlation, isReported: compiled[number].isReported, carried: carried[number].count)
            for (place, part) in parts[number].enumerated() {
                let reference = correlation.rules[place]
                func named(_ name: String) -> FieldSource {
                    let field = correlation.aliases[name]?[reference] ?? name
                    return FieldSource(special: field) ?? source(of: field, in: part)
                }
                let use = CorrelationUse(
                    correlation: number, part: place, group: correlation.groupBy.map(named),
                    values: correlation.valueFields.map(named), carried: carried[number].map(named))
                switch part {
                case .rule(let rule): usesOfRules[rule].append(use)
                case .correlation(let below): usesOfCorrelations[below].append(use)
                }
            }
        }
    }

    /// Where a field's values are in the events of a rule or correlation; asked for where nobody has yet.
    private mutating func source(of field: String, in part: CorrelationPlan.Part) -> FieldSource {
        switch part {
        case .rule(let rule): return .value(Self.place(of: field, in: &fieldsOfRules[rule]))
        case .correlation(let below):
            let own = correlations[below].groupBy
            if let place = own.firstIndex(of: field) { return .value(place) }
            return .value(own.count + Self.place(of: field, in: &carried[below]))
        }
    }

    private static func place(of field: String, in fields: inout [String]) -> Int {
        if let known = fields.firstIndex(of: field) { return known }
        fields.append(field)
        return fields.count - 1
    }
}
