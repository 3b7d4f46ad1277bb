public import TamgaModel

/// Hits counted by the time of their records and by the member in whose logs, in bounded memory.
///
/// Counting begins in minutes. Where a member would have more than ``mostColumns`` of them with a hit, columns become
/// wider for all. What it comes to depends on the hits and neither on their order nor on how they were divided among
/// workers.
public struct HitTimeline: Hashable, Sendable {
    /// The most columns with a hit that are kept for a member.
    public static let mostColumns = 2_048

    /// Hits of one member.
    struct Band: Hashable, Sendable {
        var columns: [Int64: Int] = [:]
        /// Hits in records without a time.
        var untimed = 0
    }

    private(set) var bands: [MemberState?: Band] = [:]
    private var level = 0

    /// How wide a column is, in seconds.
    public var width: Int { Int(TimeGrid.widths[level]) }
    /// All hits, those without a time among them.
    public var hits: Int { bands.values.reduce(0) { $0 + $1.untimed + $1.columns.values.reduce(0, +) } }

    /// Nothing yet.
    public init() {}

    /// Counts a hit.
    public mutating func add(_ time: Timestamp?, in observer: MemberState?) {
        guard let time else {
            bands[observer, default: Band()].untimed += 1
            return
        }
        let column = TimeGrid.column(time, width: TimeGrid.widths[level])
        bands[observer, default: Band()].columns[column, default: 0] += 1
        if bands[observer].map({ $0.columns.count > Self.mostColumns }) ?? false { widen() }
    }

    /// Adds what another one has counted.
    public static func += (left: inout HitTimeline, right: HitTimeline) {
        var right = right
        while left.level < right.level { left.widenOnce() }
        while right.level < left.level { right.widenOnce() }
        for (observer, band) in right.bands {
            left.bands[observer, default: Band()].untimed += band.untimed
            left.bands[observer]?.columns.merge(band.columns, uniquingKeysWith: +)
        }
        left.widen()
    }

    /// Widens columns until there are few enough.
    private mutating func widen() {
        while bands.values.contains(where: { $0.columns.count > Self.mostColumns }),
            level + 1 < TimeGrid.widths.count
        { widenOnce() }
    }

    private mutating func widenOnce() {
        let (narrow, wide) = (TimeGrid.widths[level], TimeGrid.widths[level + 1])
        level += 1
        bands = bands.mapValues { band in
            var columns: [Int64: Int] = [:]
            for (column, count) in band.columns {
                columns[TimeGrid.widened(column, from: narrow, to: wide), default: 0] += count
            }
            return Band(columns: columns, untimed: band.untimed)
        }
    }
}
