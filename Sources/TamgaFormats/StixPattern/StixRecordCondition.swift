public import TamgaModel

/// What a STIX pattern asks of one log record, said as a rule does.
public struct StixRecordCondition: Hashable, Sendable {
    /// The condition; `nil` where no record can satisfy it.
    public var expression: SigmaExpression?
    /// Object paths that no log record has: what is asked of them is never satisfied.
    public var unseen: [String] = []

    /// The condition of a pattern.
    ///
    /// A record is one observation; each object path is a field of it (``StixRecordFields``). Of a path that a record does
    /// not have nothing holds, under NOT neither (STIX 2.1 §9.6.1).
    ///
    /// Branches of an OR that are lists of values (``StixPattern/lowered(refang:)``) are left out.
    ///
    /// - Returns: `nil` where the pattern needs more than one observation.
    public init?(_ pattern: StixPattern) {
        guard let expression = Self.condition(pattern.root, &unseen) else { return nil }
        self.expression = Self.simplified(expression)
    }

    /// The condition of one `[…]`, lists of values and all.
    public init(of comparison: StixComparison) {
        expression = Self.simplified(Self.condition(comparison, &unseen))
    }

    private static func condition(_ observation: StixObservation, _ unseen: inout [String]) -> SigmaExpression? {
        switch observation {
        case .single(.or(let parts)):
            return .any(parts.filter { !isListed(.single($0)) }.map { condition($0, &unseen) })
        case .single(let comparison): return condition(comparison, &unseen)
        case .or(let parts):
            var conditions: [SigmaExpression] = []
            for part in parts where !isListed(part) {
                guard let condition = condition(part, &unseen) else { return nil }
                conditions.append(condition)
            }
            return .any(conditions)
        case .and, .followedBy, .qualified: return nil
        }
    }

    /// Whether a branch is a list of values: those are looked for by themselves.
    private static func isListed(_ branch: StixObservation) -> Bool { StixPattern(root: branch).lowered().isComplete }

    private static func condition(_ comparison: StixComparison, _ unseen: inout [String]) -> SigmaExpression {
        switch comparison {
        case .and(let parts):
            // All must hold of one object: parts about objects of different types never do.
            let types = Set(parts.flatMap(Self.types))
            if types.count > 1, parts.allSatisfy({ Self.types($0).count == 1 }) { return .any([]) }
            // What kind of object a reference leads to is said by the value that it has.
            let telling = parts.filter { !isTypeOfReference($0) }
            return .all((telling.isEmpty ? parts : telling).map { condition($0, &unseen) })
        case .or(let parts): return .any(parts.map { condition($0, &unseen) })
        case .test(let test): return condition(test, &unseen)
        }
    }

    /// `dst_ref.type = 'ipv4-addr'`.
    private static func isTypeOfReference(_ comparison: StixComparison) -> Bool {
        guard case .test(let test) = comparison, !test.isNegated, case .equal = test.condition,
            test.path.steps.last == .key("type"), test.path.steps.count > 1
        else { return false }
        return true
    }

    private static func types(_ comparison: StixComparison) -> Set<String> {
        switch comparison {
        case .test(let test): [test.path.objectType]
        case .and(let parts), .or(let parts): Set(parts.flatMap(types))
        }
    }

    private static func condition(_ test: StixPropertyTest, _ unseen: inout [String]) -> SigmaExpression {
        guard let place = StixRecordFields.place(of: test.path) else {
            let path = test.path.description
            if !unseen.contains(path) { unseen.append(path) }
            return .any([])
        }
        return StixFieldTest(test, place).expression
    }

    /// The expression without parts that never hold; `nil` where it never holds.
    private static func simplified(_ expression: SigmaExpression) -> SigmaExpression? {
        switch expression {
        case .any(let parts):
            let left = parts.compactMap(simplified)
            return left.isEmpty ? nil : left.count == 1 ? left[0] : .any(left)
        case .all(let parts):
            let left = parts.compactMap(simplified)
            return left.count < parts.count ? nil : left.count == 1 ? left[0] : .all(left)
        case .search(_, let inner): return simplified(inner)
        case .test, .not: return expression
        }
    }
}
