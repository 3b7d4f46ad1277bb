public import TamgaModel

extension CompiledStixPattern {
    /// The atoms of which one is satisfied by the last observation that a match needs.
    ///
    /// Observations at one instant have no order: one of them may be the last, whatever it satisfies.
    public var lastAtoms: Set<Int> { Self.lastAtoms(root) }

    /// The most time that can lie between the first and the last observation of a match; `nil` where no WITHIN and no
    /// START … STOP limits it.
    public var longest: Duration? { Self.longest(root).map { Duration(attoseconds: $0) } }

    /// Whether an observation that satisfies an atom can be part of a match at an instant: what stands under START … STOP
    /// only counts inside.
    public func admits(atom: Int, at instant: StixInstant) -> Bool {
        let time = instant.sinceEpoch.attoseconds
        return Self.admits(root, atom, time)
    }

    private static func lastAtoms(_ expression: TimedExpression) -> Set<Int> {
        switch expression {
        case .slot(let fillers): Set(fillers.map(\.atom))
        case .all(let operands), .any(let operands): operands.reduce(into: []) { $0.formUnion(lastAtoms($1)) }
        case .ordered(let operands): operands.last.map(lastAtoms) ?? []
        case .near(let operand, _), .repeated(let operand, _): lastAtoms(operand)
        }
    }

    private static func longest(_ expression: TimedExpression) -> Int128? {
        let windowed = window(expression).map { max(0, $0.stop - $0.start) }
        let own: Int128?
        switch expression {
        case .slot: own = 0
        case .any(let operands):
            let each = operands.map(longest)
            own = each.contains(nil) ? nil : each.compactMap(\.self).max() ?? 0
        case .all(let operands), .ordered(let operands): own = operands.count == 1 ? longest(operands[0]) : nil
        case .near(let operand, let span): own = min(span, longest(operand) ?? span)
        case .repeated(let operand, let count): own = count == 1 ? longest(operand) : nil
        }
        guard let windowed else { return own }
        return min(windowed, own ?? windowed)
    }

    /// From the earliest START to the latest STOP, where every slot has both.
    private static func window(_ expression: TimedExpression) -> (start: Int128, stop: Int128)? {
        func joined(_ windows: [(start: Int128, stop: Int128)?]) -> (start: Int128, stop: Int128)? {
            let known = windows.compactMap(\.self)
            guard let first = known.first, known.count == windows.count else { return nil }
            return known.dropFirst().reduce(first) { (min($0.start, $1.start), max($0.stop, $1.stop)) }
        }
        switch expression {
        case .slot(let fillers):
            return joined(
                fillers.map { filler in
                    guard let start = filler.windows.map(\.start).max(), let stop = filler.windows.map(\.stop).min()
                    else { return nil }
                    return (start, stop)
                })
        case .all(let operands), .any(let operands), .ordered(let operands): return joined(operands.map(window))
        case .near(let operand, _), .repeated(let operand, _): return window(operand)
        }
    }

    private static func admits(_ expression: TimedExpression, _ atom: Int, _ time: Int128) -> Bool {
        switch expression {
        case .slot(let fillers):
            fillers.contains { filler in
                filler.atom == atom && filler.windows.allSatisfy { $0.admits(first: time, last: time) }
            }
        case .all(let operands), .any(let operands), .ordered(let operands):
            operands.contains { admits($0, atom, time) }
        case .near(let operand, _), .repeated(let operand, _): admits(operand, atom, time)
        }
    }
}
