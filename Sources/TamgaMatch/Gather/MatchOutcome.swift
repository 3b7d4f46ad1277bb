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
    /// Hits of rules; they are not among ``hits``.
    public let ruleHits: Int
    /// What rules have found, the most serious rule first, then by rule, observer and source.
    public let ruleSightings: [RuleSighting]
    /// Rules that could not be decided on some records, since a pattern ran into its limit.
    public let undecidedRules: [UndecidedRule]
    /// Hits outside every statement's validity.
    public let outsideValidity: Int
    /// Those of them that were dropped.
    public let droppedOutsideValidity: Int
    /// Suppressed hits by list.
    public let suppressed: [String: Int]
    /// The same by observer, who is named as a hit's is; `nil` is "unattributed".
    public let suppressedByObserver: [MemberState?: Int]
    /// Records left out and logs not read to their end, by observer: whose they are by the run or by the log's path,
    /// for a record that was not searched says nothing itself; `nil` is "unattributed".
    public let refusedByObserver: [MemberState?: Int]
    /// Decompressed bytes.
    public let bytes: Int
    /// What was read, as one id: the same for the same logs in any order, wherever they lie, and when they have grown.
    public let logsID: String

    init(tallies: Tallies, logs: [LogSummary], refusals: [Refusal], plan: MatchPlan) {
        self.logs = logs
        self.refusals = refusals
        hits = tallies.hitCount
        ruleHits = tallies.ruleHitCount
        ruleSightings = Self.ruleSightings(tallies, logs, plan)
        undecidedRules = tallies.undecided.sorted { $0.key < $1.key }.map { number, undecided in
            let rule = plan.rule(number).rule
            return UndecidedRule(
                id: rule.key, title: rule.title, records: undecided.count,
                source: undecided.first.map { logs[$0.source].name } ?? "", line: undecided.first?.line ?? 0)
        }
        outsideValidity = tallies.outsideValidity
        droppedOutsideValidity = tallies.dropped
        suppressed = tallies.suppressed
        suppressedByObserver = Dictionary(
            uniqueKeysWithValues: tallies.suppressedByObserver.map { (MemberState(rawValue: $0.key), $0.value) })
        var refused: [MemberState?: Int] = [:]
        for log in logs where log.isUnreadable || log.refusedRecords > 0 {
            refused[plan.attribution.observer(ofSource: log.name), default: 0] +=
                log.refusedRecords + (log.isUnreadable ? 1 : 0)
        }
        refusedByObserver = refused
        bytes = logs.reduce(0) { $0 + $1.bytes }
        logsID = Self.id(of: logs)
        var accounting = Accounting()
        accounting.matched = tallies.matchedRecords
        accounting.refused = logs.reduce(0) { $0 + $1.refusedRecords }
        accounting.unparsed = tallies.unparsed
        accounting.unmatched =
            logs.reduce(0) { $0 + $1.records } - accounting.matched - accounting.refused - accounting.unparsed
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
        self.sightings = Self.merged(sightings + Self.patternSightings(tallies, logs, plan))
    }

    /// What patterns have found, in the order of the plan.
    private static func patternSightings(_ tallies: Tallies, _ logs: [LogSummary], _ plan: MatchPlan) -> [Sighting] {
        let keys = tallies.patterns.keys.sorted {
            ($0.rule, $0.observer, $0.source) < ($1.rule, $1.observer, $1.source)
        }
        return keys.compactMap { key in
            guard let tally = tallies.patterns[key], let pattern = plan.rule(Int(key.rule)).purpose.pattern else {
                return nil
            }
            let log = logs[Int(key.source)]
            let observer = MemberState(rawValue: key.observer)
            return Sighting(
                id: sightingID(pattern.observable, observer, log, firstEnd: tally.firstEnd),
                observable: pattern.observable, indicatorID: pattern.indicatorID,
                producers: pattern.producer.map { [$0] } ?? [], observer: observer, source: log.name,
                count: tally.count, firstSeen: tally.first == .max ? nil : Timestamp(microseconds: tally.first),
                lastSeen: tally.last == .min ? nil : Timestamp(microseconds: tally.last),
                confidence: pattern.confidence, marking: pattern.marking)
        }
    }

    private static func ruleSightings(_ tallies: Tallies, _ logs: [LogSummary], _ plan: MatchPlan) -> [RuleSighting] {
        let keys = tallies.rules.keys.sorted { left, right in
            let (one, other) = (plan.rule(Int(left.rule)).rule.level, plan.rule(Int(right.rule)).rule.level)
            if one != other { return (one ?? .informational) > (other ?? .informational) }
            return (left.rule, left.observer, left.source) < (right.rule, right.observer, right.source)
        }
        let sightings: [RuleSighting] = keys.compactMap { key in
            guard let tally = tallies.rules[key] else { return nil }
            let rule = plan.rule(Int(key.rule)).rule
            let log = logs[Int(key.source)]
            let observer = MemberState(rawValue: key.observer)
            return RuleSighting(
                id: ruleSightingID(rule.key, observer, log, firstEnd: tally.firstEnd), ruleID: rule.key,
                title: rule.title, level: rule.level, tags: rule.tags, observer: observer, source: log.name,
                count: tally.count, firstSeen: tally.first == .max ? nil : Timestamp(microseconds: tally.first),
                lastSeen: tally.last == .min ? nil : Timestamp(microseconds: tally.last))
        }
        return merged(sightings)
    }

    /// Logs that begin alike and have their first hit at the same place are one to the ids; nothing of theirs is lost.
    private static func merged<Found: CountedSighting>(_ sightings: [Found]) -> [Found] {
        var merged: [Found] = []
        var places: [String: Int] = [:]
        for sighting in sightings {
            guard let place = places[sighting.id] else {
                places[sighting.id] = merged.count
                merged.append(sighting)
                continue
            }
            merged[place].join(sighting)
        }
        return merged
    }

    private static func id(of logs: [LogSummary]) -> String {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("logs\n".utf8)
        for identity in logs.map(\.origin.identity).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            name.update("\(identity.count)\n".utf8)
            name.update(identity)
        }
        return name.text()
    }

    /// The same value seen by the same observer in the same log is the same sighting, wherever the log lies.
    private static func sightingID(_ observable: Observable, _ observer: MemberState?, _ log: LogSummary, firstEnd: Int)
        -> String
    {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("sighting\n\(observable.type.label)\n\(observer?.code ?? "")\n".utf8)
        name.update(observable.bytes)
        name.update("\n\(firstEnd)\n".utf8)
        name.update(log.origin.bytes(upTo: firstEnd))
        return "sighting--\(name.text())"
    }

    /// The same rule's hits of the same observer in the same log are the same sighting, wherever the log lies.
    private static func ruleSightingID(_ rule: String, _ observer: MemberState?, _ log: LogSummary, firstEnd: Int)
        -> String
    {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("rule sighting\n\(rule.utf8.count)\n\(rule)\n\(observer?.code ?? "")\n\(firstEnd)\n".utf8)
        name.update(log.origin.bytes(upTo: firstEnd))
        return "rule-sighting--\(name.text())"
    }
}
