public import TamgaModel

/// Puts splits together again: what comes out is what one run over the whole files gives.
///
/// The splits come in their order. Hits are handed on one at a time; what is kept in memory is what a run keeps.
public struct SplitMerge {
    /// Takes what splits hold.
    public struct Takers {
        /// A hit, with its place in the whole log.
        let hit: (Hit) throws -> Void
        /// A suppressed hit and its list.
        let suppressed: (Hit, String) throws -> Void
        /// Events of correlations, with the numbers of the logs.
        let events: (CorrelationEvents) throws -> Void

        /// Takers.
        public init(
            hit: @escaping (Hit) throws -> Void, suppressed: @escaping (Hit, String) throws -> Void,
            events: @escaping (CorrelationEvents) throws -> Void
        ) {
            self.hit = hit
            self.suppressed = suppressed
            self.events = events
        }
    }

    private let plan: MatchPlan
    private let eventFields: [Int: Int]
    private let takers: Takers
    private var gaps: [LogSplit]
    private var logs: [LogSummary] = []
    private var refusals: [Refusal] = []
    private var tallies = Tallies()
    /// Lines of the log before the next split.
    private var linesBefore = 0
    /// Everything that was added up, so that nothing of it can become too large for a number.
    private var total = 0

    /// - Parameters:
    ///   - run: the run that the splits are of; it is not run.
    ///   - gaps: what is missing, and is to be said.
    public init(_ run: MatchRun, gaps: [LogSplit], _ takers: Takers) {
        plan = run.plan
        eventFields = run.plan.eventFields
        self.takers = takers
        self.gaps = gaps
    }

    /// The names of the logs so far, by number.
    public var logNames: [String] { logs.map(\.name) }

    /// How many bytes were read for the splits so far, decompressed.
    public var bytes: Int { logs.reduce(0) { $0 + $1.bytes } }

    /// Adds the next split.
    ///
    /// - Throws: ``PartialError`` where the partial does not hold what it should; what the takers throw.
    public mutating func add(_ part: PartialSet.Part, of set: PartialSet) throws {
        let section = part.section
        if logs.last?.name != section.file.name {
            endLog()
            logs.append(
                LogSummary(name: section.file.name, modified: section.file.modified, origin: section.file.origin))
            linesBefore = 0
        }
        tellGaps(before: section.range.lowerBound)
        let source = logs.count - 1
        try count(section.bytes, section.records, section.lines)
        logs[source].bytes += section.bytes
        logs[source].records += section.records
        logs[source].refusedRecords += section.refusedRecords
        if let failure = section.failure {
            logs[source].isUnreadable = true
            logs[source].isForeign = section.isForeign
            logs[source].failure = logs[source].failure ?? failure
        }
        try take(section, source, set.partials[part.partial])
        linesBefore += section.lines
    }

    /// What all of it comes to.
    public consuming func outcome() -> MatchOutcome {
        endLog()
        return MatchOutcome(tallies: tallies, logs: logs, refusals: refusals, plan: plan)
    }

    /// What follows is of another log.
    private mutating func endLog() {
        guard let log = logs.last else { return }
        tellGaps(before: .max)
        if let failure = log.failure { refusals.append(Refusal(source: log.name, reason: failure)) }
    }

    /// Says what is missing of the log before a place.
    private mutating func tellGaps(before place: Int) {
        guard let log = logs.last else { return }
        while let gap = gaps.first, gap.path == log.name, gap.range.lowerBound < place {
            gaps.removeFirst()
            logs[logs.count - 1].isUnreadable = true
            refusals.append(
                Refusal(
                    source: log.name, byteOffset: gap.range.lowerBound,
                    reason:
                        "no partial has \(gap): its records were not searched, and lines behind them are not counted"))
        }
    }

    private mutating func count(_ numbers: Int...) throws(PartialError) {
        for number in numbers {
            total += abs(number)
            guard total < 1 << 60 else { throw .damaged }
        }
    }

    // MARK: - What a split holds

