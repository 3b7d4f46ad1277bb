/// What a closing window says of its numbers.
enum Statistics {
    /// The arithmetic mean; 0 of none.
    static func average(_ numbers: [Double]) -> Double {
        numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    }

    /// The value below which a percentage of the numbers lies, on the straight line between the two that are nearest
    /// (PERCENTILE_CONT of SQL); 0 of none.
    ///
    /// - Complexity: O(*n* log *n*).
    static func percentile(_ percentage: Double, of numbers: [Double]) -> Double {
        guard !numbers.isEmpty else { return 0 }
        let sorted = numbers.sorted()
        let place = percentage / 100 * Double(sorted.count - 1)
        let below = Int(place.rounded(.down))
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}
