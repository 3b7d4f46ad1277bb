import TamgaModel

/// The widths that a timeline's columns can have, each a multiple of the one before, so that counts of narrow columns
/// add up to those of wide ones. Columns begin at midnight UTC, those of weeks on a Monday.
enum TimeGrid {
    /// Seconds.
    static let widths: [Int64] = [
        60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_419_200, 31_449_600, 314_496_000,
        3_144_960_000, 314_496_000_000,
    ]

    /// 1970-01-05, a Monday.
    private static let origin: Int64 = 4 * 86_400

    /// The number of the column that a moment lies in.
    static func column(_ time: Timestamp, width: Int64) -> Int64 {
        let second = floor(time.microseconds, 1_000_000) - origin
        return floor(second, width)
    }

    /// The number of the wide column that a narrow one lies in.
    static func widened(_ column: Int64, from narrow: Int64, to wide: Int64) -> Int64 { floor(column, wide / narrow) }

    /// When a column begins.
    static func start(_ column: Int64, width: Int64) -> Timestamp { Timestamp(seconds: column * width + origin) }

    private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }
}
