/// In how many ways a piece of a pattern takes each part of a short text: none, one, or more.
struct AmbiguityTable {
    private let text: [UInt8]
    private let side: Int
    /// Steps that may still be made.
    private(set) var budget: Int

    init(_ text: [UInt8], budget: Int) {
        (self.text, side, self.budget) = (text, text.count + 1, budget)
    }

    /// A row for each place in the text, with a column for each place that the piece can reach from it.
    typealias Ways = [UInt8]

    private var empty: Ways { Ways(repeating: 0, count: side * side) }

    private var identity: Ways {
        var result = empty
        for place in 0..<side { result[place * side + place] = 1 }
        return result
    }

    /// The ways to take a text from its start to its end by one or more repeats of a piece, each of which takes
    /// something. Two stand for any number of them.
    mutating func waysToRepeat(_ node: SyntaxNode) -> Int {
        let once = withoutEmpty(ways(node))
        return Int(closure(once)[side - 1])
    }

    private mutating func ways(_ node: SyntaxNode) -> Ways {
        budget -= side * side
        guard budget > 0 else { return empty }
        switch node.kind {
        case .one(let members):
            var result = empty
            guard members.isExact else { return result }
            for place in text.indices where members.contains(text[place]) { result[place * side + place + 1] = 1 }
            return result
        case .test, .unknown: return empty
        case .sequence(let items): return items.reduce(identity) { then($0, ways($1)) }
        case .choice(let branches):
            return branches.reduce(empty) { sum, branch in zip(sum, ways(branch)).map { min($0 + $1, 2) } }
        case .repetition(let item, let min, let max, let style):
            let once = ways(item)
            var result = identity
            for _ in 0..<Swift.min(min, side) { result = then(result, once) }
            // What comes beyond the fewest takes something each time.
            let more = withoutEmpty(once)
            var last = result
            for _ in 0..<Swift.min(max.map { $0 - min } ?? side, side) where budget > 0 {
                last = then(last, more)
                result = zip(result, last).map { Swift.min($0 + $1, 2) }
            }
            return style == .possessive ? longest(result) : result
        case .atomic(let inner): return longest(ways(inner))
        case .look(let inner, let isAhead, let isNegative):
            guard isAhead else { return empty }
            let seen = ways(inner)
            var result = empty
            for place in 0..<side
            where seen[(place * side)..<(place * side + side)].contains(where: { $0 > 0 }) != isNegative {
                result[place * side + place] = 1
            }
            return result
        }
    }

    private mutating func then(_ first: Ways, _ second: Ways) -> Ways {
        budget -= side * side * side
        var result = empty
        for from in 0..<side {
            for middle in from..<side where first[from * side + middle] > 0 {
                let times = first[from * side + middle]
                for to in middle..<side where second[middle * side + to] > 0 {
                    result[from * side + to] = min(result[from * side + to] + times * second[middle * side + to], 2)
                }
            }
        }
        return result
    }

    /// Once or more.
    private mutating func closure(_ once: Ways) -> Ways {
        var result = once
        var last = once
        for _ in 1..<Swift.max(side, 2) where budget > 0 {
            last = then(last, once)
            result = zip(result, last).map { min($0 + $1, 2) }
        }
        return result
    }

    private func withoutEmpty(_ ways: Ways) -> Ways {
        var result = ways
        for place in 0..<side { result[place * side + place] = 0 }
        return result
    }

    /// Only the longest from each place, and once.
    private func longest(_ ways: Ways) -> Ways {
        var result = empty
        for from in 0..<side {
            if let to = (from..<side).last(where: { ways[from * side + $0] > 0 }) { result[from * side + to] = 1 }
        }
        return result
    }
}
