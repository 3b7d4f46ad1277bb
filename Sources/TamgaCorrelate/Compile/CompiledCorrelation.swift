import TamgaModel

/// A correlation as windows need it.
final class CompiledCorrelation: Sendable {
    /// When it is decided.
    enum Decision: Sendable {
        /// At each record: the window ends with the record. For conditions that more records can only fulfil.
        case atRecord
        /// When the window closes, which began with the group's first record. For all others.
        case atClose
    }

    let kind: SigmaCorrelation.Kind
    let decision: Decision
    /// Microseconds.
    let timespan: Int64
    let conditions: [SigmaCorrelation.Condition]
    /// For temporal kinds that say it as an expression.
    let requirement: PartExpression?
    let percentile: Double
    /// How many rules it lists.
    let parts: Int
    /// The names of `group-by`.
    let groupBy: [String]
    /// How many fields are carried for the correlations above.
    let carried: Int
    /// Its hits are reported.
    let isReported: Bool
    /// More than any bound of the conditions, and no less than so many are remembered.
    let capacity: Int

    /// What is remembered of a group at the least.
    static let leastCapacity = 4_096

    init(_ correlation: SigmaCorrelation, isReported: Bool, carried: Int = 0) {
        self.carried = carried
        kind = correlation.kind
        timespan = Int64(correlation.timespan) * 1_000_000
        parts = correlation.rules.count
        groupBy = correlation.groupBy
        self.isReported = isReported
        percentile = correlation.kind == .valueMedian ? 50 : correlation.percentile ?? 50
        requirement = correlation.requirement.map { PartExpression($0, correlation.rules) }
        var conditions = correlation.conditions
        if conditions.isEmpty, requirement == nil {
            conditions = [SigmaCorrelation.Condition(comparison: .greaterOrEqual, bound: Double(parts))]
        }
        self.conditions = conditions
        let risesOnly = conditions.allSatisfy { $0.comparison == .greater || $0.comparison == .greaterOrEqual }
        let canRise: Bool =
            switch correlation.kind {
            case .eventCount, .valueCount, .valueSum: true
            case .temporal, .temporalOrdered: requirement?.hasNot != true
            case .valueAverage, .valuePercentile, .valueMedian: false
            }
        decision = risesOnly && canRise ? .atRecord : .atClose
        let bound = conditions.map { min($0.bound.magnitude, 1e9) }.max() ?? 0
        capacity = max(Self.leastCapacity, Int(bound) + 2)
    }

    /// Whether a window that the end of the input cuts short is decided: where records that are missing could only add
    /// to what is there, it is; where they could make the condition false, nobody knows.
    var isDecidedAtEnd: Bool {
        requirement?.hasNot != true
            && conditions.allSatisfy { $0.comparison == .greater || $0.comparison == .greaterOrEqual }
    }

    /// Whether the conditions hold of what was measured.
    func holds(_ measure: Double) -> Bool {
        conditions.allSatisfy { $0.comparison.holds(measure, $0.bound) }
    }
}

/// A boolean expression over a correlation's rules, by their places.
indirect enum PartExpression: Sendable {
    /// One of these places has matched: a rule that is listed twice has two.
    case part([Int])
    case all([PartExpression])
    case any([PartExpression])
    case not(PartExpression)

    init(_ expression: SigmaRuleExpression, _ rules: [String]) {
        switch expression {
        case .rule(let name): self = .part(rules.indices.filter { rules[$0] == name })
        case .all(let parts): self = .all(parts.map { PartExpression($0, rules) })
        case .any(let parts): self = .any(parts.map { PartExpression($0, rules) })
        case .not(let part): self = .not(PartExpression(part, rules))
        }
    }

    var hasNot: Bool {
        switch self {
        case .part: false
        case .all(let parts), .any(let parts): parts.contains { $0.hasNot }
        case .not: true
        }
    }

    func holds(_ hasMatched: (Int) -> Bool) -> Bool {
        switch self {
        case .part(let places): places.contains(where: hasMatched)
        case .all(let parts): parts.allSatisfy { $0.holds(hasMatched) }
        case .any(let parts): parts.contains { $0.holds(hasMatched) }
        case .not(let part): !part.holds(hasMatched)
        }
    }
}
