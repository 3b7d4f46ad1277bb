import CTamgaSift
import TamgaLogs
import TamgaModel
import TamgaUUID

/// Searches blocks and works out what their hits mean; one a thread, sharing only what never changes.
struct Worker: ~Copyable {
    private let plan: MatchPlan
    private var sieve: TokenSieve
    private let reference: ReferenceEngine?
    private var facts: [UInt32: EntryFacts] = [:]
    /// Verdicts on matched text that is not the indicator's own value: the address in a network, the subdomain.
    private var matchedVerdicts: [[UInt8]: String?] = [:]
    var tallies = Tallies()

    init(_ plan: MatchPlan) {
        self.plan = plan
        sieve = TokenSieve(plan.table, plan.options.settings)
        reference = plan.options.engine == .reference ? ReferenceEngine(plan.table, plan.options.settings) : nil
    }

    /// Searches one block; what is to be printed of its hits is appended to `output`.
    mutating func search(_ block: borrowing Block, of log: LogSummary, into output: inout BlockOutput) {
        let text = block.seal()
        var raw: [RawHit]
        if let reference {
            raw = reference.search(text)
        } else {
            sieve.hits.removeAll(keepingCapacity: true)
            _ = sieve.sift(text)
            raw = sieve.hits
        }
        guard !raw.isEmpty else { return }
        raw.sort { ($0.start, $0.entry, $0.end, $0.how.rawValue) < ($1.start, $1.entry, $1.end, $1.how.rawValue) }
        let clock = RecordClock(newest: log.modified)
        let sourceObserver = plan.attribution.observer(ofSource: log.name)
        var index = 0
        var line = LineCounter(text, firstLine: block.firstLine)
        while index < raw.count {
            let range = text.record(around: raw[index].start)
            var record = RecordContext(range: range, source: block.source, byteOffset: block.byteOffset)
            var seen: Set<UInt32> = []
            while index < raw.count, raw[index].start <= range.upperBound {
                if seen.insert(raw[index].entry).inserted {
                    add(raw[index], &record, text, log, clock, sourceObserver, &line, &output)
                }
                index += 1
            }
            if record.hits > 0 { tallies.matchedRecords += 1 }
        }
    }

    /// What the hits of one record share.
    private struct RecordContext {
        let range: Range<Int>
        let source: Int
        let byteOffset: Int
        var time: Timestamp??
        var observers: Attribution.RecordObservers?
        var hits = 0
    }

    private mutating func add(
        _ raw: RawHit, _ record: inout RecordContext, _ text: TextView, _ log: LogSummary, _ clock: RecordClock,
        _ sourceObserver: MemberState?, _ line: inout LineCounter, _ output: inout BlockOutput
    ) {
        let facts = self.facts(raw.entry)
        let list = facts.suppressedBy ?? suppression(ofMatched: raw, text)
        if let list {
            tallies.suppressed[list, default: 0] += 1
            guard plan.printsSuppressed else { return }
        }
        let time: Timestamp?
        if let known = record.time {
            time = known
        } else {
            time = text.withSpan(record.range) { clock.time(of: $0) }
            record.time = .some(time)
        }
        let verdict = time.flatMap(facts.outside)
        if list == nil, verdict != nil {
            tallies.outsideValidity += 1
            if plan.options.validity == .strict {
                tallies.dropped += 1
                return
            }
        }
        let matched = raw.start..<raw.end
        let observer = sourceObserver ?? observers(&record, text).observer(apartFrom: matched)
        if list == nil {
            record.hits += 1
            tallies.hitCount += 1
            let key = TallyKey(entry: raw.entry, observer: observer?.rawValue ?? 0, source: Int32(record.source))
            tallies.hits[key, default: Tally()].add(time, recordEnd: record.byteOffset + record.range.upperBound)
            guard plan.printsHits else { return }
        }
        let hit = Hit(
            id: hitID(log, record, text, facts), time: time, observer: observer, producers: facts.producers,
            source: log.name, line: line.line(of: record.range.lowerBound), byteOffset: record.byteOffset + raw.start,
            observableType: facts.observable.type, value: facts.text, matched: HitText.string(text.bytes(matched)),
            how: raw.how, indicatorID: facts.indicatorID, confidence: facts.confidence, marking: facts.marking,
            validity: verdict,
            record: plan.options.withRecord ? HitText.string(text.bytes(record.range.beginning(65_536))) : nil)
        if let list {
            plan.printSuppressed?(hit, list, &output.suppressed)
        } else {
            plan.printHit?(hit, &output.hits)
        }
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
    private func hitID(_ log: LogSummary, _ record: RecordContext, _ text: TextView, _ facts: EntryFacts) -> String {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update(log.origin.bytes(upTo: record.byteOffset + record.range.upperBound))
        name.update(
            "\n\(record.byteOffset + record.range.lowerBound)\n\(facts.observable.type.label)\n\(facts.text)\n".utf8)
        name.update(text.bytes(record.range.beginning(1_024)))
        return name.text()
    }
}

extension Range<Int> {
    /// At most so much of the range, from its start.
    func beginning(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}

/// What one block gives to print.
struct BlockOutput {
    var hits: [UInt8] = []
    var suppressed: [UInt8] = []
}

/// Counts newlines up to positions that only grow.
struct LineCounter {
    private let text: TextView
    private var position = 0
    private var line: Int

    init(_ text: TextView, firstLine: Int) {
        self.text = text
        line = firstLine
    }

    /// The line that begins at a position; positions must not go back.
    mutating func line(of start: Int) -> Int {
        if start > position {
            // Safe: both positions lie in the text, the first before the second.
            line += unsafe Int(tamga_count_newlines(text.base + position, start - position))
            position = start
        }
        return line
    }
}
