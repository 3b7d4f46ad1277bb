import TamgaModel

/// The span of time that a timeline draws, and how it is divided.
struct TimelineSpan: Hashable {
    /// Seconds a column.
    let width: Int64
    /// The first column that is drawn.
    let first: Int64
    /// How many are drawn: 1 … ``most``.
    let count: Int

    /// The most columns that are drawn.
    static let most = 96

    /// The span of weighted moments; `nil` where there are none.
    ///
    /// Where a few moments, at most one in two hundred on either side, make the span more than four times as long (a clock
    /// that was wrong, a year that was guessed), it is drawn without them.
    ///
    /// - Parameters:
    ///   - moments: columns of `width`, with how much weighs on each.
    ///   - width: one of ``TimeGrid/widths``.
    init?(_ moments: [Int64: Int], width: Int64) {
        let order = moments.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard let last = order.last, let start = order.first else { return nil }
        let weight = order.reduce(0) { $0 + $1.value }
        func inner(_ moments: some Sequence<(key: Int64, value: Int)>, _ fallback: Int64) -> Int64 {
            var passed = 0
            for moment in moments {
                passed += moment.value
                if passed > weight / 200 { return moment.key }
            }
            return fallback
        }
        let low = inner(order, start.key)
        let high = inner(order.reversed(), last.key)
        let whole = (start.key, last.key)
        let isFar = last.key - start.key + 1 > 4 * (high - low + 1) && last.key - start.key >= Int64(Self.most)
        let (from, to) = isFar ? (low, high) : whole
        for wide in TimeGrid.widths where wide >= width {
            let first = TimeGrid.widened(from, from: width, to: wide)
            let count = TimeGrid.widened(to, from: width, to: wide) - first + 1
            if count <= Int64(Self.most) || wide == TimeGrid.widths.last {
                self.width = wide
                self.first = first
                self.count = Int(min(count, Int64(Self.most)))
                return
            }
        }
        return nil
    }

    /// When a drawn column begins.
    func start(_ column: Int) -> Timestamp { TimeGrid.start(first + Int64(column), width: width) }
}
