import TamgaModel
import TamgaStixPattern

/// Runs STIX patterns over records that come in the order of time.
struct PatternEngine {
    private let plan: PatternPlan
    private var observed: [ObservedRecords]
    private var satisfied: [SatisfiedPattern] = []
    /// The patterns to which something has come since they were last settled.
    private var touched: Set<Int> = []

    /// For each pattern, how many of its matches are known from before.
    private var reported: [Int]
    /// The most records that may wait.
    private let room: Int
    private var waiting = 0

    /// Bytes that a record takes that waits.
    private static let recordCost = 160

    /// - Parameter memory: the most bytes that waiting records may take, by estimate. Past it the pattern for which the
    ///   most wait forgets the older half of them.
    init(_ plan: PatternPlan, memory: Int) {
        self.plan = plan
        room = max(16, memory / Self.recordCost)
        observed = plan.patterns.enumerated().map { ObservedRecords($1, $0) }
        reported = plan.patterns.map { _ in 0 }
    }

    /// For each pattern, what became of it.
    var counts: [PatternCounts] { observed.map(\.counts) }

    /// Adds a record: its events, in the order of ``CorrelationEvent/Place/precedes(_:_:)``.
    mutating func add(_ events: ArraySlice<CorrelationEvent>) {
        for (number, record) in plan.records(of: events) {
            touched.insert(number)
            satisfied += change(number) { $0.add(record) }
        }
        while waiting > room, let most = observed.indices.max(by: { observed[$0].count < observed[$1].count }) {
            satisfied += change(most) { $0.settle() }
            if waiting > room {
                _ = change(most) { observed in
                    observed.forgetHalf()
                    return []
                }
            }
        }
    }

    private mutating func change(
        _ number: Int, _ body: (inout ObservedRecords) -> [SatisfiedPattern]
    ) -> [SatisfiedPattern] {
        waiting -= observed[number].count
        defer { waiting += observed[number].count }
        return body(&observed[number])
    }

    /// The patterns that have been satisfied since this was last asked, in the order of time.
    ///
    /// - Parameter all: also what is better tried later, with more.
    mutating func takeSatisfied(all: Bool) -> [SatisfiedPattern] {
        for number in touched { satisfied += change(number) { all ? $0.settle() : $0.settleSoon() } }
        touched = touched.filter { observed[$0].isUnsettled }
        defer { satisfied.removeAll(keepingCapacity: true) }
        return satisfied.filter { $0.number > reported[$0.pattern] }.sorted(by: SatisfiedPattern.precedes)
    }

    /// Takes note that so many matches of each pattern are known from before.
    mutating func setReported(_ matches: [Int]) { reported = matches }
}

extension SatisfiedPattern {
    /// The order of time, at one record that of the patterns.
    static func precedes(_ left: Self, _ right: Self) -> Bool {
        if CorrelationEvent.Place.precedes(left.last, right.last) { return true }
        if CorrelationEvent.Place.precedes(right.last, left.last) { return false }
        return left.pattern < right.pattern
    }
}

extension PatternPlan {
    /// What the events of one record are to patterns: the number of each with the atoms that the record satisfies.
    func records(of events: ArraySlice<CorrelationEvent>) -> [(pattern: Int, record: ObservedRecord)] {
        guard let place = events.first?.place else { return [] }
        var atoms: [Int: [Int]] = [:]
        for event in events {
            for use in uses(ofRule: event.rule)
            where patterns[use.pattern].compiled.admits(atom: use.atom, at: StixInstant(place.time)) {
                atoms[use.pattern, default: []].append(use.atom)
            }
        }
        return atoms.sorted { $0.key < $1.key }.map { ($0.key, ObservedRecord(place: place, atoms: $0.value.sorted())) }
    }
}

extension PatternEngine {
    /// What is remembered; nothing may be satisfied that has not been taken.
    func write(to writer: inout StandingWriter) {
        for records in observed { records.write(to: &writer) }
    }

    /// Reads into an engine that has seen nothing.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for number in observed.indices {
            try observed[number].read(from: &reader)
            waiting += observed[number].count
            touched.insert(number)
        }
    }
}
