import TamgaExchange
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore

/// What a store's sightings tell one recipient.
struct ToldRelease {
    let sightings: ToldSightings
    private let store: Store
    private let community: Community
    private let policy: ReleasePolicy
    private let recipient: Recipient

    /// - Parameter observer: only what was seen in this member's logs. A member that is not named cannot be asked for:
    ///   told alone, what is told of all such members together would be its own. Every other is told of by itself.
    init(
        store: Store, community: Community, recipient: Recipient, since: Timestamp?, observer: MemberState? = nil
    ) throws {
        if let observer, recipient != .member(observer), community.member(observer)?.isAnonymous == true {
            throw FailedInput(
                description:
                    "\(observer) is anonymous: \(recipient) is told of it only with others; leave --observer out")
        }
        let recorded = try store.recordedSightings(since: since, observer: observer)
        policy = try ReleasePolicy(community: community, definitionsIn: store)
        sightings = ToldSightings(
            of: recorded, indicators: try SightedIndicators(of: recorded.lazy.map(\.sighting), in: store),
            policy: policy, community: community, for: recipient)
        self.store = store
        self.community = community
        self.recipient = recipient
    }

    /// The objects that go along as they came, by id: indicators, and identities of members that the recipient may have.
    func originals() throws -> [String: [UInt8]] {
        let indicators = sightings.indicatorIDs
        let ids = indicators.union(community.members.flatMap(\.identities)).sorted()
        var originals: [String: [UInt8]] = [:]
        for stored in try store.objects(matching: ObjectQuery(ids: ids)) {
            guard let value = try? JSONValue(stored.original.span) else { continue }
            let object = MarkedObject(value, in: stored.original.span, sharedBy: stored.producer)
            if policy.decide(object, for: recipient, through: .object).isReleased {
                originals[stored.id] = stored.original
            }
        }
        return originals
    }

    /// When those of the sightings that are published, and their observed data, were made, by id.
    func created() throws -> [String: Timestamp] {
        var created: [String: Timestamp] = [:]
        let published = ObjectQuery(types: ["sighting", "observed-data"], includesHistory: true)
        try store.forEachObject(matching: published) { stored in
            guard stored.source == PublishedSightings.source, let value = try? JSONValue(stored.original.span) else {
                return
            }
            let time = value.member("created", in: stored.original.span)?.string(in: stored.original.span)
            created[stored.id] = time.flatMap { Timestamp(rfc3339: $0) }
        }
        return created
    }

    /// Written before anything leaves.
    ///
    /// - Parameter items: what goes beside the sightings.
    func log(as door: String, by: String?, reason: String?, also items: [ReleasedItem] = []) throws {
        try ReleaseEntry(recipient: recipient, door: door, time: .now, by: by, reason: reason).log(
            in: store, sightings.released, sightings.withheld,
            sightings.items(for: recipient).map { ReleasedItem(id: $0.id, modified: $0.modified) } + items)
    }

    /// How many sightings went, and how many were held back for which reason.
    var lines: [String] {
        let lines = ReleaseAccountText.lines(sightings.released, sightings.withheld, recipient, "sightings")
        guard sightings.forgotten > 0 else { return lines }
        return lines + ["  \(sightings.forgotten) held back: of indicators that are not in force here any more"]
    }
}
