/// What several measurements of one thing come to.
public struct Spread: Hashable, Sendable {
    /// The one in the middle; of an even number the mean of the two.
    public let median: Double
    /// The median distance from the median: how noisy they are.
    public let deviation: Double
    /// The smallest.
    public let least: Double
    /// How many there are.
    public let count: Int

    /// Of measurements; of none everything is 0.
    public init(_ values: [Double]) {
        let middle = Self.median(values)
        median = middle
        deviation = Self.median(values.map { abs($0 - middle) })
        least = values.min() ?? 0
        count = values.count
    }

    /// As it was once worked out.
    public init(median: Double, deviation: Double, least: Double, count: Int) {
        (self.median, self.deviation, self.least, self.count) = (median, deviation, least, count)
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// How another spread compares with this one.
    public enum Change: String, Sendable {
        /// Less by more than the noise.
        case faster
        /// The difference is inside the noise.
        case same
        /// More by more than the noise.
        case slower
    }

    /// How later measurements of the same thing compare with these.
    ///
    /// The noise is three standard deviations of the difference, as the two median deviations tell them (1.4826 of one is
    /// a standard deviation), and at least a share of the earlier median, for what differs between two runs of one
    /// program: another address, another clock rate.
    ///
    /// - Parameter share: of the earlier median, below which nothing is said to differ.
    public func change(to later: Spread, atLeast share: Double = 0.05) -> Change {
        let noise = band(to: later, atLeast: share)
        let difference = later.median - median
        return abs(difference) <= noise ? .same : difference < 0 ? .faster : .slower
    }

    /// The noise that ``change(to:atLeast:)`` allows for, in the unit of the measurements.
    public func band(to later: Spread, atLeast share: Double = 0.05) -> Double {
        let sum = deviation * deviation + later.deviation * later.deviation
        return max(3 * 1.4826 * sum.squareRoot(), share * median)
    }
}
