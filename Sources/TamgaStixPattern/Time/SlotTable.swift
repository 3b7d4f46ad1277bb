/// The slots of a pattern over some observations: what can fill them, each set of observations once.
struct SlotTable {
    /// The observations, by first sight.
    let events: [Timeline.Event]
    /// The candidates of each slot.
    private(set) var slots: [SlotCandidates] = []
    /// How many occurrences there are at all.
    let occurrences: Int
    private let includingUndecided: Bool
    private let limit: Int
    private var size = 0
    /// The observations that satisfy each atom.
    private var byAtom: [Int: [Int32]] = [:]
    private var places: [SlotCandidates: Int] = [:]

    /// - Parameter limit: how many candidates all slots may have.
    init(_ events: [Timeline.Event], includingUndecided: Bool, limit: Int) {
        self.events = events.sorted { $0.first == $1.first ? $0.number < $1.number : $0.first < $1.first }
        self.includingUndecided = includingUndecided
        self.limit = limit
        occurrences = BindingShape.sum(events.map(\.occurrences))
        for (place, event) in self.events.enumerated() {
            for atom in event.verdicts.holding { byAtom[atom, default: []].append(Int32(place)) }
            guard includingUndecided else { continue }
            for atom in event.verdicts.undecided { byAtom[atom, default: []].append(Int32(place)) }
        }
    }

    /// The slot of what any of some fillers can fill; `nil` where nothing can.
    mutating func slot(_ fillers: [TimedExpression.Filler]) throws(SearchLimit) -> Int? {
        var found: [Int32]
        if fillers.count == 1 {
            found = candidates(fillers[0])
        } else {
            found = Array(Set(fillers.flatMap { candidates($0) })).sorted()
        }
        guard !found.isEmpty else { return nil }
        let slot = SlotCandidates(found, events)
        if let place = places[slot] { return place }
        size += found.count
        guard size <= limit else { throw SearchLimit() }
        places[slot] = slots.count
        slots.append(slot)
        return slots.count - 1
    }

    private func candidates(_ filler: TimedExpression.Filler) -> [Int32] {
        let events = byAtom[filler.atom, default: []]
        return filler.windows.isEmpty ? events : events.filter { admits(filler, self.events[Int($0)]) }
    }

    private func admits(_ filler: TimedExpression.Filler, _ event: Timeline.Event) -> Bool {
        filler.windows.allSatisfy { $0.admits(first: event.first, last: event.last) }
    }

    /// How an observation fills a place: the first of its atoms that can.
    func binding(_ event: Int32, _ fillers: [TimedExpression.Filler], _ count: Int) -> Binding {
        let event = events[Int(event)]
        let atoms = Set(includingUndecided ? event.verdicts.holding + event.verdicts.undecided : event.verdicts.holding)
        let filler = fillers.first { atoms.contains($0.atom) && admits($0, event) } ?? fillers[0]
        return Binding(atom: filler.atom, observation: event.number, count: count)
    }
}

/// A limit of a search was reached.
struct SearchLimit: Error {}
