/// What trying rules costs, rule by rule: a search that has a profile asks the time around each candidate. One a worker.
final class RuleProfile {
    /// What one rule has cost.
    struct Cost {
        /// Records on which it was tried.
        var tried = 0
        var nanoseconds = 0
        /// The record that took longest, by its piece and its place in it.
        var worst = Place()
        /// The record on which it was tried last: what is tried twice on one record is one try.
        var last = Place()
    }

    /// A record, and how long a rule took on it.
    struct Place {
        var piece = -1
        var offset = -1
        var nanoseconds = 0
    }

    private(set) var costs: [Cost]
    /// The piece that is searched.
    var piece = 0
    private let clock = ContinuousClock()
    /// What asking the time twice takes by itself; it is taken off.
    private let overhead: Int

    init(rules: Int, overhead: Int) {
        costs = Array(repeating: Cost(), count: rules)
        self.overhead = overhead
    }

    @inline(__always)
    func now() -> ContinuousClock.Instant { clock.now }

    /// Adds one try.
    func add(rule: Int, record: Range<Int>, since start: ContinuousClock.Instant) {
        let taken = max(0, Self.nanoseconds(clock.now - start) - overhead)
        var last = costs[rule].last
        if last.piece != piece || last.offset != record.lowerBound {
            costs[rule].tried += 1
            last = Place(piece: piece, offset: record.lowerBound, nanoseconds: 0)
        }
        last.nanoseconds += taken
        costs[rule].last = last
        costs[rule].nanoseconds += taken
        if last.nanoseconds > costs[rule].worst.nanoseconds { costs[rule].worst = last }
    }

    static func nanoseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }

    /// What asking the time twice takes by itself, in nanoseconds: the median of many.
    static func measuredOverhead() -> Int {
        let clock = ContinuousClock()
        var taken: [Int] = []
        for _ in 0..<2_001 {
            let start = clock.now
            taken.append(nanoseconds(clock.now - start))
        }
        return taken.sorted()[1_000]
    }
}
