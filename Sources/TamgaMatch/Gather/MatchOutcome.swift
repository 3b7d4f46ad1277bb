public import TamgaModel
import TamgaUUID

/// What a run read and found.
public struct MatchOutcome: Sendable {
    /// The records' account.
    public let accounting: Accounting
    /// What was read, in input order.
    public let logs: [LogSummary]
    /// Logs that could not be read, or not to their end, and records that were left out.
    public let refusals: [Refusal]
    /// What the union is told, ordered by observable, observer and source.
    public let sightings: [Sighting]
    /// Hits.
    public let hits: Int
    /// Hits outside every statement's validity.
    public let outsideValidity: Int
    /// Those of them that were dropped.
    public let droppedOutsideValidity: Int
    /// Suppressed hits by list.
    public let suppressed: [String: Int]
    /// Decompressed bytes.
    public let bytes: Int

    init(tallies: Tallies, logs: [LogSummary], refusals: [Refusal], plan: MatchPlan) {
        self.logs = logs
        self.refusals = refusals
        hits = tallies.hitCount
        outsideValidity = tallies.outsideValidity
        droppedOutsideValidity = tallies.dropped
        suppressed = tallies.suppressed
        bytes = logs.reduce(0) { $0 + $1.bytes }
        var accounting = Accounting()
        accounting.matched = tallies.matchedRecords
        accounting.refused = logs.reduce(0) { $0 + $1.refusedRecords }
        accounting.unmatched = logs.reduce(0) { $0 + $1.records } - accounting.matched - accounting.refused
        self.accounting = accounting

        let keys = tallies.hits.keys.sorted { ($0.entry, $0.observer, $0.source) < ($1.entry, $1.observer, $1.source) }
        var sightings: [Sighting] = []
        var facts: (entry: UInt32, facts: EntryFacts)?
        for key in keys {
            guard let tally = tallies.hits[key] else { continue }
            if facts?.entry != key.entry {
                let made = EntryFacts(key.entry, plan.table, plan.suppressions, derivedID: plan.derivedID)
                facts = (key.entry, made)
            }
            guard let about = facts?.facts else { continue }
            let log = logs[Int(key.source)]
            let observer = MemberState(rawValue: key.observer)
            sightings.append(
                Sighting(
                    id: Self.sightingID(about.observable, observer, log, firstEnd: tally.firstEnd),
                    observable: about.observable,
                    indicatorID: about.indicatorID, producers: about.producers, observer: observer, source: log.name,
                    count: tally.count, firstSeen: tally.first == .max ? nil : Timestamp(microseconds: tally.first),
                    lastSeen: tally.last == .min ? nil : Timestamp(microseconds: tally.last),
                    confidence: about.confidence, marking: about.marking))
        }
        self.sightings = sightings
    }

    /// The same value seen by the same observer in the same log is the same sighting, wherever the log lies.
    private static func sightingID(_ observable: Observable, _ observer: MemberState?, _ log: LogSummary, firstEnd: Int)
        -> String
    {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("sighting\n\(observable.type.label)\n\(observer?.code ?? "")\n".utf8)
        name.update(observable.bytes)
        name.update([0x0A])
        name.update(log.origin.bytes(upTo: firstEnd))
        return "sighting--\(name.text())"
    }
}
