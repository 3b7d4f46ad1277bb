import TamgaModel

extension SigmaJoin {
    /// Ties correlations to what they refer to, refuses those that cannot be, and puts the others in order.
    mutating func tieCorrelations() {
        var refused: Set<Int> = []
        refuseCircles(&refused)
        refuseStrangers(&refused)
        let depths = depths(&refused)
        // Those with the least behind them first; every reference is of less depth.
        let order = set.correlations.indices.filter { !refused.contains($0) }.sorted {
            (depths[$0], $0) < (depths[$1], $1)
        }
        refusedCount += refused.count
        renumber(order)
        for correlation in set.correlations where !correlation.generates {
            for name in correlation.rules { if let member = set.member(name) { set.silent.insert(member) } }
        }
    }

    private mutating func refuse(_ index: Int, _ message: String, reference: Int? = nil) {
        let correlation = set.correlations[index]
        let places = correlationOrigins[index].places.rules
        let mark = reference.flatMap { $0 < places.count ? places[$0] : nil } ?? places.first
        tell(
            .error, message, at: mark, in: correlation.place, title: correlation.title,
            file: correlationOrigins[index].file)
    }

    /// The correlations that a correlation refers to.
    private func references(_ index: Int) -> [Int] {
        set.correlations[index].rules.compactMap { name in
            if case .correlation(let target) = set.member(name) { target } else { nil }
        }
    }

    private mutating func refuseCircles(_ refused: inout Set<Int>) {
        for circle in SigmaCircle.all(in: set.correlations.indices.map(references)) {
            let chain = circle.text { Self.name(set.correlations[$0].title, set.correlations[$0].place) }
            for index in circle.members {
                refused.insert(index)
                refuse(index, "correlations that refer to one another in a circle: " + chain)
            }
        }
    }

    /// Refuses correlations whose rules are not there, and those that refer to refused ones, until none is left.
    private mutating func refuseStrangers(_ refused: inout Set<Int>) {
        var users: [Int: [Int]] = [:]
        for index in set.correlations.indices {
            for target in references(index) { users[target, default: []].append(index) }
        }
        for index in set.correlations.indices where !refused.contains(index) {
            let names = set.correlations[index].rules
            if let stranger = names.firstIndex(where: { set.member($0) == nil }) {
                refused.insert(index)
                refuse(
                    index, "no rule that was loaded has the id or name “\(names[stranger].prefix(60))”",
                    reference: stranger)
            }
        }
        var queue = refused.sorted()
        while let target = queue.popLast() {
            for user in users[target, default: []] where refused.insert(user).inserted {
                let title = Self.name(set.correlations[target].title, set.correlations[target].place)
                let reference = set.correlations[user].rules.firstIndex { set.member($0) == .correlation(target) }
                refuse(user, "it refers to \(title), which is refused", reference: reference)
                queue.append(user)
            }
        }
    }

    /// How many correlations stand in a row below each, itself included; refuses those with too many.
    private mutating func depths(_ refused: inout Set<Int>) -> [Int] {
        var depths = [Int](repeating: 1, count: set.correlations.count)
        var open = set.correlations.indices.map { refused.contains($0) ? 0 : references($0).count }
        var users: [Int: [Int]] = [:]
        for index in set.correlations.indices where !refused.contains(index) {
            for target in references(index) { users[target, default: []].append(index) }
        }
        var queue = set.correlations.indices.filter { !refused.contains($0) && open[$0] == 0 }
        while let index = queue.popLast() {
            if depths[index] > SigmaRuleSet.maximumChainDepth {
                refused.insert(index)
                refuse(
                    index, "more than \(SigmaRuleSet.maximumChainDepth) correlations that refer to one another in a row"
                )
            }
            for user in users[index, default: []] {
                depths[user] = max(depths[user], depths[index] + 1)
                open[user] -= 1
                if open[user] == 0 { queue.append(user) }
            }
        }
        return depths
    }

    /// Keeps these correlations, in this order.
    private mutating func renumber(_ order: [Int]) {
        var places: [Int: Int] = [:]
        for (place, index) in order.enumerated() { places[index] = place }
        set.correlations = order.map { set.correlations[$0] }
        set.members = set.members.compactMapValues { member in
            guard case .correlation(let index) = member else { return member }
            return places[index].map(SigmaRuleSet.Member.correlation)
        }
    }
}
