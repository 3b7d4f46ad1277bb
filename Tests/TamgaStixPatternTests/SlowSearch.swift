import TamgaModel

/// The obvious search: every binding of every expression is listed.
struct SlowSearch {
    let semantics: StixSemantics
    /// Each occurrence of each event, by its own.
    private let occurrences: [Search.Event]
    private var atom = -1

    init(_ events: [Search.Event], _ semantics: StixSemantics) {
        self.semantics = semantics
        occurrences = events.flatMap { Array(repeating: $0, count: $0.count) }
    }

    /// A binding: places of occurrences.
    private typealias Binding = Set<Int>

    /// Whether a pattern, whose atoms are numbered in the order written, has a binding.
    mutating func hasBinding(_ pattern: StixPattern) -> Bool {
        atom = -1
        return !bindings(pattern.root).isEmpty
    }

    private mutating func bindings(_ expression: StixObservation) -> Set<Binding> {
        switch expression {
        case .single:
            atom += 1
            let atom = atom
            return Set(occurrences.indices.filter { occurrences[$0].atoms.contains(atom) }.map { [$0] })
        case .or(let operands): return operands.reduce(into: []) { $0.formUnion(bindings($1)) }
        case .and(let operands):
            let all = operands.map { bindings($0) }
            return all.dropFirst().reduce(all[0]) { left, right in pairs(left, right) { _, _ in true } }
        case .followedBy(let operands):
            let all = operands.map { bindings($0) }
            return all.dropFirst().reduce(all[0]) { left, right in pairs(left, right) { firstEnd($0) <= lastStart($1) }
            }
        case .qualified(let operand, let qualifier): return qualified(bindings(operand), qualifier)
        }
    }

    private func qualified(_ bindings: Set<Binding>, _ qualifier: StixQualifier) -> Set<Binding> {
        switch qualifier {
        case .repeats(let count):
            return (1..<count).reduce(bindings) { result, _ in pairs(result, bindings) { _, _ in true } }
        case .within(let duration):
            return bindings.filter { binding in
                let gap = Duration.seconds(firstEnd(binding) - lastStart(binding))
                return semantics == .text ? gap < duration : gap <= duration
            }
        case .between(let start, let stop):
            return bindings.filter { binding in
                binding.allSatisfy { place in
                    start < stop && PatternFixture.instant(occurrences[place].first) < stop
                        && PatternFixture.instant(occurrences[place].last) >= start
                }
            }
        }
    }

    private func pairs(
        _ left: Set<Binding>, _ right: Set<Binding>, _ fits: (Binding, Binding) -> Bool
    ) -> Set<Binding> {
        var result: Set<Binding> = []
        for first in left {
            for second in right where first.isDisjoint(with: second) && fits(first, second) {
                result.insert(first.union(second))
            }
        }
        return result
    }

    /// The latest first sight, and the earliest last one.
    private func firstEnd(_ binding: Binding) -> Int { binding.map { occurrences[$0].first }.max() ?? 0 }
    private func lastStart(_ binding: Binding) -> Int { binding.map { occurrences[$0].last }.min() ?? 0 }
}
