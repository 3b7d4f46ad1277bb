import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaStore

/// A stream's account, and what of it has not been kept.
struct StreamBook {
    /// What is to be kept next.
    var step: StreamStep
    /// True where something is to be kept.
    private(set) var isDue = false
    /// When something was kept last.
    private(set) var kept = ContinuousClock.now
    /// The correlations of the knowledge that is searched for.
    var windows: StreamWindows
    private var latest: Timestamp?
    private var sinceStart = RunOutcome(finished: .now, revision: 0)
    /// Why nothing more is kept.
    var failure: (any Error)?

    /// The knowledge that the last block was searched for, and the number of its matcher.
    private(set) var knowledge: Knowledge
    private var matcher = 0
    private var expected: [Int: (knowledge: Knowledge, windows: StreamWindows)] = [:]

    private var known: KnownHits

    init(
        _ standing: StreamState.Standing, _ knowledge: Knowledge, _ windows: StreamWindows, _ known: KnownHits
    ) {
        self.known = known
        step = StreamStep(total: standing.total)
        step.lastLog = standing.lastLog
        step.total.indicatorsShared = knowledge.indicatorsShared
        self.knowledge = knowledge
        self.windows = windows
    }

    /// What the stream has come to.
    var account: StreamAccount { StreamAccount(total: step.total, sinceStart: sinceStart, latest: latest) }

    /// Takes note of knowledge that blocks to come will have been searched for.
    mutating func expect(_ knowledge: Knowledge, _ windows: StreamWindows, _ number: Int) {
        expected[number] = (knowledge, windows)
    }

    /// Goes on with the knowledge of a matcher. Correlations of the same rules go on, too.
    ///
    /// - Returns: the correlations that end.
    mutating func turn(to number: Int) -> StreamWindows? {
        guard number != matcher, let next = expected[number] else { return nil }
        expected = expected.filter { $0.key > number }
        matcher = number
        let isSame = next.knowledge.rules.isSame(as: knowledge.rules)
        knowledge = next.knowledge
        step.total.indicatorsShared = knowledge.indicatorsShared
        if isSame { return nil }
        defer { windows = next.windows }
        return windows
    }

    /// Leaves out of lines of hits those that stand in the output already.
    mutating func leaveOutKnown(_ lines: inout [UInt8]) {
        step.rewritten.merge(known.leaveOut(of: &lines), uniquingKeysWith: +)
    }

    /// Adds what a block has come to.
    mutating func add(_ block: StreamedBlock) {
        var outcome = RunOutcome(block.outcome, knowledge)
        outcome.files = block.beginsLog ? 1 : 0
        step.total += outcome
        sinceStart += outcome
        step.lastLog = max(step.lastLog, block.log)
        for change in block.changes { step.add(change) }
        step.sightings += block.outcome.sightings.map { LogFinding(log: block.log, found: $0) }
        step.ruleSightings += block.outcome.ruleSightings.map { LogFinding(log: block.log, found: $0) }
        let times = block.outcome.sightings.compactMap(\.lastSeen) + block.outcome.ruleSightings.compactMap(\.lastSeen)
        latest = (times + [latest].compactMap(\.self)).max()
        isDue = true
    }

    /// Adds correlations that hold, and patterns over several records that are satisfied.
    mutating func add(_ held: [Hit]) {
        guard !held.isEmpty else { return }
        var found = RunOutcome(finished: step.total.finished, revision: step.total.revision)
        (found.rulesRun, found.rulesNotRun) = (step.total.rulesRun, step.total.rulesNotRun)
        for hit in held {
            if let sighting = CorrelationSighting(hit) {
                found.correlationHits += 1
                step.correlationSightings.append(sighting)
            } else if let match = hit.observations, let sighting = Sighting(ofPattern: hit) {
                found.hits += 1
                if hit.validity != nil { found.outsideValidity += 1 }
                let log = match.records.last?.place.source ?? 0
                step.sightings.append(LogFinding(log: Int64(log), found: sighting))
            }
        }
        step.total += found
        sinceStart += found
        isDue = true
    }

    /// Begins anew, once all has been kept.
    mutating func turnPage() {
        var next = StreamStep(total: step.total)
        next.lastLog = step.lastLog
        step = next
        isDue = false
        kept = .now
    }
}

extension RunnableRules {
    /// True where both were compiled at once.
    fileprivate func isSame(as other: RunnableRules) -> Bool { compiled.table === other.compiled.table }
}
