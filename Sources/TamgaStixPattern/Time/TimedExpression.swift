import TamgaModel

/// An observation expression over atoms, in the form in which bindings are searched.
indirect enum TimedExpression: Sendable {
    /// One observation that satisfies one of some atoms.
    case slot([Filler])
    /// All, by different observations.
    case all([TimedExpression])
    /// One of them.
    case any([TimedExpression])
    /// All, by different observations, each after the ones before it.
    case ordered([TimedExpression])
    /// All its observations near each other: the last at most so many attoseconds after the first.
    case near(TimedExpression, Int128)
    /// As many times, by different observations.
    case repeated(TimedExpression, Int)

    /// What can fill a slot: an observation that satisfies an atom and was made in each of some windows.
    struct Filler: Hashable, Sendable {
        var atom: Int
        var windows: [Window] = []
    }

    /// From a START to before a STOP, in attoseconds since 1970.
    struct Window: Hashable, Sendable {
        let start: Int128
        let stop: Int128

        init(_ start: StixInstant, _ stop: StixInstant, _ semantics: StixSemantics) {
            let exact = semantics == .text
            self.start = (exact ? start : StixInstant(start.timestamp)).sinceEpoch.attoseconds
            self.stop = (exact ? stop : StixInstant(stop.timestamp)).sinceEpoch.attoseconds
        }

        /// True where an observation between two times can have been made in the window.
        func admits(first: Int128, last: Int128) -> Bool { start < stop && first < stop && last >= start }
    }

    /// The same with every observation in a window.
    func within(_ window: Window) -> TimedExpression {
        switch self {
        case .slot(let fillers):
            .slot(fillers.map { Filler(atom: $0.atom, windows: $0.windows + [window]) })
        case .all(let operands): .all(operands.map { $0.within(window) })
        case .any(let operands): .any(operands.map { $0.within(window) })
        case .ordered(let operands): .ordered(operands.map { $0.within(window) })
        case .near(let operand, let span): .near(operand.within(window), span)
        case .repeated(let operand, let count): .repeated(operand.within(window), count)
        }
    }
}
