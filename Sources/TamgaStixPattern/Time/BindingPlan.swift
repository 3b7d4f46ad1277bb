/// A shape as places to fill and decisions in time.
///
/// Every operator and qualifier in time comes to one instant, a *cut*: `A FOLLOWEDBY B` says that there is an instant at
/// or before which all of A, and at or after which all of B can have been made; `WITHIN` says that there is one at or
/// after which all can have been made, and all by the end of the span that begins there. Once the cuts are decided, each
/// place has bounds of its own, and what is left is to fill places with different observations, a matching.
struct BindingPlan {
    /// A slot with its demand, in the order of the pattern.
    struct Place {
        let slot: Int
        let shares: [BindingShape.Share]
        let count: Int
        /// Places of one group have no order among them.
        let group: Int
    }

    /// A cut and the values that it can have, ascending.
    struct Decision {
        let kind: Kind
        var values: [Int128] = []
        /// The places before its end: what must be filled when it is passed.
        var end: Int
        /// The number of the last decision within it.
        var lastInside: Int
        /// The same decision of the copy before it; `nil` where there is none.
        var twin: Int?
    }

    enum Kind {
        /// First sights of the left places lie at or before it, last sights of the right ones at or after it.
        case order(left: Range<Int>, right: Range<Int>)
        /// Last sights lie at or after it, first sights within the span.
        case span(Range<Int>, Int128)
    }

    private(set) var places: [Place] = []
    /// The places whose observations can stand in no other place.
    private(set) var exclusive: Set<Int> = []
    private(set) var decisions: [Decision] = []
    /// True where the least value that can be had is as good as any for what follows, so that no other need be tried: the
    /// shape is a chain, and no observation that lasts could stand in two of its groups.
    private(set) var isGreedy: Bool
    /// Where a decision that fails goes back to: the last one before it that has another value to try; -1 for none.
    private(set) var fallbacks: [Int] = []

    private var groups = 0

    init(_ shape: BindingShape, _ table: SlotTable) {
        isGreedy = true
        lay(shape)
        isGreedy = isGreedy && !sharesLasting(table.slots)
        setValues(table)
        setExclusive(table.slots)
        for index in 0...decisions.count {
            var back = index - 1
            while isGreedy, back >= 0, isSettled(back, before: index) { back -= 1 }
            fallbacks.append(back)
        }
    }

    /// True for a decision of a greedy plan that has no other value once a later one is reached.
    private func isSettled(_ decision: Int, before later: Int) -> Bool {
        switch decisions[decision].kind {
        case .order: true
        case .span: decisions[decision].lastInside < later
        }
    }

    private mutating func lay(_ shape: BindingShape) {
        switch shape {
        case .group(let demands):
            for demand in demands {
                places.append(
                    Place(slot: demand.slot, shares: demand.shares, count: demand.count, group: groups))
            }
            groups += 1
        case .all(let shapes):
            isGreedy = false
            var previous: (shape: BindingShape, decision: Int)?
            for shape in shapes {
                let decision = decisions.count
                lay(shape)
                guard decision < decisions.count else { continue }
                if let previous, previous.shape == shape { decisions[decision].twin = previous.decision }
                previous = (shape, decision)
            }
        case .ordered(let shapes):
            let start = places.count
            lay(shapes[0])
            for shape in shapes.dropFirst() {
                let left = start..<places.count
                let index = reserve(.order(left: left, right: left.upperBound..<left.upperBound))
                lay(shape)
                close(index, .order(left: left, right: left.upperBound..<places.count))
            }
        case .near(let shape, let span):
            let start = places.count
            let index = reserve(.span(start..<start, span))
            lay(shape)
            close(index, .span(start..<places.count, span))
        }
    }

    private mutating func reserve(_ kind: Kind) -> Int {
        decisions.append(Decision(kind: kind, end: 0, lastInside: 0))
        return decisions.count - 1
    }

    private mutating func close(_ index: Int, _ kind: Kind) {
        decisions[index] = Decision(kind: kind, end: places.count, lastInside: decisions.count - 1)
    }

    /// True where an observation that lasts can stand in two groups.
    private func sharesLasting(_ slots: [SlotCandidates]) -> Bool {
        var owner: [Int32: Int] = [:]
        for place in places where !slots[place.slot].areInstants {
            for event in slots[place.slot].events {
                if owner[event, default: place.group] != place.group { return true }
                owner[event] = place.group
            }
        }
        return false
    }

    private mutating func setExclusive(_ slots: [SlotCandidates]) {
        var owner: [Int32: Int] = [:]
        var shared: Set<Int> = []
        for place in places.indices {
            for event in slots[places[place].slot].events {
                guard let other = owner.updateValue(place, forKey: event) else { continue }
                shared.formUnion([place, other])
            }
        }
        exclusive = Set(places.indices).subtracting(shared)
    }

    /// A cut between left and right may be at any first sight, a span begins at a last sight of its own.
    private mutating func setValues(_ table: SlotTable) {
        // Without any the lists are not needed, and the observations may be many.
        guard !decisions.isEmpty else { return }
        let firsts = Self.unique(table.events.map(\.first))
        var lasts: [Set<Int>: [Int128]] = [:]
        for index in decisions.indices {
            switch decisions[index].kind {
            case .order: decisions[index].values = firsts
            case .span(let range, _):
                let used = Set(places[range].map(\.slot))
                if lasts[used] == nil { lasts[used] = Self.unique(Self.lasts(used, table)) }
                decisions[index].values = lasts[used, default: []]
            }
        }
    }

    /// The last sights of some slots, ascending.
    private static func lasts(_ used: Set<Int>, _ table: SlotTable) -> [Int128] {
        let lasts = used.flatMap { table.slots[$0].lasts(table.events) }
        return used.count > 1 ? lasts.sorted() : lasts
    }

    private static func unique(_ values: [Int128]) -> [Int128] {
        var unique: [Int128] = []
        for value in values where unique.last != value { unique.append(value) }
        return unique
    }
}
