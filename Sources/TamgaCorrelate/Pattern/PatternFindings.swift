public import TamgaModel

/// What patterns over several observations have found, and what they could not look at.
public struct PatternFindings: Sendable {
    /// Hits.
    public private(set) var hits = 0
    /// Those of them outside the validity of the indicator.
    public private(set) var outsideValidity = 0
    /// Matches that were dropped, since they lie outside; they are no hits.
    public private(set) var dropped = 0
    /// What the union is told, in the order of time.
    public private(set) var sightings: [Sighting] = []
    /// For each pattern, what became of it.
    public internal(set) var counts: [(title: String, counts: PatternCounts)] = []
    private var places: [Key: Int] = [:]

    private struct Key: Hashable {
        var indicator: String?
        var observer: MemberState?
        var source: String
    }

    init() {}

    /// Adds a hit of a pattern.
    ///
    /// - Returns: false where it is to be dropped.
    mutating func add(_ hit: Hit, dropsOutsideValidity: Bool) -> Bool {
        if hit.validity != nil, dropsOutsideValidity {
            dropped += 1
            return false
        }
        hits += 1
        if hit.validity != nil { outsideValidity += 1 }
        guard let sighting = Sighting(ofPattern: hit) else { return true }
        let key = Key(indicator: hit.indicatorID, observer: hit.observer, source: hit.source)
        if let place = places[key] {
            sightings[place].join(sighting)
        } else {
            places[key] = sightings.count
            sightings.append(sighting)
        }
        return true
    }
}
