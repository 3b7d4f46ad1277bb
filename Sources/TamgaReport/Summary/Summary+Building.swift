public import TamgaModel

extension Summary {
    /// Sums sightings and runs.
    ///
    /// - Parameters:
    ///   - sightings: in any order; the result does not depend on it.
    ///   - ruleSightings: what rules have found, in any order.
    ///   - correlationSightings: what correlations have found, in any order.
    ///   - runs: what was read to find them; the newest says how much each member has shared.
    ///   - language: which of a member's names to show; where it has none in that language, the English one.
    ///   - top: how many indicators to list for each member.
    /// - Complexity: O(n log n) in the sightings.
    public init(
        sightings: [Sighting], ruleSightings: [RuleSighting] = [], correlationSightings: [CorrelationSighting] = [],
        runs: [RunOutcome], community: Community, language: String = "en", top: Int = 5
    ) {
        let newest = runs.max { $0.finished < $1.finished }
        var states = Set<MemberState?>(community.members.map(\.state))
        states.insert(nil)
        var whole = Tally()
        var observed: [MemberState?: Tally] = [:]
        var produced: [MemberState?: Tally] = [:]
        for sighting in sightings {
            let producers: Set<MemberState?> =
                sighting.producers.isEmpty ? [nil] : Set(sighting.producers.map(Optional.some))
            whole.add(sighting)
            observed[sighting.observer, default: Tally()].add(sighting)
            for producer in producers { produced[producer, default: Tally()].add(sighting) }
            states.formUnion(producers)
            states.insert(sighting.observer)
        }
        var byRules: [MemberState?: RuleFindings.Count] = [:]
        var firing: [MemberState?: Set<String>] = [:]
        for sighting in ruleSightings {
            byRules[sighting.observer, default: RuleFindings.Count()].hits += sighting.count
            byRules[sighting.observer]?.seen.widen(sighting.firstSeen, sighting.lastSeen)
            firing[sighting.observer, default: []].insert(sighting.ruleID)
        }
        for (state, ids) in firing { byRules[state]?.rules = ids.count }
        states.formUnion(byRules.keys)
        let rules = RuleFindings(sightings: ruleSightings, runs: runs)
        let shared = newest?.indicatorsShared ?? [:]
        states.formUnion(shared.keys)
        var suppressed: [MemberState?: Int] = [:]
        var refused: [MemberState?: Int] = [:]
        for run in runs {
            suppressed.merge(run.suppressedByObserver, uniquingKeysWith: +)
            refused.merge(run.refusedByObserver, uniquingKeysWith: +)
        }
        states.formUnion(suppressed.keys)
        states.formUnion(refused.keys)
        let order = states.compactMap(\.self).sorted().map(Optional.some) + [nil]

        self.community = community.name
        reading = Reading(runs: runs, newest: newest)
        found = whole.count
        seen = whole.seen
        self.rules = rules
        correlations = CorrelationRow.rows(correlationSightings)
        matrix = SharingMatrix(sightings: sightings, states: order)
        members = order.map { state in
            let tally = observed[state] ?? Tally()
            let names = state.flatMap { community.member($0)?.names } ?? [:]
            return MemberRow(
                state: state, name: names[language] ?? names["en"], indicatorsShared: shared[state] ?? 0,
                found: tally.count, seen: tally.seen, useful: produced[state]?.count ?? Count(),
                suppressed: suppressed[state] ?? 0, refused: refused[state] ?? 0, types: tally.types,
                top: tally.top(top), rules: rules == nil ? nil : byRules[state] ?? RuleFindings.Count())
        }
    }
}

extension Summary.Reading {
    init(runs: [RunOutcome], newest: RunOutcome?) {
        self.runs = runs.count
        finished = newest?.finished
        revision = newest?.revision ?? 0
        var lists: [String: Int] = [:]
        for run in runs {
            accounting += run.accounting
            files += run.files
            unreadableFiles += run.unreadableFiles
            bytes += run.bytes
            hits += run.hits
            outsideValidity += run.outsideValidity
            lists.merge(run.suppressed, uniquingKeysWith: +)
        }
        suppressed = lists.map { Summary.Suppression(list: $0.key, candidates: $0.value) }
            .sorted { ($1.candidates, $0.list) < ($0.candidates, $1.list) }
    }
}

/// Sightings added up.
private struct Tally {
    private(set) var seen = Summary.Seen()
    private var hits = 0
    private var sightings = 0
    private var indicators: [Observable: Seen] = [:]

    private struct Seen {
        var hits = 0
        var indicatorID: String?
        var producers: Set<MemberState> = []
        var confidence: UInt8?
        var marking: Marking?
        var seen = Summary.Seen()
    }

    mutating func add(_ sighting: Sighting) {
        hits += sighting.count
        sightings += 1
        seen.widen(sighting.firstSeen, sighting.lastSeen)
        var entry = indicators[sighting.observable] ?? Seen()
        entry.hits += sighting.count
        // The least of several ids, so that the order of the sightings does not matter.
        entry.indicatorID = [entry.indicatorID, sighting.indicatorID].compactMap(\.self).min()
        entry.producers.formUnion(sighting.producers)
        entry.confidence = [entry.confidence, sighting.confidence].compactMap(\.self).max()
        entry.marking = [entry.marking, sighting.marking].compactMap(\.self).max()
        entry.seen.widen(sighting.firstSeen, sighting.lastSeen)
        indicators[sighting.observable] = entry
    }

    var count: Summary.Count { Summary.Count(hits: hits, indicators: indicators.count, sightings: sightings) }

    var types: [Summary.TypeShare] {
        var shares: [ObservableType: (hits: Int, indicators: Int)] = [:]
        for (observable, entry) in indicators {
            let share = shares[observable.type] ?? (0, 0)
            shares[observable.type] = (share.hits + entry.hits, share.indicators + 1)
        }
        return shares.map { Summary.TypeShare(type: $0.key, hits: $0.value.hits, indicators: $0.value.indicators) }
            .sorted { ($1.hits, $0.type.rawValue) < ($0.hits, $1.type.rawValue) }
    }

    func top(_ limit: Int) -> [Summary.TopIndicator] {
        let order = indicators.sorted { left, right in
            if left.value.hits != right.value.hits { return left.value.hits > right.value.hits }
            if left.key.type != right.key.type { return left.key.type.rawValue < right.key.type.rawValue }
            return left.key.bytes.lexicographicallyPrecedes(right.key.bytes)
        }
        return order.prefix(max(0, limit)).map { observable, entry in
            Summary.TopIndicator(
                observable: observable, indicatorID: entry.indicatorID, producers: entry.producers.sorted(),
                confidence: entry.confidence, marking: entry.marking, hits: entry.hits, seen: entry.seen)
        }
    }
}
