import TamgaModel

/// The obvious way to find bindings: list all of them, then look for one that fits.
struct SlowBindings {
    /// An observation of the property test, in seconds.
    struct Event {
        let first: Int
        let last: Int
        let count: Int
        let atoms: Set<Int>
    }

    let events: [Event]

    /// True where some binding satisfies an expression.
    func isSatisfied(_ expression: StixObservation) -> Bool {
        var atom = 0
        return bindings(expression, &atom).contains { binding in
            var counts: [Int: Int] = [:]
            for event in binding { counts[event, default: 0] += 1 }
            return counts.allSatisfy { $1 <= events[$0].count }
        }
    }

    /// Every choice of events, one for each atom and repetition; none is looked at for being used twice.
    private func bindings(_ expression: StixObservation, _ atom: inout Int) -> [[Int]] {
        switch expression {
        case .single:
            defer { atom += 1 }
            return events.indices.filter { events[$0].atoms.contains(atom) }.map { [$0] }
        case .or(let operands):
            var all: [[Int]] = []
            for operand in operands { all += bindings(operand, &atom) }
            return all
        case .and(let operands):
            var all: [[Int]] = [[]]
            for operand in operands { all = product(all, bindings(operand, &atom)) }
            return all
        case .followedBy(let operands):
            var all = bindings(operands[0], &atom)
            for operand in operands.dropFirst() {
                let next = bindings(operand, &atom)
                all = all.flatMap { left in next.filter { follows($0, left) }.map { left + $0 } }
            }
            return all
        case .qualified(let operand, let qualifier):
            let inner = bindings(operand, &atom)
            switch qualifier {
            case .repeats(let count):
                return (0..<count).reduce([[]]) { all, _ in product(all, inner) }
            case .within(let span):
                return inner.filter { Duration.seconds(spread($0)) < span }
            case .between(let start, let stop):
                return inner.filter { binding in
                    binding.allSatisfy {
                        .seconds(events[$0].first) < stop.sinceEpoch && .seconds(events[$0].last) >= start.sinceEpoch
                    }
                }
            }
        }
    }

    private func product(_ left: [[Int]], _ right: [[Int]]) -> [[Int]] {
        left.flatMap { one in right.map { one + $0 } }
    }

    /// True where every event of one binding can have been made at or after every one of another.
    private func follows(_ right: [Int], _ left: [Int]) -> Bool {
        left.allSatisfy { one in right.allSatisfy { events[one].first <= events[$0].last } }
    }

    /// The least time in which all events can have been made.
    private func spread(_ binding: [Int]) -> Int {
        max(0, binding.map { events[$0].first }.max()! - binding.map { events[$0].last }.min()!)
    }
}
