public import TamgaModel
import TamgaUUID

extension Hit {
    /// The hit of a pattern over several observations: it stands where the last record does that was needed.
    ///
    /// - Parameter name: the name of a source by its number.
    init(_ satisfied: SatisfiedPattern, _ pattern: PatternPlan.Pattern, _ name: @Sendable (Int) -> String) {
        let (stated, last) = (pattern.stated, satisfied.last)
        var id = NameUUID(namespace: NameUUID.tamga)
        id.update("pattern\n\(stated.indicatorID)\n\(satisfied.records.count)\n".utf8)
        for record in satisfied.records { id.update("\(record.atom) \(record.place.fingerprint)\n".utf8) }
        self.init(
            id: id.text(), pattern: stated, fields: [], time: last.isArrival ? nil : last.time,
            observer: last.observer, source: name(last.source), line: last.line, byteOffset: last.byteOffset)
        observations = ObservationMatch(
            count: satisfied.records.count,
            records: satisfied.records.suffix(ObservationMatch.mostRecords).map { record in
                ObservationMatch.Record(
                    satisfies: pattern.atoms[record.atom], place: record.place, source: name(record.place.source))
            })
    }
}

extension Sighting {
    /// What one hit of a pattern over several observations is by itself; `nil` for a hit of something else.
    public init?(ofPattern hit: Hit) {
        guard let match = hit.observations, let text = hit.value else { return nil }
        let id = NameUUID.text(
            namespace: NameUUID.tamga,
            name: "pattern sighting\n\(hit.indicatorID ?? "")\n\(hit.observer?.code ?? "")\n\(hit.id)".utf8)
        let times = match.records.filter { !$0.place.isArrival }.map(\.place.time)
        self.init(
            id: "sighting--\(id)", observable: Observable(type: .pattern, canonicalBytes: Array(text.utf8)),
            indicatorID: hit.indicatorID, producers: hit.producers, observer: hit.observer, source: hit.source,
            count: 1, firstSeen: times.min(), lastSeen: times.max(), confidence: hit.confidence, marking: hit.marking)
    }
}
