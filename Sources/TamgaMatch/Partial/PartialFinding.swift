import TamgaModel

/// One of the numbers and refusals that a split has come to.
enum PartialFinding {
    case hits(entry: UInt32, observer: UInt16, Tally)
    case rule(rule: Int32, observer: UInt16, Tally)
    case pattern(rule: Int32, observer: UInt16, Tally)
    case undecided(rule: Int, count: Int, offset: Int, line: Int)
    case suppressed(list: String, count: Int)
    case suppressedOf(observer: UInt16, count: Int)
    case counts(PartialCounts)
    case refusal(line: Int, byteOffset: Int, reason: String)
}

/// What a split has counted of itself.
struct PartialCounts {
    var matchedRecords = 0
    var hits = 0
    var outsideValidity = 0
    var dropped = 0
    var ruleHits = 0
    var unparsed = 0
}

extension SplitOutcome {
    /// All findings, in an order that depends on nothing but themselves.
    func forEachFinding(_ body: (PartialFinding) throws -> Void) rethrows {
        try body(
            .counts(
                PartialCounts(
                    matchedRecords: tallies.matchedRecords, hits: tallies.hitCount,
                    outsideValidity: tallies.outsideValidity, dropped: tallies.dropped,
                    ruleHits: tallies.ruleHitCount, unparsed: tallies.unparsed)))
        for refusal in refusals {
            try body(
                .refusal(line: refusal.line ?? 0, byteOffset: refusal.byteOffset ?? 0, reason: refusal.reason))
        }
        for (key, tally) in tallies.hits.sorted(by: {
            ($0.key.entry, $0.key.observer) < ($1.key.entry, $1.key.observer)
        }) {
            try body(.hits(entry: key.entry, observer: key.observer, tally))
        }
        for (key, tally) in Self.sorted(tallies.rules) {
            try body(.rule(rule: key.rule, observer: key.observer, tally))
        }
        for (key, tally) in Self.sorted(tallies.patterns) {
            try body(.pattern(rule: key.rule, observer: key.observer, tally))
        }
        for (rule, undecided) in tallies.undecided.sorted(by: { $0.key < $1.key }) {
            guard let first = undecided.first else { continue }
            try body(.undecided(rule: rule, count: undecided.count, offset: first.offset, line: first.line))
        }
        for (list, count) in tallies.suppressed.sorted(by: { $0.key < $1.key }) {
            try body(.suppressed(list: list, count: count))
        }
        for (observer, count) in tallies.suppressedByObserver.sorted(by: { $0.key < $1.key }) {
            try body(.suppressedOf(observer: observer, count: count))
        }
    }

    private static func sorted(_ tallies: [RuleTallyKey: Tally]) -> [(key: RuleTallyKey, value: Tally)] {
        tallies.sorted { ($0.key.rule, $0.key.observer) < ($1.key.rule, $1.key.observer) }
    }
}

extension PartialBytes {
    mutating func add(_ finding: PartialFinding) {
        switch finding {
        case .counts(let counts):
            add(byte: 0)
            for count in [
                counts.matchedRecords, counts.hits, counts.outsideValidity, counts.dropped, counts.ruleHits,
                counts.unparsed,
            ] { add(signed: Int64(count)) }
        case .refusal(let line, let offset, let reason):
            add(byte: 1)
            add(line)
            add(offset)
            add(reason)
        case .hits(let entry, let observer, let tally): add(2, UInt64(entry), observer, tally)
        case .rule(let rule, let observer, let tally): add(3, UInt64(rule), observer, tally)
        case .pattern(let rule, let observer, let tally): add(4, UInt64(rule), observer, tally)
        case .undecided(let rule, let count, let offset, let line):
            add(byte: 5)
            for number in [rule, count, offset, line] { add(number) }
        case .suppressed(let list, let count):
            add(byte: 6)
            add(list)
            add(count)
        case .suppressedOf(let observer, let count):
            add(byte: 7)
            add(UInt64(observer))
            add(count)
        }
    }

    private mutating func add(_ kind: UInt8, _ number: UInt64, _ observer: UInt16, _ tally: Tally) {
        add(byte: kind)
        add(number)
        add(UInt64(observer))
        add(tally.count)
        add(tally.firstEnd)
        add(tally.first <= tally.last)
        if tally.first <= tally.last {
            add(Timestamp(microseconds: tally.first))
            add(Timestamp(microseconds: tally.last))
        }
    }
}

extension PartialReader {
    mutating func finding() throws(PartialError) -> PartialFinding {
        switch try byte() {
        case 0:
            var counts = PartialCounts()
            counts.matchedRecords = try counted()
            counts.hits = try counted()
            counts.outsideValidity = try counted()
            counts.dropped = try counted()
            counts.ruleHits = try counted()
            counts.unparsed = try adding()
            return .counts(counts)
        case 1: return .refusal(line: try int(), byteOffset: try int(), reason: try text())
        case 2:
            guard let entry = UInt32(exactly: try number()) else { throw .damaged }
            return .hits(entry: entry, observer: try observer(), try tally())
        case 3: return .rule(rule: try rule(), observer: try observer(), try tally())
        case 4: return .pattern(rule: try rule(), observer: try observer(), try tally())
        case 5: return .undecided(rule: Int(try rule()), count: try int(), offset: try int(), line: try int())
        case 6: return .suppressed(list: try text(), count: try int())
        case 7: return .suppressedOf(observer: try observer(), count: try int())
        default: throw .damaged
        }
    }

    /// Records that were not parsed; those that gave a hit are taken off, so that it may be below zero.
    private mutating func adding() throws(PartialError) -> Int {
        let number = try signed()
        guard number.magnitude < UInt64(Self.largestOffset) else { throw .damaged }
        return Int(number)
    }

    private mutating func counted() throws(PartialError) -> Int {
        let number = try adding()
        guard number >= 0 else { throw .damaged }
        return number
    }

    private mutating func rule() throws(PartialError) -> Int32 { Int32(try int(below: Int(Int32.max))) }

    private mutating func observer() throws(PartialError) -> UInt16 {
        guard let number = UInt16(exactly: try number()), number == 0 || MemberState(rawValue: number) != nil else {
            throw .damaged
        }
        return number
    }

    private mutating func tally() throws(PartialError) -> Tally {
        var tally = Tally()
        tally.count = try int()
        tally.firstEnd = try int()
        if try flag() {
            tally.first = try time().microseconds
            tally.last = try time().microseconds
            guard tally.first <= tally.last else { throw .damaged }
        }
        return tally
    }
}
