/// Walks the decisions of a plan, one after the other, and back where one fails.
struct PlanWalk {
    private let plan: BindingPlan
    private let table: SlotTable
    private let maximumSteps: Int
    private var bounds: [TimeBounds]
    /// The value of each decision that is taken, where several are tried.
    private var chosen: [Int128]
    /// How much work was done.
    private(set) var steps = 0

    /// What ``decide(_:)`` gives where everything is filled.
    private static let isDone = Int.max

    init(_ plan: BindingPlan, _ table: SlotTable, steps: Int) {
        self.plan = plan
        self.table = table
        maximumSteps = steps
        bounds = Array(repeating: TimeBounds(), count: plan.places.count)
        chosen = Array(repeating: .min, count: plan.decisions.count)
    }

    /// A binding; `nil` where there is none or the steps are used up.
    mutating func run() -> [Binding]? {
        guard canFill(plan.places.count), decide(0) == Self.isDone else { return nil }
        return assignment()
    }

    /// Takes a decision and those after it.
    ///
    /// - Returns: ``isDone``, or the number of the last decision that may try another value.
    private mutating func decide(_ number: Int) -> Int {
        guard steps <= maximumSteps else { return -1 }
        guard number < plan.decisions.count else {
            return canFill(plan.places.count) ? Self.isDone : plan.fallbacks[number]
        }
        let decision = plan.decisions[number]
        let saved = bounds
        if plan.isGreedy, case .order(let left, _) = decision.kind {
            guard let value = leastValue(decision, left, saved) else {
                bounds = saved
                return plan.fallbacks[number]
            }
            bounds = saved
            narrow(decision.kind, to: value)
            let result = canFill(decision.end) ? decide(number + 1) : plan.fallbacks[number]
            if result != Self.isDone { bounds = saved }
            return result
        }
        let end = plan.isGreedy ? decision.end : plan.places.count
        for value in decision.values[firstIndex(decision)...] {
            bounds = saved
            chosen[number] = value
            narrow(decision.kind, to: value)
            guard canFill(end) else {
                if steps > maximumSteps { return -1 }
                continue
            }
            let result = decide(number + 1)
            if result == Self.isDone { return result }
            if result < number {
                bounds = saved
                return result
            }
        }
        bounds = saved
        return plan.fallbacks[number]
    }

    /// Values before the bounds that stand already add nothing to them, and of copies of one expression the one that
    /// comes first may as well have the lesser value.
    private func firstIndex(_ decision: BindingPlan.Decision) -> Int {
        var least = decision.twin.map { chosen[$0] } ?? .min
        if case .span(let range, _) = decision.kind { least = max(least, bounds[range].map(\.last).min() ?? .min) }
        return SlotCandidates.count(decision.values) { $0 < least }
    }

    /// The least cut by which all places left of it can be filled, by halving: a later cut leaves them more.
    private mutating func leastValue(
        _ decision: BindingPlan.Decision, _ left: Range<Int>, _ saved: [TimeBounds]
    ) -> Int128? {
        var (low, high) = (0, decision.values.count)
        while low < high {
            let middle = (low + high) / 2
            bounds = saved
            for place in left { bounds[place].narrow(first: decision.values[middle]) }
            if canFill(left.upperBound) { high = middle } else { low = middle + 1 }
        }
        return low < decision.values.count ? decision.values[low] : nil
    }

    private mutating func narrow(_ kind: BindingPlan.Kind, to value: Int128) {
        switch kind {
        case .order(let left, let right):
            for place in left { bounds[place].narrow(first: value) }
            for place in right { bounds[place].narrow(last: value) }
        case .span(let range, let span):
            for place in range { bounds[place].narrow(last: value, first: value + span) }
        }
    }

    // MARK: - Filling

    /// True where the first places can all be filled, each by different observations.
    ///
    /// A place with as many candidates as all places demand together can always be filled last, and one whose candidates
    /// are its own at any time; only the others are matched.
    private mutating func canFill(_ end: Int) -> Bool {
        let demand = BindingShape.sum(plan.places[..<end].map(\.count))
        var scarce: [Int] = []
        for place in 0..<end {
            let capacity = capacity(place)
            if capacity < plan.places[place].count { return false }
            if capacity < demand, !plan.exclusive.contains(place) { scarce.append(place) }
        }
        guard scarce.count > 1 else { return true }
        var matching = SlotMatching(table.events)
        for place in scarce {
            let isFilled = matching.fill(place, plan.places[place].count, from: candidates(place))
            guard charge(matching.takeSteps()), isFilled else { return false }
        }
        return true
    }

    private mutating func charge(_ more: Int) -> Bool {
        steps += more
        return steps <= maximumSteps
    }

    private mutating func capacity(_ place: Int) -> Int {
        steps += 1
        if let capacity = table.slots[plan.places[place].slot].capacity(bounds[place], table.events) { return capacity }
        return BindingShape.sum(candidates(place).map { table.events[Int($0)].occurrences })
    }

    /// The observations that can fill a place within its bounds.
    private mutating func candidates(_ place: Int) -> [Int32] {
        let slot = table.slots[plan.places[place].slot]
        let range = slot.range(bounds[place], table.events)
        steps += range.count
        return slot.events[range].filter { bounds[place].admits(table.events[Int($0)]) }
    }

    /// The observations of every place, the scarce ones first.
    private mutating func assignment() -> [Binding] {
        let order = plan.places.indices.map { ($0, capacity($0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        var matching = SlotMatching(table.events)
        for (place, _) in order { _ = matching.fill(place, plan.places[place].count, from: candidates(place)) }
        return plan.places.indices.flatMap { place in
            bindings(plan.places[place].shares, matching.taken(by: place))
        }
    }

    /// Gives each share as many of the observations as it asks for.
    private func bindings(_ shares: [BindingShape.Share], _ taken: [(event: Int32, count: Int)]) -> [Binding] {
        var result: [Binding] = []
        var (share, left) = (0, shares[0].count)
        for (event, count) in taken {
            var free = count
            while free > 0, share < shares.count {
                let count = min(free, left)
                result.append(table.binding(event, shares[share].fillers, count))
                (free, left) = (free - count, left - count)
                guard left == 0 else { continue }
                share += 1
                left = share < shares.count ? shares[share].count : 0
            }
        }
        return result
    }
}
