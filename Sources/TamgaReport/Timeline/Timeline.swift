public import TamgaModel

/// What a timeline shows: for each member a row of columns of equal width in time.
public struct Timeline: Hashable, Sendable {
    /// What is counted in a column.
    public enum Measure: Hashable, Sendable {
        /// Hits, by the times of their records.
        case hits
        /// Sightings between their first and their last record: how the hits lie in between is not known.
        case sightings
    }

    /// One member's part.
    public struct Band: Hashable, Sendable {
        /// The member; `nil` is "unattributed".
        public let observer: MemberState?
        /// What was counted, column by column.
        public let counts: [Int]
        /// Hits, or sightings, before or behind what is drawn.
        public let outside: Int
        /// Hits, or sightings, without a time.
        public let untimed: Int
    }

    /// What is counted.
    public let measure: Measure
    /// When each column begins; empty where nothing has a time.
    public let starts: [Timestamp]
    /// How wide a column is, in seconds; 0 where there is none.
    public let width: Int
    /// The members that have anything, in alphabetical order, "unattributed" at the end.
    public let bands: [Band]

    /// The timeline of hits that were counted while logs were read.
    public init(_ hits: HitTimeline) {
        var moments: [Int64: Int] = [:]
        for band in hits.bands.values { moments.merge(band.columns, uniquingKeysWith: +) }
        let narrow = Int64(hits.width)
        let span = TimelineSpan(moments, width: narrow)
        measure = .hits
        starts = span.map { span in (0..<span.count).map(span.start) } ?? []
        width = span.map { Int($0.width) } ?? 0
        bands = Self.order(hits.bands.keys).map { observer in
            let band = hits.bands[observer] ?? HitTimeline.Band()
            var counts = Array(repeating: 0, count: span?.count ?? 0)
            var outside = 0
            for (column, count) in band.columns {
                let place = span.map { TimeGrid.widened(column, from: narrow, to: $0.width) - $0.first } ?? -1
                if counts.indices.contains(Int(place)) { counts[Int(place)] += count } else { outside += count }
            }
            return Band(observer: observer, counts: counts, outside: outside, untimed: band.untimed)
        }
    }

    /// The timeline of sightings, of which no more is known than their first and their last record.
    public init(_ sightings: [Sighting]) {
        self.init(spans: sightings.map { ($0.observer, $0.firstSeen, $0.lastSeen) })
    }

    /// The timeline of spans of time.
    init(spans: [(observer: MemberState?, first: Timestamp?, last: Timestamp?)]) {
        let narrow = TimeGrid.widths[0]
        var moments: [Int64: Int] = [:]
        for span in spans {
            for time in [span.first, span.last] {
                if let time { moments[TimeGrid.column(time, width: narrow), default: 0] += 1 }
            }
        }
        let drawn = TimelineSpan(moments, width: narrow)
        measure = .sightings
        starts = drawn.map { drawn in (0..<drawn.count).map(drawn.start) } ?? []
        width = drawn.map { Int($0.width) } ?? 0
        let grouped = Dictionary(grouping: spans, by: \.observer)
        bands = Self.order(grouped.keys).map { observer in
            var changes = Array(repeating: 0, count: (drawn?.count ?? 0) + 1)
            var outside = 0
            var untimed = 0
            for span in grouped[observer] ?? [] {
                guard let drawn, let first = span.first ?? span.last, let last = span.last ?? span.first else {
                    untimed += 1
                    continue
                }
                let from = TimeGrid.column(first, width: drawn.width) - drawn.first
                let to = TimeGrid.column(max(first, last), width: drawn.width) - drawn.first
                guard to >= 0, from < Int64(drawn.count) else {
                    outside += 1
                    continue
                }
                changes[Int(max(0, from))] += 1
                changes[Int(min(to, Int64(drawn.count) - 1)) + 1] -= 1
            }
            var current = 0
            let counts = changes.dropLast().map { change in
                current += change
                return current
            }
            return Band(observer: observer, counts: counts, outside: outside, untimed: untimed)
        }
    }

    private static func order(_ observers: some Collection<MemberState?>) -> [MemberState?] {
        let named = observers.compactMap(\.self).sorted().map(Optional.some)
        return observers.contains(nil) ? named + [nil] : named
    }
}
