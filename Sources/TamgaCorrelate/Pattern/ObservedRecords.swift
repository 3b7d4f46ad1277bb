import TamgaModel
import TamgaStixPattern

/// The records that may satisfy a pattern together with what is still to come.
///
/// A pattern is satisfied by the fewest records that satisfy it, in the order of time; then it begins anew behind the last
/// of them. That place is found without trying each: the whole is tried when it has doubled, and where it holds, the place
/// is sought by halving. So records that never come to anything cost a few trials in all.
struct ObservedRecords {
    private let pattern: PatternPlan.Pattern
    private let number: Int
    private let lastAtoms: Set<Int>
    /// What a record may be older than the newest, in microseconds; what is older can be part of no match any more.
    private let span: Int64?
    private var records: [ObservedRecord] = []
    /// How many of the first records are known not to satisfy the pattern.
    private var tried = 0
    /// When a record came last that could be the last of a match.
    private var latestEnd: Int64?
    /// True where a record came since the last trial that could be the last of a match.
    private var isDue = false
    private(set) var counts = PatternCounts()

    /// The last trial ran into its limit.
    private var isHard = false
    /// When the last trial ended, for records that cost so much to try that not each is worth it.
    private var rested = ContinuousClock.now

    /// Past so many it is worth waiting.
    private static let many = 4_096

    /// How many wait.
    var count: Int { records.count }

    /// True where a trial may find something.
    var isUnsettled: Bool { isDue }

    init(_ pattern: PatternPlan.Pattern, _ number: Int) {
        self.pattern = pattern
        self.number = number
        lastAtoms = pattern.compiled.lastAtoms
        span = pattern.compiled.longest.map { StixInstant(sinceEpoch: $0).timestamp.microseconds }
    }

    /// Takes a record in; it is not earlier than those before it.
    ///
    /// - Returns: what is satisfied and has been tried.
    mutating func add(_ record: ObservedRecord) -> [SatisfiedPattern] {
        let time = record.place.time.microseconds
        if !lastAtoms.isDisjoint(with: record.atoms) {
            latestEnd = time
            isDue = true
        } else if latestEnd == time {
            isDue = true
        }
        records.append(record)
        return records.count < 2 * max(tried, 1) ? [] : settle()
    }

    /// Tries what has come since the last trial, unless it is little beside the rest and has not waited for long.
    mutating func settleSoon() -> [SatisfiedPattern] {
        let isLittle = records.count > Self.many && records.count - tried < records.count / 16
        return (isLittle || isHard) && ContinuousClock.now - rested < .seconds(1) ? [] : settle()
    }

    /// Tries what has come since the last trial.
    mutating func settle() -> [SatisfiedPattern] {
        var found: [SatisfiedPattern] = []
        while isDue {
            guard let satisfied = firstMatch() else {
                isDue = false
                break
            }
            found.append(satisfied)
        }
        if let span, let newest = records.last?.place.time.microseconds {
            let old = records.prefix { newest - $0.place.time.microseconds > span }.count
            records.removeFirst(old)
        }
        tried = records.count
        rested = .now
        return found
    }

    /// The first match, which is then behind us.
    private mutating func firstMatch() -> SatisfiedPattern? {
        let undecided = counts.undecided
        defer { isHard = counts.undecided > undecided }
        guard var best = binding(records.count) else {
            tried = records.count
            return nil
        }
        var (low, high) = (tried, records.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if let found = binding(middle) { (high, best) = (middle, found) } else { low = middle }
        }
        counts.matches += 1
        let satisfied = SatisfiedPattern(pattern: number, number: counts.matches, best, records[..<high])
        records.removeFirst(high)
        tried = 0
        return satisfied
    }

    /// How the first records satisfy the pattern.
    private mutating func binding(_ count: Int) -> [Binding]? {
        switch PatternTrial.verdict(pattern.compiled, records[..<count]) {
        case .match(let binding): return binding
        case .noMatch: return nil
        case .undecided:
            counts.undecided += 1
            return nil
        }
    }

    /// Forgets the older half.
    mutating func forgetHalf() {
        let count = (records.count + 1) / 2
        records.removeFirst(count)
        tried = max(0, tried - count)
        counts.forgotten += count
    }
}

/// Whether records satisfy a pattern.
enum PatternTrial {
    /// How much a trial may cost.
    static let limits = BindingLimits(steps: 5_000_000)

    static func verdict(_ pattern: CompiledStixPattern, _ records: ArraySlice<ObservedRecord>) -> PatternVerdict {
        var timeline = Timeline(pattern)
        var verdicts = ObservationVerdicts()
        for index in records.indices {
            let instant = StixInstant(records[index].place.time)
            verdicts.holding = records[index].atoms
            timeline.add(index, first: instant, last: instant, verdicts)
        }
        return timeline.verdict(limits: limits)
    }
}

extension ObservedRecords {
    func write(to writer: inout StandingWriter) {
        writer.add(records) { writer, record in
            writer.add(record.place)
            writer.add(record.atoms) { $0.add($1) }
        }
        writer.add(tried)
        writer.add(latestEnd != nil)
        if let latestEnd { writer.add(latestEnd) }
        writer.add(isDue)
        counts.write(to: &writer)
    }

    /// Reads into what has seen nothing.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        let atoms = pattern.atoms.count
        records = try reader.list { (reader) throws(StandingError) in
            let place = try reader.place()
            return ObservedRecord(
                place: place,
                atoms: try reader.list { (reader) throws(StandingError) in try reader.int(below: atoms) })
        }
        tried = try reader.int(below: records.count + 1)
        if try reader.flag() { latestEnd = try reader.number() }
        isDue = try reader.flag()
        try counts.read(from: &reader)
    }
}
