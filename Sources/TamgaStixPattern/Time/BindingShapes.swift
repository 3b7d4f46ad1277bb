/// Lists the ways in which an expression can be satisfied, and the slots that they take.
struct BindingShapes {
    /// The slots.
    private(set) var table: SlotTable
    private let limit: Int

    init(_ events: [Timeline.Event], includingUndecided: Bool, _ limits: BindingLimits) {
        table = SlotTable(events, includingUndecided: includingUndecided, limit: limits.candidates)
        limit = limits.alternatives
    }

    /// The ways to satisfy an expression, without those for which there are too few observations at any time.
    mutating func shapes(of expression: TimedExpression) throws(SearchLimit) -> [BindingShape] {
        switch expression {
        case .slot(let fillers):
            guard let slot = try table.slot(fillers) else { return [] }
            let share = BindingShape.Share(fillers: fillers, count: 1)
            return [.group([BindingShape.Demand(slot: slot, shares: [share])])]
        case .any(let operands):
            var shapes: [BindingShape] = []
            for operand in Self.alternatives(operands) {
                shapes += try self.shapes(of: operand)
                guard shapes.count <= limit else { throw SearchLimit() }
            }
            return shapes
        case .all(let operands): return try products(operands).map { BindingShape.joined($0) }.filter(isPossible)
        case .ordered(let operands): return try products(operands).map { .ordered($0) }.filter(isPossible)
        case .near(let operand, let span):
            return try shapes(of: operand).map { shape in
                if case .group(let demands) = shape, demands.count == 1, demands[0].count == 1 { return shape }
                return .near(shape, span)
            }
        case .repeated(let operand, let count):
            let shapes = try shapes(of: operand)
            return try repeated(shapes, count)
        }
    }

    /// The operands of OR, those that are one observation each as one: which of them it is does not matter.
    private static func alternatives(_ operands: [TimedExpression]) -> [TimedExpression] {
        var fillers: [TimedExpression.Filler] = []
        var others: [TimedExpression] = []
        var pending = Array(operands.reversed())
        while let operand = pending.popLast() {
            switch operand {
            case .slot(let more): fillers += more
            case .any(let inner): pending += inner.reversed()
            default: others.append(operand)
            }
        }
        return fillers.isEmpty ? others : [.slot(fillers)] + others
    }

    /// Every choice of one way for each operand.
    private mutating func products(_ operands: [TimedExpression]) throws(SearchLimit) -> [[BindingShape]] {
        var products: [[BindingShape]] = [[]]
        for operand in operands {
            let shapes = try shapes(of: operand)
            guard products.count * shapes.count <= limit else { throw SearchLimit() }
            if shapes.count == 1 {
                for index in products.indices { products[index].append(shapes[0]) }
            } else {
                products = products.flatMap { product in shapes.map { product + [$0] } }
            }
        }
        return products
    }

    /// Every way in which so many of some shapes can be had at once.
    private func repeated(_ shapes: [BindingShape], _ count: Int) throws(SearchLimit) -> [BindingShape] {
        guard count > 1, !shapes.isEmpty else { return shapes }
        guard shapes.count > 1 else { return try times(shapes[0], count).map { [$0] } ?? [] }
        guard count <= table.occurrences else { return [] }
        var results: [BindingShape] = []
        var counts = [Int](repeating: 0, count: shapes.count)
        // Every composition of the count: the last shape takes what the others leave.
        func compose(_ place: Int, _ left: Int) throws(SearchLimit) {
            if place == shapes.count - 1 {
                counts[place] = left
                var parts: [BindingShape] = []
                for (shape, count) in zip(shapes, counts) where count > 0 {
                    guard let part = try times(shape, count) else { return }
                    parts.append(part)
                }
                let shape = BindingShape.joined(parts)
                if isPossible(shape) { results.append(shape) }
                guard results.count <= limit else { throw SearchLimit() }
                return
            }
            for taken in 0...left {
                counts[place] = taken
                try compose(place + 1, left - taken)
            }
        }
        guard Self.compositions(of: count, into: shapes.count, upTo: limit) else { throw SearchLimit() }
        try compose(0, count)
        return results
    }

    /// True where a count has at most so many compositions into parts, of which some may be zero.
    private static func compositions(of count: Int, into parts: Int, upTo limit: Int) -> Bool {
        var ways = 1
        for part in 1..<parts {
            let (product, overflow) = ways.multipliedReportingOverflow(by: count + part)
            guard !overflow else { return false }
            ways = product / part
            guard ways <= limit else { return false }
        }
        return true
    }

    /// So many of a shape; `nil` where there are too few observations.
    private func times(_ shape: BindingShape, _ count: Int) throws(SearchLimit) -> BindingShape? {
        let (demand, overflow) = shape.demand.multipliedReportingOverflow(by: count)
        guard !overflow, demand <= table.occurrences else { return nil }
        guard case .group(let demands) = shape else {
            guard count <= limit else { throw SearchLimit() }
            return count == 1 ? shape : .all(Array(repeating: shape, count: count))
        }
        let group = BindingShape.group(
            demands.map { demand in
                let shares = demand.shares.map { BindingShape.Share(fillers: $0.fillers, count: $0.count * count) }
                return BindingShape.Demand(slot: demand.slot, shares: shares)
            })
        return isPossible(group) ? group : nil
    }

    private func isPossible(_ shape: BindingShape) -> Bool {
        if case .group(let demands) = shape { return demands.allSatisfy { $0.count <= table.slots[$0.slot].total } }
        return shape.demand <= table.occurrences
    }
}
