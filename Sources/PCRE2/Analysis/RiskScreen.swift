/// Walks through a pattern's tree and gathers ``BacktrackingRisk``s.
struct RiskScreen {
    /// What was found.
    private(set) var risks: [BacktrackingRisk] = []
    /// Steps that the search for ambiguity may still make.
    private var budget = 20_000_000

    /// A repeat that may still give back characters.
    fileprivate struct Open {
        /// The characters of whose runs it can give some back up to here.
        var members: CharacterClass
        let start: Int
        /// How many repeats in a row share the run.
        let depth: Int
    }

    /// Looks for all risks of a pattern.
    mutating func look(at root: SyntaxNode) {
        nested(root, canFail: false)
        _ = adjacent(root, [], canFail: false)
        leading(root, canFail: false)
        // Of repeats in a row the whole row says it all.
        let rows = risks.filter { $0.kind == .adjacentRepeats }.map(\.range)
        risks.removeAll { risk in
            risk.kind == .adjacentRepeats
                && rows.contains {
                    $0 != risk.range && $0.lowerBound <= risk.range.lowerBound && $0.upperBound >= risk.range.upperBound
                }
        }
    }

    // MARK: Repeats in repeats

    /// Looks at repeats from the inside out; true where one was found. `canFail`: something behind can fail.
    @discardableResult
    private mutating func nested(_ node: SyntaxNode, canFail: Bool) -> Bool {
        switch node.kind {
        case .one, .test, .unknown: return false
        case .sequence(let items):
            var found = false
            var isFallible = canFail
            for item in items.reversed() {
                if nested(item, canFail: isFallible) { found = true }
                if !item.isCertain { isFallible = true }
            }
            return found
        case .choice(let branches):
            return branches.reduce(false) { nested($1, canFail: canFail) || $0 }
        // What is atomic is not gone back into, whatever fails behind it.
        case .atomic(let inner), .look(let inner, _, _): return nested(inner, canFail: false)
        case .repetition(let item, let min, _, let style):
            let isOpen = canFail && style != .possessive
            if nested(item, canFail: isOpen) { return true }
            guard isOpen, node.isMany else { return false }
            let reason: String
            if min >= 10, item.isNullable, let witness = item.runs.example {
                reason =
                    "Each of \(min) turns may take \(quoted([witness])) or nothing, and every way to share a run is "
                    + "tried before the search fails."
            } else if let witness = ambiguousText(of: item) {
                reason =
                    "What is repeated takes \(quoted(witness)) in more than one way, so each further "
                    + "\(quoted(witness)) at least doubles the work before the search fails."
            } else {
                return false
            }
            risks.append(
                BacktrackingRisk(kind: .nestedRepeats, growth: .exponential, reason: reason, range: node.range))
            return true
        }
    }

    /// A text that is taken, as a whole, by repeats of a piece in more than one way.
    private mutating func ambiguousText(of node: SyntaxNode) -> [UInt8]? {
        // One character, whatever it is, is taken in one way.
        if case .one = node.kind { return nil }
        let size = node.size
        budget -= 128 * size
        guard size <= 2_000, budget > 0 else { return nil }
        var texts: [[UInt8]] = []
        // Two characters; or eight, for repeats that take three or five at once.
        let letters = CharacterClass.representatives(of: node, limit: 12)
        for count in [2, 8] { texts += letters.map { [UInt8](repeating: $0, count: count) } }
        var turns = [node.sample(utf: true)]
        if case .choice(let branches) = node.kind { turns += branches.prefix(8).map { $0.sample(utf: true) } }
        texts += turns.filter { (2...6).contains($0.count) }.map { $0 + $0 }
        for text in texts where budget > 0 {
            var table = AmbiguityTable(text, budget: budget)
            let ways = table.waysToRepeat(node)
            budget = table.budget
            if ways > 1 { return text }
        }
        return nil
    }

    // MARK: Repeats side by side

