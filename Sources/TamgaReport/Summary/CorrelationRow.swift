public import TamgaModel

/// What one correlation has found in the logs of the same members.
public struct CorrelationRow: Hashable, Sendable {
    /// The correlation's id; its title where it has none.
    public let id: String
    /// Its title.
    public let title: String
    /// How serious it is, where it says so.
    public let level: SigmaLevel?
    /// Its tags, in alphabetical order.
    public let tags: [String]
    /// In whose logs, in alphabetical order; empty where nobody is named.
    public let observers: [MemberState]
    /// Hits.
    public let hits: Int
    /// Records that were counted for them.
    public let records: Int
    /// When.
    public let seen: Summary.Seen

    /// The ATT&CK techniques among its tags, each once, in alphabetical order.
    public var techniques: [String] { RuleFindings.techniques(tags) }

    /// One row a correlation and members, the most serious first, then those with the most members and hits.
    static func rows(_ sightings: [CorrelationSighting]) -> [CorrelationRow] {
        struct Key: Hashable {
            var id: String
            var observers: [MemberState]
        }
        return Dictionary(grouping: sightings) { Key(id: $0.ruleID, observers: $0.observers) }.map { key, found in
            var seen = Summary.Seen()
            for sighting in found { seen.widen(sighting.firstSeen, sighting.lastSeen) }
            return CorrelationRow(
                id: key.id, title: found.map(\.title).min() ?? key.id, level: found.compactMap(\.level).max(),
                tags: Set(found.flatMap(\.tags)).sorted(), observers: key.observers,
                hits: found.reduce(0) { $0 + $1.count }, records: found.reduce(0) { $0 + $1.records }, seen: seen)
        }.sorted { left, right in
            if left.level != right.level { return RuleFindings.rank(left.level) > RuleFindings.rank(right.level) }
            if left.observers.count != right.observers.count { return left.observers.count > right.observers.count }
            if left.hits != right.hits { return left.hits > right.hits }
            return (left.title, left.id, left.members) < (right.title, right.id, right.members)
        }
    }

    /// `KZ, UZ`; `--` where nobody is named.
    var members: String { observers.isEmpty ? "--" : observers.map(\.code).joined(separator: ", ") }
}
