import CTamgaSift
import TamgaLogs
import TamgaModel
import TamgaUUID

/// Searches blocks and works out what their hits mean; one a thread, sharing only what never changes.
struct Worker: ~Copyable {
    private let plan: MatchPlan
    private var sieve: TokenSieve
    private let reference: ReferenceEngine?
    private var rules: RuleEngine
    private var hitRecords: HitRecords
    /// For each of ``hitRecords``, whose it is.
    private var hitPlaces: [HitPlace] = []
    private var facts: [UInt32: EntryFacts] = [:]
    /// Verdicts on matched text that is not the indicator's own value: the address in a network, the subdomain.
    private var matchedVerdicts: [[UInt8]: String?] = [:]
    var tallies = Tallies()

    init(_ plan: MatchPlan) {
        self.plan = plan
        sieve = TokenSieve(plan.table, plan.options.settings)
        reference = plan.options.engine == .reference ? ReferenceEngine(plan.table, plan.options.settings) : nil
        rules = RuleEngine(plan.rules, plan.formats, plan)
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
        guard !raw.isEmpty || !rules.isQuiet else { return }
        raw.sort { ($0.start, $0.entry, $0.end, $0.how.rawValue) < ($1.start, $1.entry, $1.end, $1.how.rawValue) }
        let place = BlockPlace(
            text: text, log: log, source: block.source, byteOffset: block.byteOffset,
            clock: RecordClock(newest: log.modified), observer: plan.attribution.observer(ofSource: log.name))
        var line = LineCounter(text, firstLine: block.firstLine, lineEnds: block.lineEnds)
        var index = 0
        var ruleIndex = 0
        while true {
            let start = min(index < raw.count ? raw[index].start : .max, rules.start(of: ruleIndex))
            guard start < .max else { break }
            var record = RecordContext(range: text.record(around: start))
            var seen: Set<UInt32> = []
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
            if record.hits > 0 { tallies.matchedRecords += 1 }
            if rules.isMalformed(record.range), record.hits > 0 { tallies.unparsed -= 1 }
        }
        tallies.unparsed += rules.malformedCount
        for (rule, count) in rules.undecided {
            let first = rules.firstUndecided(rule)
            tallies.undecided[rule, default: Undecided()].add(
                count,
                UndecidedPlace(
                    source: block.source, offset: block.byteOffset + first.lowerBound,
                    line: line.anyLine(of: first.lowerBound)))
        }
        searchHits(place, &output)
    }

    /// Tries rules on the hits of indicators that the block has given.
    private mutating func searchHits(_ place: BlockPlace, _ output: inout BlockOutput) {
        guard hitRecords.count > 0 else { return }
        hitRecords.search()
        let firstRule = plan.rules.rules.count
        var index = 0
        while hitRecords.rules.start(of: index) < .max {
            var hit = hitRecords.rules.hit(index)
            var about = hitPlaces[hitRecords.index(of: hit)]
            hit.rule += firstRule
            add(hit, &about.record, place, line: about.line, observer: about.observer, about.producers, &output)
            index += 1
        }
        for (rule, count) in hitRecords.rules.undecided {
            let first = hitRecords.rules.firstUndecided(rule)
            let about = hitPlaces[hitRecords.index(of: RuleHit(rule: rule, record: first))]
            tallies.undecided[firstRule + rule, default: Undecided()].add(
                count,
                UndecidedPlace(
                    source: place.source, offset: place.byteOffset + about.record.range.lowerBound, line: about.line))
        }
        hitRecords.removeAll()
        hitPlaces.removeAll(keepingCapacity: true)
    }

    /// Where a hit of an indicator stands, for the rules that are tried on it.
    private struct HitPlace {
        var record: RecordContext
        var line: Int
        var observer: MemberState?
        var producers: [MemberState]
    }

    /// What the records of one block share.
    private struct BlockPlace {
        let text: TextView
        let log: LogSummary
        let source: Int
        let byteOffset: Int
        let clock: RecordClock
        /// Whose the log is, where run or path say so.
        let observer: MemberState?
    }

    /// What the hits of one record share.
    private struct RecordContext {
        let range: Range<Int>
        var time: Timestamp??
        var observers: Attribution.RecordObservers?
        var hits = 0
    }

