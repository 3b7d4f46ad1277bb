public import TamgaModel

/// Observations in time, and which atoms of a pattern each satisfies: what the observation operators and qualifiers
/// work on (STIX 2.1 §9.5).
///
/// Observations that satisfy nothing need no place in it. An observation may have been made at any time between its first
/// and its last sight; each operator and qualifier is judged by the times that favour it most.
public struct Timeline: Sendable {
    let pattern: CompiledStixPattern
    private(set) var events: [Event] = []
    private var hasUndecided = false

    /// An observation that satisfies something.
    struct Event: Sendable {
        let number: Int
        let first: Int128
        let last: Int128
        let count: Int
        let verdicts: ObservationVerdicts

        /// How often it can be bound.
        var occurrences: Int { min(count, SlotCandidates.maximumCount) }
    }

    /// An empty timeline.
    public init(_ pattern: CompiledStixPattern) { self.pattern = pattern }

    /// Adds an observation; the order in which they come does not count.
    ///
    /// - Parameter number: what a ``Binding`` calls it by.
    public mutating func add(
        _ number: Int, first: StixInstant, last: StixInstant, count: Int = 1, _ verdicts: ObservationVerdicts
    ) {
        guard !verdicts.holding.isEmpty || !verdicts.undecided.isEmpty else { return }
        hasUndecided = hasUndecided || !verdicts.undecided.isEmpty
        events.append(
            Event(
                number: number, first: first.sinceEpoch.attoseconds, last: last.sinceEpoch.attoseconds, count: count,
                verdicts: verdicts))
    }

    /// The verdict over the observations so far.
    ///
    /// What is undecided of an observation leaves the verdict undecided only where it depends on it: no operator over
    /// observations negates, so more satisfied atoms can only make a match.
    public func verdict(limits: BindingLimits = .standard) -> PatternVerdict {
        var search = BindingSearch(events, includingUndecided: false, limits: limits)
        let known = search.verdict(of: pattern.root)
        guard hasUndecided else { return known }
        if case .match = known { return known }
        var wider = BindingSearch(events, includingUndecided: true, limits: limits)
        switch wider.verdict(of: pattern.root) {
        case .match: return .undecided(.observation)
        case let other: return other
        }
    }
}
