public import TamgaModel

/// One indicator's value over the logs of all members.
public struct SightedValue: Hashable, Sendable {
    /// The value.
    public let observable: Observable
    /// The STIX id, where a sighting names one.
    public let indicatorID: String?
    /// Who shared it, in alphabetical order; empty is "unattributed".
    public let producers: [MemberState]
    /// In whose logs, those with the most hits first.
    public let observers: [Observer]
    /// The highest confidence that is stated.
    public let confidence: UInt8?
    /// The strictest marking that is stated.
    public let marking: Marking?
    /// Hits.
    public let hits: Int
    /// When.
    public let seen: Summary.Seen

    /// The part of one member.
    public struct Observer: Hashable, Sendable {
        /// The member; `nil` is "unattributed".
        public let state: MemberState?
        /// Hits.
        public let hits: Int
    }

    /// The values with the most hits, most first, and how many there are in all.
    ///
    /// - Complexity: O(n log n) in the sightings.
    public static func top(_ limit: Int, of sightings: [Sighting]) -> (values: [SightedValue], all: Int) {
        var gathered: [Observable: (hits: Int, places: [Int])] = [:]
        for (place, sighting) in sightings.enumerated() {
            gathered[sighting.observable, default: (0, [])].hits += sighting.count
            gathered[sighting.observable]?.places.append(place)
        }
        let order = gathered.sorted { left, right in
            if left.value.hits != right.value.hits { return left.value.hits > right.value.hits }
            if left.key.type != right.key.type { return left.key.type.rawValue < right.key.type.rawValue }
            return left.key.bytes.lexicographicallyPrecedes(right.key.bytes)
        }
        let values = order.prefix(max(0, limit)).map { SightedValue($0.key, $0.value.places.map { sightings[$0] }) }
        return (values, order.count)
    }

    private init(_ observable: Observable, _ sightings: [Sighting]) {
        self.observable = observable
        var counts: [MemberState?: Int] = [:]
        var seen = Summary.Seen()
        for sighting in sightings {
            counts[sighting.observer, default: 0] += sighting.count
            seen.widen(sighting.firstSeen, sighting.lastSeen)
        }
        self.seen = seen
        hits = counts.values.reduce(0, +)
        observers = counts.map { Observer(state: $0.key, hits: $0.value) }.sorted {
            ($1.hits, $0.state?.code ?? "~") < ($0.hits, $1.state?.code ?? "~")
        }
        producers = Set(sightings.flatMap(\.producers)).sorted()
        indicatorID = sightings.compactMap(\.indicatorID).min()
        confidence = sightings.compactMap(\.confidence).max()
        marking = sightings.compactMap(\.marking).max()
    }
}
