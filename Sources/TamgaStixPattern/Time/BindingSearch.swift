/// Searches a binding of observations to a pattern: different observations that together satisfy it.
///
/// Nothing is enumerated but the values of cuts (see ``BindingPlan``), and these only where it matters. For the common
/// shapes, chains under WITHIN, each FOLLOWEDBY takes the earliest cut that can be had, found by halving, and each WITHIN
/// tries its beginnings one after the other: O(n log² n) for n observations. A pattern of another shape tries further
/// values, at worst n to the power of its cuts, within ``BindingLimits/steps``.
struct BindingSearch {
    private var shapes: BindingShapes
    private let limits: BindingLimits
    private var steps = 0

    init(_ events: [Timeline.Event], includingUndecided: Bool, limits: BindingLimits) {
        self.limits = limits
        shapes = BindingShapes(events, includingUndecided: includingUndecided, limits)
    }

    /// The verdict of an expression.
    mutating func verdict(of expression: TimedExpression) -> PatternVerdict {
        guard let ways = try? shapes.shapes(of: expression) else { return .undecided(.search) }
        var isCut = false
        for way in ways {
            guard let bindings = binding(of: way) else {
                isCut = true
                continue
            }
            if !bindings.isEmpty { return .match(bindings) }
        }
        return isCut ? .undecided(.search) : .noMatch
    }

    /// A binding of a shape, empty where there is none; `nil` where a limit ended the search.
    ///
    /// Parts joined by AND that have no observation in common are searched each by itself.
    private mutating func binding(of shape: BindingShape) -> [Binding]? {
        var result: [Binding] = []
        for part in separated(shape) {
            guard let found = search(part) else { return nil }
            if found.isEmpty { return [] }
            result += found
        }
        return result
    }

    private mutating func search(_ part: BindingShape) -> [Binding]? {
        if let chains = RepeatedChain(part, shapes.table) { return chains.bindings() }
        let plan = BindingPlan(part, shapes.table)
        guard plan.decisions.count <= limits.decisions else { return nil }
        var walk = PlanWalk(plan, shapes.table, steps: limits.steps - steps)
        let found = walk.run()
        steps += walk.steps
        return found ?? (steps > limits.steps ? nil : [])
    }

    private func separated(_ shape: BindingShape) -> [BindingShape] {
        guard case .all(let operands) = shape else { return [shape] }
        var parts: [(events: Set<Int32>, shapes: [BindingShape])] = []
        for operand in operands {
            if let last = parts.indices.last, parts[last].shapes.last == operand {
                parts[last].shapes.append(operand)
                continue
            }
            var events = operand.slots.reduce(into: Set<Int32>()) { $0.formUnion(shapes.table.slots[$1].events) }
            var joined: [BindingShape] = []
            parts.removeAll { part in
                guard !part.events.isDisjoint(with: events) else { return false }
                events.formUnion(part.events)
                joined += part.shapes
                return true
            }
            parts.append((events, joined + [operand]))
        }
        return parts.map { .joined($0.shapes) }
    }
}
