import TamgaJSON
public import TamgaModel
import TamgaRelease
import TamgaReport
public import TamgaStore

/// The sightings that a store offers to those who shared the indicators: ordinary STIX objects in it, so that every
/// door that serves objects serves them, and asks the policy as it does of any object.
public struct PublishedSightings: Sendable {
    /// The name under which they stand among the store's sources.
    public static let source = "published sightings"

    let store: Store
    let community: Community

    /// A store's published sightings.
    ///
    /// - Parameter community: the union whose members are told, and what each lets others know.
    public init(in store: Store, of community: Community) {
        self.store = store
        self.community = community
    }

    /// Brings what is offered up to what has been sighted. Where nothing has changed, nothing is written: the store
    /// stays byte for byte as it is.
    ///
    /// What says something else becomes a newer version of its object. What is not told any more, because the community
    /// file or an indicator's marking says so, is offered no more; what has been fetched before cannot be called back,
    /// and earlier versions stay in the store. A sighting stays when its indicator goes.
    ///
    /// - Parameter time: now.
    /// - Throws: `StoreError`.
    @discardableResult
    public func publish(at time: Timestamp) throws -> Publication {
        let recorded = try store.recordedSightings()
        let policy = try ReleasePolicy(community: community, definitionsIn: store)
        let indicators = try SightedIndicators(of: recorded.lazy.map(\.sighting), in: store)
        var publication = Publication()
        for entry in recorded {
            if entry.sighting.producers.isEmpty { publication.unattributed += 1 }
            if let observer = entry.sighting.observer, entry.sighting.producers == [observer] { publication.own += 1 }
        }
        var wanted: [String: OfferedObject] = [:]
        for producer in Set(recorded.flatMap(\.sighting.producers)).sorted() {
            let offer = SightingOffer(
                to: producer, of: recorded, indicators: indicators, policy: policy, community: community)
            for object in offer.objects { wanted[object.id] = object }
            publication.offers.append(offer)
        }
        // Where one identity is offered all are: a single one would tell who has seen something.
        var others: Set<String> = []
        if wanted.values.contains(where: { $0.type == "identity" }) {
            for identity in SightingOffer.identities(of: community) where wanted[identity.id] == nil {
                wanted[identity.id] = identity
                others.insert(identity.id)
            }
        }
        try write(wanted, besides: others, at: time, &publication)
        publication.takenBack = try takeBack(wanted, indicators, policy)
        return publication
    }

    // MARK: - Writing

    /// A version that is in the store.
    private struct Known {
        var modified: Timestamp
        var original: [UInt8]
        var isOffered = false

        var created: Timestamp {
            let value = (try? JSONValue(original.span))?.member("created", in: original.span)
            return value?.string(in: original.span).flatMap { Timestamp(rfc3339: $0) } ?? modified
        }
    }

    private func known(_ ids: [String]) throws -> [String: Known] {
        guard !ids.isEmpty else { return [:] }
        var known: [String: Known] = [:]
        // By `modified`: the last one is the newest.
        try store.forEachObject(matching: ObjectQuery(ids: ids, includesHistory: true)) { stored in
            known[stored.id] = Known(modified: stored.modified, original: stored.original)
        }
        try store.forEachObject(matching: ObjectQuery(ids: ids)) { known[$0.id]?.isOffered = true }
        return known
    }

    /// - Parameter others: written as well, and not counted.
    private func write(
        _ wanted: [String: OfferedObject], besides others: Set<String>, at time: Timestamp,
        _ publication: inout Publication
    ) throws {
        let known = try known(wanted.keys.sorted())
        var items: [FeedItem] = []
        var restored: [String] = []
        for object in wanted.values.sorted(by: { $0.id < $1.id }) {
            var created = object.recorded.wholeMillisecond
            var modified = created
            if let old = known[object.id] {
                // An identity that is here is its owner's word, whoever brought it.
                if object.type == "identity" { continue }
                (created, modified) = (
                    old.created, max(modified, Timestamp(microseconds: old.modified.microseconds + 1_000))
                )
                if object.json(created: created, modified: old.modified) == old.original {
                    if old.isOffered { publication.unchanged += 1 } else { restored.append(object.id) }
                    continue
                }
                publication.changed += 1
            } else if !others.contains(object.id) {
                publication.new += 1
            }
            items.append(
                .object(
                    StixObject(
                        id: object.id, type: object.type, created: created, modified: modified,
                        createdBy: object.creator, original: object.json(created: created, modified: modified))))
        }
        publication.changed += try restored.isEmpty ? 0 : store.setOffered(true, ids: restored)
        guard !items.isEmpty else { return }
        _ = try store.importFeed(
            from: FeedDescription(
                name: Self.source, format: "stix", identities: community.identities, time: time)
        ) { sink in for item in items { try sink(item) } }
    }

    // MARK: - Taking back

    /// Takes back what is offered and not told any more.
    private func takeBack(
        _ wanted: [String: OfferedObject], _ indicators: SightedIndicators, _ policy: ReleasePolicy
    ) throws -> Int {
        let identities = observers
        var stale: [String] = []
        var evidence: [String] = []
        var kept: Set<String> = []
        try forEachOffered(["sighting", "observed-data"]) { stored, value in
            guard wanted[stored.id] == nil else { return }
            let object = MarkedObject(value, in: stored.original.span)
            guard stored.type == "sighting" else { return evidence.append(stored.id) }
            let observer = object.createdBy.flatMap { identities[$0] }
            let of = value.member("sighting_of_ref", in: stored.original.span)?.string(in: stored.original.span)
            let producers = (object.recipients ?? []).filter { $0 != observer }
            let isTold =
                observer == nil
                || producers.contains { policy.terms(of: observer, for: .member($0)) != nil }
            // What was told of an indicator that has gone since stays told, with its evidence.
            if isTold, let of, !indicators.contains(id: of) {
                kept.formUnion(object.references)
            } else {
                stale.append(stored.id)
            }
        }
        stale += evidence.filter { !kept.contains($0) }
        return stale.isEmpty ? 0 : try store.setOffered(false, ids: stale)
    }

    /// The member that each observer's identity speaks for, derived ones among them.
    var observers: [String: MemberState] {
        var states: [String: MemberState] = [:]
        for member in community.members {
            states[SightingOffer.identity(of: member.state, community)] = member.state
            for identity in member.identities { states[identity] = member.state }
        }
        return states
    }

    /// Hands over the objects that are offered at present, by id, parsed.
    func forEachOffered(_ types: [String], _ body: (StoredObject, JSONValue) throws -> Void) throws {
        try store.forEachObject(matching: ObjectQuery(types: types)) { stored in
            guard stored.source == Self.source, let value = try? JSONValue(stored.original.span) else { return }
            try body(stored, value)
        }
    }
}

extension Timestamp {
    /// The last whole millisecond that is not later: what `modified` of STIX says.
    fileprivate var wholeMillisecond: Timestamp {
        Timestamp(microseconds: microseconds - (microseconds % 1_000 + 1_000) % 1_000)
    }
}
