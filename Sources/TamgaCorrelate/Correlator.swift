import Synchronization
public import TamgaModel
import TamgaUUID

/// Puts what rules have matched into time: takes events in, says which correlations hold and which STIX patterns over several
/// observations are satisfied.
///
/// Events may come in any order. Without a lateness (batch) all are put in order before the first is looked at; with one
/// (a stream) each waits until the newest event is so much younger, and one that comes later still is counted as late. So
/// what holds never depends on how the events were handed over.
public final class Correlator: Sendable {
    let plan: CorrelationPlan
    let patterns: PatternPlan
    let ruleKeys: [String]
    let settings: CorrelationSettings
    let state: Mutex<State>

    struct State: ~Copyable {
        var sorter: EventSorter
        var engines: TimeEngines
        var newest = Int64.min
        /// Nothing that is not later than this is looked at any more.
        var watermark = Int64.min
        var late = 0
        var forced = 0
        var findings = Findings()
        /// What is to be kept; `nil` where nothing is.
        var journal: StandingJournal?
    }

    struct Findings {
        var correlations = CorrelationFindings()
        var patterns = PatternFindings()
    }

    /// - Parameters:
    ///   - patterns: patterns over several observations; their events have numbers behind those of the rules.
    ///   - ruleKeys: for each rule that the plan was made for, its id, else its title.
    public init(
        _ plan: CorrelationPlan, patterns: PatternPlan = .none, ruleKeys: [String],
        settings: CorrelationSettings = CorrelationSettings()
    ) {
        self.plan = plan
        self.patterns = patterns
        self.ruleKeys = ruleKeys
        self.settings = settings
        state = Mutex(
            State(
                sorter: EventSorter(memory: settings.lateness == nil ? settings.eventMemory : nil),
                engines: TimeEngines(plan, patterns, settings), journal: settings.isKept ? StandingJournal() : nil))
    }

    /// Takes events in.
    ///
    /// - Throws: ``SpillError`` where they do not fit into memory and cannot be written to a temporary file.
    public func add(_ events: CorrelationEvents) throws {
        guard !events.isEmpty else { return }
        try state.withLock { state in
            guard settings.lateness != nil else { return try state.sorter.add(events) }
            var timely = CorrelationEvents()
            for (index, head) in events.heads.enumerated() {
                if head.time <= state.watermark {
                    state.late += 1
                    continue
                }
                timely.append(from: events, index)
            }
            if timely.isEmpty { return }
            state.journal?.note(timely)
            try take(timely, &state)
        }
    }

    /// Takes events of a stream in that are not late.
    func take(_ timely: CorrelationEvents, _ state: inout State) throws {
        state.newest = max(state.newest, timely.heads.map(\.time).max() ?? .min)
        try state.sorter.add(timely)
        release(through: state.newest - (settings.lateness ?? 0), &state)
        // The sorter of a stream never spills: half of what it holds is let go.
        while state.sorter.cost > settings.eventMemory, let middle = state.sorter.middle() {
            state.forced += 1
            release(through: middle, &state)
        }
    }

    /// Lets the events up to a time go into their windows, although younger ones may still be missing: nothing has come
    /// for so long that they are not waited for any more.
    public func release(through time: Timestamp) {
        state.withLock { state in
            if time.microseconds > state.watermark { state.journal?.noteRelease(through: time.microseconds) }
            release(through: time.microseconds, &state)
        }
    }

    func release(through time: Int64, _ state: inout State) {
        guard time > state.watermark else { return }
        state.watermark = time
        state.sorter.release(through: time) { state.engines.add($0) }
        state.engines.close(before: time)
    }

    /// The hits that are there and have not been taken, in the order of time.
    ///
    /// - Parameter name: the name of a source by its number.
    public func takeHits(name: @Sendable (Int) -> String) -> [Hit] {
        state.withLock { hits($0.engines.take(), &$0.findings, name) }
    }

