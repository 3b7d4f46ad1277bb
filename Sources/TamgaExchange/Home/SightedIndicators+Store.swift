import TamgaJSON
public import TamgaModel
import TamgaRelease
public import TamgaReport
public import TamgaStore

extension SightedIndicators {
    /// What a store knows of everything that some sightings are of.
    ///
    /// An indicator whose bytes are not there to be judged goes to nobody.
    ///
    /// - Complexity: O(values · log n); memory for the indicators, not for their bytes.
    public init(of sightings: some Sequence<Sighting>, in store: Store) throws {
        let secret = try store.secret("sightings")
        var values: Set<Observable> = []
        var patterns: [String: Observable] = [:]
        for sighting in sightings {
            if sighting.observable.type != .pattern {
                values.insert(sighting.observable)
            } else if let id = sighting.indicatorID {
                patterns[id] = sighting.observable
            }
        }
        let statements = try store.statements(on: values)
        var objects: [String: (object: MarkedObject, producer: MemberState?)] = [:]
        let ids = Set(statements.compactMap(\.objectID)).union(patterns.keys).sorted()
        if !ids.isEmpty {
            try store.forEachObject(matching: ObjectQuery(ids: ids)) { stored in
                guard let value = try? JSONValue(stored.original.span) else { return }
                let object = MarkedObject(value, in: stored.original.span, sharedBy: stored.producer)
                objects[stored.id] = (object, stored.producer)
            }
        }
        var all = statements.map { statement in
            let id = statement.indicatorID
            let object: MarkedObject
            if statement.objectID == nil {
                object = MarkedObject(
                    id: id, type: "indicator", sharedBy: statement.producer, label: statement.marking)
            } else {
                object =
                    objects[id]?.object
                    ?? MarkedObject(id: id, type: "indicator", faults: ["the object is not there to be judged"])
            }
            return SightedIndicator(
                id: id, producer: statement.producer, observable: statement.observable, object: object,
                isObject: statement.objectID != nil, confidence: statement.confidence, secret: secret)
        }
        for (id, observable) in patterns {
            guard let known = objects[id] else { continue }
            all.append(
                SightedIndicator(
                    id: id, producer: known.producer, observable: observable, object: known.object, isObject: true,
                    secret: secret))
        }
        self.init(all)
    }
}

extension Store {
    /// The sightings with the moments at which they were recorded; see ``sightings(since:observer:)``.
    public func recordedSightings(
        since: Timestamp? = nil, observer: MemberState? = nil
    ) throws(StoreError) -> [RecordedSighting] {
        let times = try sightingTimes()
        return try sightings(since: since, observer: observer).map {
            RecordedSighting($0, recorded: times[$0.id] ?? Timestamp(seconds: 0))
        }
    }
}
