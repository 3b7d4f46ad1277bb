/// Counts of the last 300 seconds, a place a second.
struct RateRing: Sendable {
    static let span = 300

    private var counts = [UInt32](repeating: 0, count: span)
    /// The newest second that is counted.
    private(set) var last: Int64?
    /// All that was ever counted.
    private(set) var total = 0

    /// Counts one; what is older than the newest by the span or more counts in the total alone.
    mutating func add(_ second: Int64) {
        total += 1
        guard let newest = last else {
            last = second
            counts[place(second)] = 1
            return
        }
        if second > newest {
            let gap = min(second - newest, Int64(Self.span))
            for step in 1...gap { counts[place(second - gap + step)] = 0 }
            last = second
        } else if newest - second >= Int64(Self.span) {
            return
        }
        counts[place(second)] &+= 1
    }

    /// How many there were in a window that ends with a second.
    func count(within window: Int, at now: Int64) -> Int {
        guard let last else { return 0 }
        let from = max(now - Int64(window) + 1, last - Int64(Self.span) + 1)
        guard from <= min(now, last) else { return 0 }
        var sum = 0
        for second in from...min(now, last) { sum += Int(counts[place(second)]) }
        return sum
    }

    private func place(_ second: Int64) -> Int {
        let rest = Int(second % Int64(Self.span))
        return rest < 0 ? rest + Self.span : rest
    }
}
