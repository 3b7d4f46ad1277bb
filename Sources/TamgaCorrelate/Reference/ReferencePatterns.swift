import TamgaModel
import TamgaStixPattern

/// The obvious engine for patterns over several observations: at each record all records behind the last match are tried
/// anew.
///
/// It is the truth that ``PatternEngine`` must agree with (`--engine reference`).
struct ReferencePatterns {
    private let plan: PatternPlan
    private var records: [[ObservedRecord]]
    private var satisfied: [SatisfiedPattern] = []
    private(set) var counts: [PatternCounts]

    init(_ plan: PatternPlan) {
        self.plan = plan
        records = plan.patterns.map { _ in [] }
        counts = plan.patterns.map { _ in PatternCounts() }
    }

    /// Adds a record; records come in the order of time.
    mutating func add(_ events: ArraySlice<CorrelationEvent>) {
        for (number, record) in plan.records(of: events) {
            records[number].append(record)
            switch PatternTrial.verdict(plan.patterns[number].compiled, records[number][...]) {
            case .match(let binding):
                counts[number].matches += 1
                satisfied.append(
                    SatisfiedPattern(
                        pattern: number, number: counts[number].matches, binding, records[number][...]))
                records[number] = []
            case .noMatch: break
            case .undecided: counts[number].undecided += 1
            }
        }
    }

    /// The patterns that have been satisfied since this was last asked, in the order of time.
    mutating func takeSatisfied() -> [SatisfiedPattern] {
        defer { satisfied.removeAll(keepingCapacity: true) }
        return satisfied.sorted(by: SatisfiedPattern.precedes)
    }
}