    /// Looks at what is left and decides what the end of the input decides.
    ///
    /// - Parameters:
    ///   - name: the name of a source by its number.
    ///   - tell: called with hits that have not been taken, as they are found: there may be more than memory holds.
    /// - Returns: what was found and lost in all.
    public func finish(
        name: @Sendable (Int) -> String, tell: ([Hit]) throws -> Void
    ) throws -> CorrelationOutcome {
        while true {
            let (found, isMore) = try state.withLock { state in
                let isMore = try state.sorter.drain(most: Self.recordsBetween) { state.engines.add($0) }
                let held = isMore ? state.engines.take() : state.engines.finish()
                return (hits(held, &state.findings, name), isMore)
            }
            if !found.isEmpty { try tell(found) }
            if !isMore { break }
        }
        return state.withLock { state in
            var found = state.findings.patterns
            found.counts = zip(patterns.patterns, state.engines.patternCounts).map { ($0.stated.title, $1) }
            return CorrelationOutcome(
                hits: state.findings.correlations.hits, patterns: found,
                sightings: state.findings.correlations.sightings, late: state.late, forcedReleases: state.forced,
                counts: zip(plan.correlations, state.engines.counts).map { ($0.title, $1) })
        }
    }

    /// After so many records what has been found is told.
    private static let recordsBetween = 4_096

    // MARK: - Hits

    /// The hits of what has held: correlations first, then patterns.
    private func hits(
        _ held: (windows: [HeldWindow], patterns: [SatisfiedPattern]), _ findings: inout Findings,
        _ name: @Sendable (Int) -> String
    ) -> [Hit] {
        var hits: [Hit] = []
        for window in held.windows {
            hits.append(hit(window, name))
            findings.correlations.add(hits[hits.count - 1])
        }
        for satisfied in held.patterns {
            let hit = Hit(satisfied, patterns.patterns[satisfied.pattern], name)
            if findings.patterns.add(hit, dropsOutsideValidity: settings.dropsOutsideValidity) { hits.append(hit) }
        }
        return hits
    }

    private func hit(_ window: HeldWindow, _ name: @Sendable (Int) -> String) -> Hit {
        let correlation = plan.correlations[window.correlation]
        let evidence = window.evidence.map { record in
            Hit.CorrelationMatch.Evidence(
                rule: key(ofPart: record.part, in: window.correlation), place: record.place,
                source: name(record.place.source))
        }
        let group = zip(correlation.groupBy, window.groupValues).map { field, value in
            Hit.Field(name: field, value: HitText.string(value))
        }
        let match = Hit.CorrelationMatch(
            kind: correlation.kind, group: group, value: window.measured, isMinimum: window.isMinimum,
            records: window.records, first: Timestamp(microseconds: window.first), last: window.last.time,
            timespan: correlation.timespan, usesArrival: window.evidence.contains { $0.place.isArrival },
            observers: window.observers, evidence: evidence)
        let rule = Hit.RuleMatch(
            id: correlation.key, title: correlation.title, level: correlation.level, tags: correlation.tags,
            fields: group)
        var hit = Hit(
            id: id(of: window, correlation.key), correlation: match, rule: rule, time: window.last.time,
            producers: window.producers)
        hit.holdsInvalidBytes = !window.groupValues.allSatisfy { HitText.isValid($0.span) }
        return hit
    }

    private func key(ofPart part: Int, in correlation: Int) -> String {
        switch plan.parts[correlation][part] {
        case .rule(let rule): rule < ruleKeys.count ? ruleKeys[rule] : ""
        case .correlation(let below): plan.correlations[below].key
        }
    }

    /// The same window of the same records has the same id, wherever their logs lie and however they are read.
    private func id(of window: HeldWindow, _ key: String) -> String {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("correlation\n\(key.utf8.count)\n\(key)\n\(window.first)\n\(window.time)\n".utf8)
        name.update("\(window.last.fingerprint)\n".utf8)
        for value in window.groupValues { name.update("\(value.count)\n".utf8 + Array(value)) }
        return name.text()
    }
}
