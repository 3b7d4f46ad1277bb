import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore

/// Which sightings may go to a recipient: those whose indicator may, and which are not marked stricter themselves.
struct SightingRelease {
    /// The sightings that may go.
    private(set) var sightings: [Sighting] = []
    /// The objects that they may go with, by id.
    private(set) var originals: [String: [UInt8]] = [:]
    private(set) var released: [ReleaseReason] = []
    private(set) var withheld: [ReleaseReason] = []

    init(
        of all: [Sighting], originals: [String: [UInt8]], definitions: [MarkingDefinition], community: Community,
        for recipient: Recipient
    ) {
        let policy = ReleasePolicy(community: community, definitions: definitions)
        var decisions: [String: ReleaseDecision] = [:]
        for (id, bytes) in originals {
            guard let value = try? JSONValue(bytes.span) else { continue }
            let decision = policy.decide(MarkedObject(value, in: bytes.span), for: recipient, through: .object)
            decisions[id] = decision
            if decision.isReleased { self.originals[id] = bytes }
        }
        for sighting in all {
            let own = policy.decide(
                MarkedObject(
                    id: sighting.id, type: "sighting",
                    sharedBy: sighting.producers.count == 1 ? sighting.producers.first : nil, label: sighting.marking),
                for: recipient, through: .object)
            // The column says the strictest level of all who know the value; one object's own word reaches as far as
            // its level.
            let object = sighting.indicatorID.flatMap { decisions[$0] }
            let covers = object.map { $0.level >= sighting.marking ?? .clear } ?? false
            if let reason = object?.withheldBecause ?? (covers ? nil : own.withheldBecause) {
                withheld.append(reason)
            } else {
                sightings.append(sighting)
                released.append((object ?? own).reason)
            }
        }
    }
}
