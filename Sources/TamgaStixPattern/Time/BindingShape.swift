/// One way to satisfy an expression, every OR decided.
indirect enum BindingShape: Equatable {
    /// So many different observations for each of some slots, at any time.
    case group([Demand])
    case all([BindingShape])
    /// Each after the ones before it.
    case ordered([BindingShape])
    /// The last at most so many attoseconds after the first.
    case near(BindingShape, Int128)

    /// How many observations a slot takes, and for what: atoms that the same observations satisfy share a slot.
    struct Demand: Equatable {
        var slot: Int
        var shares: [Share]

        /// How many in all.
        var count: Int { BindingShape.sum(shares.map(\.count)) }
    }

    /// So many observations for some fillers.
    struct Share: Equatable {
        var fillers: [TimedExpression.Filler]
        var count: Int
    }

    /// Several at once; groups become one.
    static func joined(_ shapes: [BindingShape]) -> BindingShape {
        var demands: [Demand] = []
        var places: [Int: Int] = [:]
        var others: [BindingShape] = []
        for shape in shapes {
            guard case .group(let more) = shape else {
                others.append(shape)
                continue
            }
            for demand in more {
                if let place = places[demand.slot] {
                    demands[place].shares += demand.shares
                } else {
                    places[demand.slot] = demands.count
                    demands.append(demand)
                }
            }
        }
        if others.isEmpty { return .group(demands) }
        if demands.isEmpty { return others.count == 1 ? others[0] : .all(others) }
        return .all([.group(demands)] + others)
    }

    /// How many observations it takes, at most `Int.max`.
    var demand: Int {
        switch self {
        case .group(let demands): Self.sum(demands.map(\.count))
        case .all(let shapes), .ordered(let shapes): Self.sum(shapes.map(\.demand))
        case .near(let shape, _): shape.demand
        }
    }

    /// The slots that it takes.
    var slots: Set<Int> {
        switch self {
        case .group(let demands): Set(demands.map(\.slot))
        case .all(let shapes), .ordered(let shapes): shapes.reduce(into: []) { $0.formUnion($1.slots) }
        case .near(let shape, _): shape.slots
        }
    }

    /// A sum that stops at `Int.max`.
    static func sum(_ counts: [Int]) -> Int {
        counts.reduce(0) { sum, count in
            let (result, overflow) = sum.addingReportingOverflow(count)
            return overflow ? .max : result
        }
    }
}
