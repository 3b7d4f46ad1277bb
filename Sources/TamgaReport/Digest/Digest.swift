public import TamgaModel

/// What one member may know of a store's sightings, as one page: where its own indicators were seen, what was seen in
/// its own logs, and the sharing matrix as far as it may have it.
///
/// It is made of ``ToldSightings`` alone: what the member may not know cannot change a byte of it. In the matrix, what
/// is between others is shown where at least ``smallest`` different indicators stand behind it, and only what is shown
/// is added up: nothing can be worked out from the sums.
public struct Digest: Sendable {
    /// The fewest different indicators of a cell between others that is shown.
    public static let smallest = 3

    /// The union's name.
    public let community: String
    /// For whom.
    public let recipient: MemberState
    /// Its name, where the community file has one.
    public let name: String?
    /// The level of the page: the strictest of what stands in it, TLP:AMBER at least.
    public let marking: Marking
    /// Only what was recorded at or after this; `nil` is everything.
    public let since: Timestamp?
    /// Its own indicators in the logs of others, most hits first.
    public let elsewhere: [Elsewhere]
    /// The same, member by member; `nil` is those who are not named.
    public let observers: [Summary.MemberRow]
    /// Hits and different indicators of ``elsewhere``.
    public let found: Summary.Count
    /// What was seen in its own logs; every indicator is in its `top`.
    public let own: Summary.MemberRow
    /// What other members have told of its indicators by sightings of their own, by indicator and observer.
    public let received: [ReceivedSighting]
    /// Who found whose knowledge.
    public let matrix: SharingMatrix

    /// One of the recipient's values in the logs of one member.
    public struct Elsewhere: Sendable {
        /// What is told.
        public let sighting: ToldSighting
        /// The recipient's own statements on the value, by STIX id.
        public let indicatorIDs: [String]
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - told: what the policy lets the recipient know.
    ///   - received: what others have told of the recipient's indicators, as far as it may have that.
    ///   - language: which of members' names to show; where there is none in that language, the English one.
    public init(
        _ told: ToldSightings, for recipient: MemberState, community: Community, since: Timestamp? = nil,
        received: [ReceivedSighting] = [], language: String = "en"
    ) {
        func row(_ sightings: [Sighting], _ top: Int) -> [Summary.MemberRow] {
            Summary(sightings: sightings, runs: [], community: community, language: language, top: top).members
        }
        self.community = community.name
        self.recipient = recipient
        self.since = since
        let names = community.member(recipient)?.names ?? [:]
        name = names[language] ?? names["en"]
        elsewhere = told.others.compactMap { sighting in
            let ids = sighting.indicators.filter { $0.producer == recipient }.map(\.id)
            return ids.isEmpty ? nil : Elsewhere(sighting: sighting, indicatorIDs: ids)
        }.sorted { left, right in
            let (one, other) = (left.sighting, right.sighting)
            if one.count != other.count { return one.count > other.count }
            if one.observable != other.observable { return one.observable.text < other.observable.text }
            return (one.observer?.code ?? "~") < (other.observer?.code ?? "~")
        }
        self.received = received.sorted {
            ($0.of, $0.observerWords, $0.id) < ($1.of, $1.observerWords, $1.id)
        }
        let foreign = elsewhere.map { Self.sighting($0.sighting, by: [recipient]) }
        let summary = Summary(sightings: foreign, runs: [], community: community, language: language, top: 0)
        observers = summary.members.filter { $0.found.hits > 0 }
        found = summary.found
        let rows = row(told.own.map(\.sighting), .max)
        own = rows.first { $0.state == recipient } ?? rows[rows.count - 1]
        var levels = told.own.compactMap(\.sighting.marking)
        for entry in elsewhere { levels += entry.indicatorIDs.compactMap { entry.sighting.levels[$0] } }
        let shown = Self.shown(told, for: recipient, community)
        matrix = shown.matrix
        marking = max((levels + shown.levels).max() ?? .amber, .amber)
    }

    // MARK: - The matrix

    private struct Pair: Hashable {
        var producer: MemberState?
        var observer: MemberState?
    }

    /// The matrix without cells between others that stand on too little, and the levels of what is in it.
    private static func shown(
        _ told: ToldSightings, for recipient: MemberState, _ community: Community
    ) -> (matrix: SharingMatrix, levels: [Marking]) {
        var values: [Pair: Set<Observable>] = [:]
        for sighting in told.others {
            for producer in rows(of: sighting) where producer != recipient {
                values[Pair(producer: producer, observer: sighting.observer), default: []].insert(sighting.observable)
            }
        }
        let hidden = Set(values.filter { $0.value.count < smallest }.keys)
        var states = Set<MemberState?>(community.members.map(\.state)).union([nil])
        var levels: [Marking] = []
        var sightings = told.own.map(\.sighting)
        for sighting in told.others {
            let kept = rows(of: sighting).filter { !hidden.contains(Pair(producer: $0, observer: sighting.observer)) }
            guard !kept.isEmpty else { continue }
            // A statement of nobody's beside somebody's is a row of its own.
            if kept.contains(nil) { sightings.append(Self.sighting(sighting, by: [])) }
            let named = kept.compactMap(\.self).sorted()
            if !named.isEmpty { sightings.append(Self.sighting(sighting, by: named)) }
            for indicator in sighting.indicators where kept.contains(indicator.producer) {
                if let level = sighting.levels[indicator.id] { levels.append(level) }
            }
        }
        for sighting in sightings {
            states.formUnion(sighting.producers)
            states.insert(sighting.observer)
        }
        for pair in hidden { states.formUnion([pair.producer, pair.observer]) }
        let order = states.compactMap(\.self).sorted().map(Optional.some) + [nil]
        var matrix = SharingMatrix(sightings: sightings, states: order)
        matrix.hide(hidden.map { ($0.producer, $0.observer) }, below: smallest)
        return (matrix, levels)
    }

    /// The rows of the matrix in which a sighting counts.
    private static func rows(of sighting: ToldSighting) -> Set<MemberState?> {
        Set(sighting.indicators.map(\.producer))
    }

    /// What is told as a sighting, for adding up.
    private static func sighting(_ told: ToldSighting, by producers: [MemberState]) -> Sighting {
        Sighting(
            id: "", observable: told.observable, indicatorID: nil, producers: producers, observer: told.observer,
            source: "", count: told.count, firstSeen: told.firstSeen, lastSeen: told.lastSeen, confidence: nil,
            marking: nil)
    }
}