    /// Goes through a piece with the repeats before it that are still open; gives those behind it.
    private mutating func adjacent(_ node: SyntaxNode, _ open: [Open], canFail: Bool) -> [Open] {
        switch node.kind {
        case .one, .test, .unknown: return kept(open, through: node)
        case .look(let inner, _, _):
            _ = adjacent(inner, [], canFail: false)
            return open
        case .atomic(let inner):
            _ = adjacent(inner, open, canFail: canFail)
            return kept(open, through: node)
        case .sequence(let items):
            var fallible: [Bool] = []
            var isFallible = canFail
            for item in items.reversed() {
                fallible.append(isFallible)
                if !item.isCertain { isFallible = true }
            }
            return zip(items, fallible.reversed()).reduce(open) { adjacent($1.0, $0, canFail: $1.1) }
        case .choice(let branches):
            return branches.flatMap { adjacent($0, open, canFail: canFail) }.reduced
        case .repetition(let item, let min, _, let style):
            guard node.isUnbounded else {
                let inner = adjacent(item, open, canFail: canFail)
                return min == 0 ? (open + inner).reduced : inner
            }
            let members = item.runs
            _ = adjacent(item, [], canFail: canFail)
            var depth = 1
            var start = node.range.lowerBound
            var witness: UInt8?
            for before in open {
                let common = before.members.certain(with: members)
                guard let example = common.example, before.depth >= depth else { continue }
                (depth, start, witness) = (before.depth + 1, before.start, example)
            }
            if let witness, canFail {
                let reason =
                    "\(depth == 2 ? "Two" : "\(depth)") repeats can share a run of \(quoted([witness])), and every "
                    + "way to share it is tried before the search fails."
                risks.append(
                    BacktrackingRisk(
                        kind: .adjacentRepeats, growth: .polynomial(depth), reason: reason,
                        range: start..<node.range.upperBound))
            }
            let before = kept(open, through: node)
            if style == .possessive || members.isEmpty { return before }
            return (before + [Open(members: members, start: start, depth: depth)]).reduced
        }
    }

    private func kept(_ open: [Open], through node: SyntaxNode) -> [Open] {
        open.compactMap { repeated in
            var repeated = repeated
            repeated.members = node.kept(repeated.members)
            return repeated.members.isEmpty ? nil : repeated
        }
    }

    // MARK: The beginning

    private mutating func leading(_ node: SyntaxNode, canFail: Bool) {
        switch node.kind {
        case .sequence(let items):
            for (index, item) in items.enumerated() {
                let isFallible = canFail || !items[(index + 1)...].allSatisfy(\.isCertain)
                switch item.kind {
                case .sequence, .choice, .atomic:
                    leading(item, canFail: isFallible)
                    return
                case .repetition(let inner, let min, _, _):
                    if item.isUnbounded {
                        report(leading: item, inner: inner, min: min, canFail: isFallible)
                        return
                    }
                    guard item.isNullable else { return }
                case .one, .test, .unknown, .look: return
                }
            }
        case .choice(let branches): for branch in branches { leading(branch, canFail: canFail) }
        case .atomic(let inner): leading(inner, canFail: canFail)
        case .one, .test, .unknown, .look, .repetition: break
        }
    }

    private mutating func report(leading node: SyntaxNode, inner: SyntaxNode, min: Int, canFail: Bool) {
        if case .one(let members) = inner.kind, members.asciiCount >= 127, members.beyond == .anything, min == 0 {
            let reason =
                "A search finds the rest wherever it stands; the leading repeat only takes the line and gives it back."
            risks.append(
                BacktrackingRisk(kind: .needlessStart, growth: .linear, reason: reason, range: node.range))
        } else if canFail, let example = inner.runs.example {
            let reason =
                "At each place of a run of \(quoted([example])) the repeat takes the rest of the run again."
            risks.append(
                BacktrackingRisk(kind: .leadingRepeat, growth: .quadratic, reason: reason, range: node.range))
        }
    }

    private func quoted(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }
}

extension [RiskScreen.Open] {
    /// One for each beginning and depth, and no more than a few.
    fileprivate var reduced: [RiskScreen.Open] {
        var result: [RiskScreen.Open] = []
        for one in self {
            if let at = result.firstIndex(where: { $0.start == one.start && $0.depth == one.depth }) {
                result[at].members.formUnion(one.members)
            } else if result.count < 32 {
                result.append(one)
            }
        }
        return result
    }
}
