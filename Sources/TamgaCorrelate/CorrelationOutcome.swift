public import TamgaModel

/// What correlations have found, and what they could not look at.
public struct CorrelationOutcome: Sendable {
    /// Hits of correlations.
    public var hits = 0
    /// What patterns over several observations have found.
    public var patterns = PatternFindings()
    /// What the union is told, the most serious first.
    public var sightings: [CorrelationSighting] = []
    /// Events that came later than the lateness allows.
    public var late = 0
    /// How often events had to be looked at early for want of memory.
    public var forcedReleases = 0
    /// For each correlation, what became of the records that reached it.
    public var counts: [(title: String, counts: CorrelationCounts)] = []

    init(
        hits: Int, patterns: PatternFindings, sightings: [CorrelationSighting], late: Int, forcedReleases: Int,
        counts: [(title: String, counts: CorrelationCounts)]
    ) {
        self.hits = hits
        self.patterns = patterns
        self.sightings = sightings
        self.late = late
        self.forcedReleases = forcedReleases
        self.counts = counts
    }
}

/// Sums hits of correlations up by correlation and members.
struct CorrelationFindings {
    private var places: [Key: Int] = [:]
    private var found: [CorrelationSighting] = []
    private(set) var hits = 0

    private struct Key: Hashable {
        var rule: String
        var observers: [MemberState]
    }

    mutating func add(_ hit: Hit) {
        guard let sighting = CorrelationSighting(hit) else { return }
        hits += 1
        let key = Key(rule: sighting.ruleID, observers: sighting.observers)
        if let place = places[key] {
            found[place].count += 1
            found[place].records += sighting.records
            found[place].firstSeen = min(found[place].firstSeen, sighting.firstSeen)
            found[place].lastSeen = max(found[place].lastSeen, sighting.lastSeen)
            return
        }
        places[key] = found.count
        found.append(sighting)
    }

    var sightings: [CorrelationSighting] {
        found.sorted { left, right in
            if left.level != right.level { return (left.level ?? .informational) > (right.level ?? .informational) }
            return (left.title, left.observers.map(\.code).joined()) < (
                right.title, right.observers.map(\.code).joined()
            )
        }
    }
}
