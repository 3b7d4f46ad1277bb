/// The observations that can fill a slot, by first sight.
struct SlotCandidates: Hashable {
    /// Their places among the events, which are in the order of first sights: ascending.
    let events: [Int32]
    /// The same by last sight; empty where each was made at one instant, and the order is the same.
    private let byLast: [Int32]
    /// How many occurrences the first n have, in each order; empty where each occurred once.
    private let countsByFirst: [Int]
    private let countsByLast: [Int]
    /// The longest time between the first and the last sight of one.
    private let longest: Int128
    /// How many occurrences there are.
    let total: Int

    /// No observation counts for more occurrences: their sum stays within 64 bits.
    static let maximumCount = 1 << 40

    init(_ events: [Int32], _ all: [Timeline.Event]) {
        self.events = events
        longest = events.reduce(0) { max($0, all[Int($1)].last - all[Int($1)].first) }
        byLast = longest == 0 ? [] : events.sorted { all[Int($0)].last < all[Int($1)].last }
        let isCounted = events.contains { all[Int($0)].count > 1 }
        func sums(_ order: [Int32]) -> [Int] {
            guard isCounted, !order.isEmpty else { return [] }
            return order.reduce(into: [0]) { $0.append($0[$0.count - 1] + all[Int($1)].occurrences) }
        }
        countsByFirst = sums(events)
        countsByLast = sums(byLast)
        total = countsByFirst.last ?? events.count
    }

    /// True where each was made at one instant.
    var areInstants: Bool { longest == 0 }

    /// Their last sights, ascending.
    func lasts(_ all: [Timeline.Event]) -> [Int128] { (areInstants ? events : byLast).map { all[Int($0)].last } }

    /// How many occurrences there are in bounds, as far as counting by sorted times tells; `nil` where the observations
    /// must be looked at one by one.
    ///
    /// - Complexity: O(log n).
    func capacity(_ bounds: TimeBounds, _ all: [Timeline.Event]) -> Int? {
        // Only what spans the whole gap is in bounds.
        if bounds.last > bounds.first { return areInstants ? 0 : nil }
        let early = Self.count(areInstants ? events : byLast) { all[Int($0)].last < bounds.last }
        let timely = Self.count(events) { all[Int($0)].first <= bounds.first }
        if countsByFirst.isEmpty { return timely - early }
        return countsByFirst[timely] - (areInstants ? countsByFirst : countsByLast)[early]
    }

    /// The places in ``events`` outside of which none is in bounds; within, each must be looked at.
    func range(_ bounds: TimeBounds, _ all: [Timeline.Event]) -> Range<Int> {
        let end = Self.count(events) { all[Int($0)].first <= bounds.first }
        if bounds.last == .min { return 0..<end }
        let start = Self.count(events) { all[Int($0)].first < bounds.last - longest }
        return min(start, end)..<end
    }

    /// How many at the beginning of a list hold, where none behind them does.
    static func count<Element>(_ list: [Element], _ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