    private mutating func take(_ section: PartialSection, _ source: Int, _ partial: PartialFile) throws {
        let (accountedBefore, refusalsBefore) = (accounted, refusals.count)
        var events = CorrelationEvents()
        var failure: (any Error)?
        // What the takers throw is theirs, and ends the reading.
        func taking(_ body: () throws -> Void) throws(PartialError) {
            do { try body() } catch {
                failure = error
                throw PartialError.damaged
            }
        }
        do throws(PartialError) {
            try partial.forEachItem(of: section) { (stream, reader) throws(PartialError) in
                switch stream {
                case .hits:
                    let hit = placed(try reader.hit(source: section.file.name))
                    try taking { try takers.hit(hit) }
                case .suppressed:
                    let list = try reader.text()
                    let hit = placed(try reader.hit(source: section.file.name))
                    try taking { try takers.suppressed(hit, list) }
                case .events:
                    events.append(try reader.event(source: source, linesBefore: linesBefore, fields: eventFields))
                    if events.bytes.count >= 1 << 18 {
                        try taking { try takers.events(events) }
                        events.removeAll()
                    }
                case .findings: try take(try reader.finding(), source)
                }
            }
        } catch {
            throw failure ?? error
        }
        let refused = refusals.count - refusalsBefore
        guard refused == section.refusedRecords, accounted - accountedBefore + refused <= section.records else {
            throw PartialError(PartialError.damaged.reason, file: partial.name)
        }
        if !events.isEmpty { try takers.events(events) }
    }

    /// The records that are known to have matched, or not to have been parsed.
    private var accounted: Int { tallies.matchedRecords + tallies.unparsed }

    /// A hit with its line in the whole log.
    private func placed(_ hit: Hit) -> Hit {
        var hit = hit
        hit.line += linesBefore
        return hit
    }

    private mutating func take(_ finding: PartialFinding, _ source: Int) throws(PartialError) {
        switch finding {
        case .counts(let counts):
            try count(
                counts.matchedRecords, counts.hits, counts.outsideValidity, counts.dropped, counts.ruleHits,
                counts.unparsed)
            tallies.matchedRecords += counts.matchedRecords
            tallies.hitCount += counts.hits
            tallies.outsideValidity += counts.outsideValidity
            tallies.dropped += counts.dropped
            tallies.ruleHitCount += counts.ruleHits
            tallies.unparsed += counts.unparsed
        case .refusal(let line, let offset, let reason):
            refusals.append(
                Refusal(source: logs[source].name, line: linesBefore + line, byteOffset: offset, reason: reason))
        case .hits(let entry, let observer, let tally):
            guard entry < plan.table.header.entryCount else { throw .damaged }
            try count(tally.count)
            tallies.hits[TallyKey(entry: entry, observer: observer, source: Int32(source)), default: Tally()] += tally
        case .rule(let rule, let observer, let tally):
            let key = RuleTallyKey(rule: try known(rule), observer: observer, source: Int32(source))
            try count(tally.count)
            tallies.rules[key, default: Tally()] += tally
        case .pattern(let rule, let observer, let tally):
            let key = RuleTallyKey(rule: try known(rule), observer: observer, source: Int32(source))
            try count(tally.count)
            tallies.patterns[key, default: Tally()] += tally
        case .undecided(let rule, let count, let offset, let line):
            try self.count(count)
            tallies.undecided[Int(try known(Int32(rule))), default: Undecided()].add(
                count, UndecidedPlace(source: source, offset: offset, line: linesBefore + line))
        case .suppressed(let list, let count):
            try self.count(count)
            tallies.suppressed[list, default: 0] += count
        case .suppressedOf(let observer, let count):
            try self.count(count)
            tallies.suppressedByObserver[observer, default: 0] += count
        }
    }

    /// A rule's number, where there is such a rule.
    private func known(_ rule: Int32) throws(PartialError) -> Int32 {
        guard Int(rule) < plan.firstPattern + plan.patterns.rules.count else { throw .damaged }
        return rule
    }
}