    /// - Returns: false where only the matched text is known to be harmless: another address of the record may still
    ///   be a hit of the same network.
    private mutating func add(
        _ raw: RawHit, _ record: inout RecordContext, _ place: BlockPlace, _ line: inout LineCounter,
        _ output: inout BlockOutput
    ) -> Bool {
        let text = place.text
        let facts = self.facts(raw.entry)
        let list = facts.suppressedBy ?? suppression(ofMatched: raw, text)
        let matched = raw.start..<raw.end
        let observer = place.observer ?? observers(&record, text).observer(apartFrom: matched)
        if let list {
            tallies.suppressed[list, default: 0] += 1
            tallies.suppressedByObserver[observer?.rawValue ?? 0, default: 0] += 1
            guard plan.printsSuppressed else { return facts.suppressedBy != nil }
        }
        let time = time(&record, place)
        let verdict = time.flatMap(facts.outside)
        if list == nil, verdict != nil {
            tallies.outsideValidity += 1
            if plan.options.validity == .strict {
                tallies.dropped += 1
                return true
            }
        }
        if list == nil {
            record.hits += 1
            tallies.hitCount += 1
            let key = TallyKey(entry: raw.entry, observer: observer?.rawValue ?? 0, source: Int32(place.source))
            tallies.hits[key, default: Tally()].add(time, recordEnd: place.byteOffset + record.range.upperBound)
            if !hitRecords.isUnwanted {
                hitRecords.add(
                    facts, matched: HitText.string(text.bytes(matched)), how: raw.how, observer: observer,
                    source: place.log.name)
                hitPlaces.append(
                    HitPlace(
                        record: record, line: line.line(of: line.isReshaped ? raw.start : record.range.lowerBound),
                        observer: observer, producers: facts.producers))
            }
            guard plan.printsHits else { return true }
        }
        let hit = Hit(
            id: hitID(record, place, facts.observable.type.label, facts.text), time: time, observer: observer,
            producers: facts.producers,
            source: place.log.name, line: line.line(of: line.isReshaped ? raw.start : record.range.lowerBound),
            byteOffset: place.byteOffset + raw.start,
            observableType: facts.observable.type, value: facts.text, matched: HitText.string(text.bytes(matched)),
            how: raw.how, indicatorID: facts.indicatorID, confidence: facts.confidence, marking: facts.marking,
            validity: verdict,
            record: plan.options.withRecord ? HitText.string(text.bytes(record.range.beginning(65_536))) : nil)
        if let list {
            plan.printSuppressed?(hit, list, &output.suppressed)
        } else {
            plan.printHit?(hit, &output.hits)
        }
        return list == nil || facts.suppressedBy != nil
    }

    /// Adds a rule's hit.
    private mutating func add(
        _ hit: RuleHit, _ record: inout RecordContext, _ place: BlockPlace, _ line: inout LineCounter,
        _ output: inout BlockOutput
    ) {
        let observer =
            place.observer
            ?? observers(&record, place.text).observer(apartFrom: record.range.upperBound..<record.range.upperBound)
        let purpose = plan.rules.purposes[hit.rule]
        let isTold = plan.printsHits || purpose.eventFields != nil
        let number = isTold ? line.line(of: place.text.textStart(record.range)) : 0
        if purpose.isReported { record.hits += 1 }
        add(hit, &record, place, line: number, observer: observer, [], &output)
    }

    /// Adds a hit of a rule by its number in the plan: an event where correlations ask for it, a hit where it is reported.
    private mutating func add(
        _ hit: RuleHit, _ record: inout RecordContext, _ place: BlockPlace, line: Int, observer: MemberState?,
        _ producers: [MemberState], _ output: inout BlockOutput
    ) {
        let (rule, purpose) = plan.rule(hit.rule)
        let time = time(&record, place)
        if purpose.eventFields != nil {
            let offset = place.byteOffset + place.text.textStart(record.range)
            let fingerprint = RecordFingerprint(place.text.bytes(record.range.beginning(1_024)), salt: offset)
            let eventPlace = CorrelationEvent.Place(
                time: time ?? place.log.modified, isArrival: time == nil, source: place.source, byteOffset: offset,
                line: line, fingerprint: fingerprint.hash, observer: observer)
            output.events.append(
                CorrelationEvent(place: eventPlace, rule: purpose.number, producers: producers, values: hit.values))
        }
        guard purpose.isReported else { return }
        tallies.ruleHitCount += 1
        let key = RuleTallyKey(rule: Int32(hit.rule), observer: observer?.rawValue ?? 0, source: Int32(place.source))
        tallies.rules[key, default: Tally()].add(time, recordEnd: place.byteOffset + record.range.upperBound)
        guard plan.printsHits else { return }
        let match = Hit.RuleMatch(
            id: rule.key, title: rule.title, level: rule.level, tags: rule.tags, fields: hit.fields)
        let made = Hit(
            id: hitID(record, place, "rule", rule.key), rule: match, time: time, observer: observer,
            source: place.log.name, line: line,
            byteOffset: place.byteOffset + place.text.textStart(record.range),
            record: plan.options.withRecord
                ? HitText.string(place.text.bytes(record.range.beginning(65_536))) : nil)
        plan.printHit?(made, &output.hits)
    }

