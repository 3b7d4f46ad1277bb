/// A bounded table of things with their rates.
struct RateTable: Sendable {
    private let most: Int
    private var rings: [String: RateRing] = [:]
    private var others = 0
    /// Before this second no thing can be let go: the last search for one found none.
    private var fullUntil = Int64.min

    /// A table of so many things.
    init(most: Int) { self.most = most }

    mutating func add(_ name: String, at second: Int64) {
        if rings[name] == nil, rings.count >= most, !letGo(at: second) {
            others += 1
            return
        }
        rings[name, default: RateRing()].add(second)
    }

    /// Lets go what has not been seen for the longest window.
    private mutating func letGo(at second: Int64) -> Bool {
        guard second >= fullUntil else { return false }
        let old = rings.filter { second - ($0.value.last ?? .min / 2) >= Int64(RateRing.span) }
        if old.isEmpty {
            fullUntil = second + 1
            return false
        }
        for name in old.keys { rings[name] = nil }
        return true
    }

    func group(at second: Int64, _ limit: Int) -> HitRates.Group {
        let rates = rings.map { name, ring in
            HitRates.Rate(
                name: name, counts: HitRates.windows.map { ring.count(within: $0, at: second) }, total: ring.total)
        }
        let live = rates.filter { $0.counts[2] > 0 }
        let sorted = rates.sorted { left, right in
            for window in left.counts.indices where left.counts[window] != right.counts[window] {
                return left.counts[window] > right.counts[window]
            }
            return left.total == right.total ? left.name < right.name : left.total > right.total
        }
        return HitRates.Group(rates: Array(sorted.prefix(limit)), live: live.count, others: others)
    }
}
