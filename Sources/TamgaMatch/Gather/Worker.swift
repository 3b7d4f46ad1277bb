import TamgaLogs
import TamgaModel

/// Searches blocks and works out what their hits mean; one a thread, sharing only what never changes.
struct Worker: ~Copyable {
    let plan: MatchPlan
    private var sieve: TokenSieve
    private let reference: ReferenceEngine?
    private var rules: RuleEngine
    private var patterns: RuleEngine
    var hitRecords: HitRecords
    /// For each of ``hitRecords``, whose it is.
    var hitPlaces: [HitPlace] = []
    var facts: [UInt32: EntryFacts] = [:]
    /// Verdicts on matched text that is not the indicator's own value: the address in a network, the subdomain.
    var matchedVerdicts: [[UInt8]: String?] = [:]
    var tallies = Tallies()

    init(_ plan: MatchPlan) {
        self.plan = plan
        sieve = TokenSieve(plan.table, plan.options.settings)
        reference = plan.options.engine == .reference ? ReferenceEngine(plan.table, plan.options.settings) : nil
        rules = RuleEngine(plan.rules, plan.formats, plan)
        patterns = RuleEngine(plan.patterns, plan.formats, plan)
        hitRecords = HitRecords(plan)
    }

    /// Searches one block; what is to be printed of its hits is appended to `output`.
    mutating func search(_ block: borrowing Block, of log: LogSummary, into output: inout BlockOutput) {
        let text = block.seal()
        var raw: [RawHit]
        if let reference {
            raw = reference.search(text)
        } else {
            sieve.hits.removeAll(keepingCapacity: true)
            if plan.table.header.entryCount > 0 { _ = sieve.sift(text) }
            raw = sieve.hits
        }
        rules.search(text, layout: log.layout, headers: block.headers)
        patterns.search(text, layout: log.layout, headers: block.headers)
        guard !raw.isEmpty || !rules.isQuiet || !patterns.isQuiet else { return }
        raw.sort { ($0.start, $0.entry, $0.end, $0.how.rawValue) < ($1.start, $1.entry, $1.end, $1.how.rawValue) }
        let place = BlockPlace(
            text: text, log: log, source: block.source, byteOffset: block.byteOffset,
            clock: RecordClock(newest: log.modified), observer: plan.attribution.observer(ofSource: log.name))
        var line = LineCounter(text, firstLine: block.firstLine, lineEnds: block.lineEnds)
        var index = 0
        var ruleIndex = 0
        var patternIndex = 0
        while true {
            let start = min(
                index < raw.count ? raw[index].start : .max, rules.start(of: ruleIndex),
                patterns.start(of: patternIndex))
            guard start < .max else { break }
            var record = RecordContext(range: text.record(around: start))
            var seen: Set<UInt32> = []
            let firstPlace = hitPlaces.count
            while index < raw.count, raw[index].start <= record.range.upperBound {
                if !seen.contains(raw[index].entry), add(raw[index], &record, place, &line, &output) {
                    seen.insert(raw[index].entry)
                }
                index += 1
            }
            while rules.start(of: ruleIndex) <= record.range.upperBound {
                add(rules.hit(ruleIndex), &record, place, &line, &output)
                ruleIndex += 1
            }
            while patterns.start(of: patternIndex) <= record.range.upperBound {
                var hit = patterns.hit(patternIndex)
                hit.rule += plan.firstPattern
                add(hit, &record, place, &line, &output)
                patternIndex += 1
            }
            let end = (hits: output.hits.count, events: output.events.count)
            for number in firstPlace..<hitPlaces.count { hitPlaces[number].end = end }
            if record.hits > 0 { tallies.matchedRecords += 1 }
            if rules.isMalformed(record.range), record.hits > 0 { tallies.unparsed -= 1 }
        }
        tallies.unparsed += rules.malformedCount
        for (rule, count) in rules.undecided {
            noteUndecided(rule, count, rules.firstUndecided(rule), place, line)
        }
        for (rule, count) in patterns.undecided {
            noteUndecided(plan.firstPattern + rule, count, patterns.firstUndecided(rule), place, line)
        }
        searchHits(place, &output)
    }

    private mutating func noteUndecided(
        _ rule: Int, _ count: Int, _ first: Range<Int>, _ place: BlockPlace, _ line: borrowing LineCounter
    ) {
        tallies.undecided[rule, default: Undecided()].add(
            count,
            UndecidedPlace(
                source: place.source, offset: place.byteOffset + first.lowerBound,
                line: line.anyLine(of: first.lowerBound)))
    }

    /// A record's text, where hits are to carry it.
    func recordText(_ record: RecordContext, _ place: BlockPlace) -> String? {
        plan.options.withRecord ? HitText.string(place.text.bytes(record.range.beginning(65_540)), first: 65_536) : nil
    }
}