    /// The record's own time, worked out once.
    private func time(_ record: inout RecordContext, _ place: BlockPlace) -> Timestamp? {
        if let known = record.time { return known }
        let time = place.text.withSpan(record.range) { place.clock.time(of: $0) }
        record.time = .some(time)
        return time
    }

    private func observers(_ record: inout RecordContext, _ text: TextView) -> Attribution.RecordObservers {
        if let known = record.observers { return known }
        let made = plan.attribution.observers(of: text, record: record.range.beginning(65_536))
        record.observers = made
        return made
    }

    private mutating func facts(_ entry: UInt32) -> EntryFacts {
        if let known = facts[entry] { return known }
        let made = EntryFacts(entry, plan.table, plan.suppressions, derivedID: plan.derivedID)
        facts[entry] = made
        return made
    }

    /// The list that covers the address found in a network, or the name found below a domain.
    private mutating func suppression(ofMatched raw: RawHit, _ text: TextView) -> String? {
        guard raw.how == .cidr || raw.how == .subdomain else { return nil }
        let bytes = text.bytes(raw.start..<raw.end)
        if let known = matchedVerdicts[bytes] { return known }
        let type: ObservableType =
            raw.how == .subdomain ? .domainName : bytes.contains(0x3A) ? .ipv6Address : .ipv4Address
        let verdict = (try? Observable(type, text: bytes)).flatMap(plan.suppressions.list(covering:))
        if matchedVerdicts.count >= 100_000 { matchedVerdicts.removeAll(keepingCapacity: true) }
        matchedVerdicts[bytes] = .some(verdict)
        return verdict
    }

    /// The same hit in the same log has the same id, wherever the log lies and however it is packed.
    private func hitID(_ record: RecordContext, _ place: BlockPlace, _ kind: String, _ text: String) -> String {
        let start = place.byteOffset + record.range.lowerBound
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update(place.log.origin.bytes(upTo: place.byteOffset + record.range.upperBound))
        name.update("\n\(start)\n\(kind)\n\(text)\n".utf8)
        name.update(place.text.bytes(record.range.beginning(1_024)))
        return name.text()
    }
}

extension Range<Int> {
    /// At most so much of the range, from its start.
    func beginning(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}

/// Counts newlines up to positions that only grow.
struct LineCounter {
    private let text: TextView
    private var position = 0
    private var line: Int
    private let firstLine: Int
    /// Where lines of the source end, for a log that has been reshaped.
    private let lineEnds: [Int]?

    init(_ text: TextView, firstLine: Int, lineEnds: [Int]?) {
        self.text = text
        self.lineEnds = lineEnds
        line = firstLine
        self.firstLine = firstLine
    }

    /// Records of the log need not be lines of it.
    var isReshaped: Bool { lineEnds != nil }

    /// The line that begins at a position, wherever the last one was.
    func anyLine(of start: Int) -> Int {
        var counter = LineCounter(text, firstLine: firstLine, lineEnds: lineEnds)
        return counter.line(of: start)
    }

    /// The line that begins at a position; positions must not go back.
    mutating func line(of start: Int) -> Int {
        if let lineEnds { return firstLine + lineEnds.partitioningIndex { $0 >= start } }
        if start > position {
            // Safe: both positions lie in the text, the first before the second.
            line += unsafe Int(tamga_count_newlines(text.base + position, start - position))
            position = start
        }
        return line
    }
}
