import TamgaJSON
public import TamgaModel
public import TamgaRelease
public import TamgaReport
public import TamgaStore

/// The STIX sightings that a store has as objects: those that are published here, and those that others have told.
public struct SightingObjects: Sendable {
    let store: Store
    let community: Community

    /// A store's sighting objects.
    public init(in store: Store, of community: Community) {
        self.store = store
        self.community = community
    }

    /// What others have told of some indicators, by id of the sighting.
    ///
    /// - Parameters:
    ///   - ids: the indicators; `nil` is any.
    ///   - recipient: only what the policy lets this one have, what it refers to counted in; `nil` is everything.
    /// - Throws: `StoreError`.
    /// - Complexity: O(sighting objects), and for a recipient what they refer to.
    public func received(of ids: Set<String>? = nil, for recipient: Recipient? = nil) throws -> [ReceivedSighting] {
        var found: [(sighting: ReceivedSighting, object: MarkedObject)] = []
        var states: [String: MemberState] = [:]
        for member in community.members { for identity in member.identities { states[identity] = member.state } }
        for member in community.members { states[SightingOffer.identity(of: member.state, community)] = member.state }
        try store.forEachObject(matching: ObjectQuery(types: ["sighting"])) { stored in
            guard stored.source != PublishedSightings.source, let value = try? JSONValue(stored.original.span),
                let sighting = ReceivedSighting(value, in: stored.original.span, states: states),
                ids?.contains(sighting.of) ?? true
            else { return }
            found.append((sighting, MarkedObject(value, in: stored.original.span, sharedBy: stored.producer)))
        }
        let places = Set(found.flatMap(\.sighting.places)).filter { $0.hasPrefix("location--") }
        if !places.isEmpty {
            try store.forEachObject(matching: ObjectQuery(ids: places.sorted())) { stored in
                let value = (try? JSONValue(stored.original.span))?.member("country", in: stored.original.span)
                if let state = value?.string(in: stored.original.span).flatMap({ MemberState($0) }) {
                    states[stored.id] = state
                }
            }
            for index in found.indices {
                found[index].sighting.observers = Set(found[index].sighting.places.compactMap { states[$0] }).sorted()
            }
        }
        guard let recipient else { return found.map(\.sighting) }
        let released = try released(found.map(\.object), for: recipient)
        return found.filter { released.contains($0.object.id) }.map(\.sighting)
    }

    /// Of some objects those that the policy lets a recipient have, what they refer to counted in, by any way.
    func released(_ objects: [MarkedObject], for recipient: Recipient) throws -> Set<String> {
        let policy = try ReleasePolicy(community: community, definitionsIn: store)
        var closure = ReleaseClosure()
        var released: Set<String> = []
        var fed: Set<String> = []
        var next: Set<String> = []
        for object in objects {
            let decision = policy.decide(object, for: recipient, through: .object)
            closure.add(object, decision)
            fed.insert(object.id)
            guard decision.isReleased else { continue }
            released.insert(object.id)
            next.formUnion(object.references)
        }
        while true {
            let wanted = next.subtracting(fed)
            if wanted.isEmpty { break }
            fed.formUnion(wanted)
            next = []
            let query = ObjectQuery(ids: wanted.sorted(), states: Set(StatementState.allCases))
            try store.forEachObject(matching: query) { stored in
                guard let value = try? JSONValue(stored.original.span) else { return }
                let object = MarkedObject(value, in: stored.original.span, sharedBy: stored.producer)
                closure.add(object, policy.decide(object, for: recipient, through: .object))
                next.formUnion(object.references)
            }
        }
        closure.close()
        return released.filter { closure.reason($0) == nil }
    }

    /// What others have told of a member's own indicators, as far as it may have that, with the values.
    public func received(ofIndicatorsOf producer: MemberState) throws -> [ReceivedSighting] {
        let all = try received(for: .member(producer))
        var values: [String: Observable?] = [:]
        var rest = Set(all.map(\.of))
        for object in try rest.isEmpty ? [] : store.objects(matching: ObjectQuery(ids: rest.sorted())) {
            rest.remove(object.id)
            guard object.producer == producer else { continue }
            values[object.id] = .some(try store.indicator(id: object.id)?.statements.first?.observable)
        }
        if !rest.isEmpty {
            // Lines of lists have derived ids, which are not stored.
            _ = try store.forEachLiveStatement { statement in
                guard statement.objectID == nil, statement.producer == producer else { return }
                if rest.contains(statement.indicatorID) { values[statement.indicatorID] = .some(statement.observable) }
            }
        }
        return all.compactMap { sighting in
            guard let value = values[sighting.of] else { return nil }
            var sighting = sighting
            sighting.observable = value
            return sighting
        }
    }
}
