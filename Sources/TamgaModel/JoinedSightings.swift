/// A sighting with a count and the times between which it was seen.
public protocol CountedSighting {
    /// Deterministic: two with one id are the same sighting.
    var id: String { get }
    /// Hits.
    var count: Int { get set }
    /// The earliest record time, where any record has one.
    var firstSeen: Timestamp? { get set }
    /// The latest record time, where any record has one.
    var lastSeen: Timestamp? { get set }
}

extension CountedSighting {
    /// Adds what else was seen of the same.
    public mutating func join(_ other: Self) {
        count += other.count
        firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
        lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
    }
}

extension Sighting: CountedSighting {}

extension RuleSighting: CountedSighting {}
