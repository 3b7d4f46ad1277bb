public import TamgaModel
public import TamgaRelease

/// What of some sightings one recipient may know: the one place that decides it, whatever the door.
///
/// A sighting is told where the policy lets the recipient have at least one statement that it is of, and where the
/// observer tells the recipient of its sightings. What is told names those statements alone, and no more than the
/// observer discloses.
public struct ToldSightings: Sendable {
    /// In the logs of others: one entry a value and observer, by value and observer.
    public private(set) var others: [ToldSighting] = []
    /// In the recipient's own logs: as they are, but that they name no statement the recipient may not have. By id.
    public private(set) var own: [RecordedSighting] = []
    /// Why each sighting goes that does.
    public private(set) var released: [ReleaseReason] = []
    /// Why each sighting stays that does.
    public private(set) var withheld: [ReleaseReason] = []
    /// Sightings of what is not known any more, so that nobody can say who may have it.
    public private(set) var forgotten = 0

    /// What one recipient may know.
    ///
    /// - Parameters:
    ///   - producer: only what this member has stated; `nil` is whoever has.
    ///   - recorded: sightings in any order; the result does not depend on it.
    public init(
        of recorded: [RecordedSighting], statedBy producer: MemberState? = nil, indicators: SightedIndicators,
        policy: ReleasePolicy, community: Community, for recipient: Recipient
    ) {
        struct Key: Hashable {
            var observable: Observable
            var pattern: String?
            var observer: MemberState?
        }
        var decisions: [SightedIndicator: ReleaseDecision] = [:]
        var gathered: [Key: ToldGathering] = [:]
        for entry in recorded {
            let sighting = entry.sighting
            let known = indicators.stating(sighting).filter { producer == nil || $0.producer == producer }
            guard !known.isEmpty else {
                forgotten += 1
                continue
            }
            var statements: [(SightedIndicator, ReleaseDecision)] = []
            var refusal: ReleaseReason?
            for statement in known {
                let decision =
                    decisions[statement] ?? policy.decide(statement.object, for: recipient, through: .object)
                decisions[statement] = decision
                if decision.isReleased {
                    statements.append((statement, decision))
                } else {
                    refusal = refusal ?? decision.withheldBecause
                }
            }
            guard let first = statements.first else {
                withheld.append(refusal ?? .unknownRecipient)
                continue
            }
            guard let terms = policy.terms(of: sighting.observer, for: recipient) else {
                withheld.append(.untold(sighting.observer))
                continue
            }
            released.append(first.1.reason)
            if terms.disclosure == nil {
                own.append(RecordedSighting(Self.cut(sighting, to: statements), recorded: entry.recorded))
                continue
            }
            let key = Key(
                observable: sighting.observable,
                pattern: sighting.observable.type == .pattern ? sighting.indicatorID : nil,
                observer: terms.isAnonymous ? nil : sighting.observer)
            gathered[key, default: ToldGathering(terms, recorded: entry.recorded)].add(entry, terms, statements)
        }
        others = gathered.map { ($0.key.observer, $0.value.told($0.key.observable, community)) }.sorted { left, right in
            let (one, other) = (left.1.observable, right.1.observable)
            if one.type != other.type { return one.type.rawValue < other.type.rawValue }
            if one.bytes != other.bytes { return one.bytes.lexicographicallyPrecedes(other.bytes) }
            return (left.0?.code ?? "~", left.1.indicators[0].id) < (right.0?.code ?? "~", right.1.indicators[0].id)
        }.map(\.1)
        own.sort { $0.sighting.id < $1.sighting.id }
    }

    /// A sighting that knows of these statements alone.
    private static func cut(
        _ sighting: Sighting, to statements: [(SightedIndicator, ReleaseDecision)]
    ) -> Sighting {
        var cut = sighting
        let objects = statements.filter { $0.0.isObject }.map(\.0.id)
        cut.indicatorID = sighting.indicatorID.flatMap { objects.contains($0) ? $0 : nil } ?? objects.min()
        cut.producers = Set(statements.compactMap(\.0.producer)).sorted()
        cut.confidence = statements.compactMap(\.0.confidence).max()
        cut.marking = statements.map(\.1.level).max()
        return cut
    }

    /// The ids under which what is told goes to a recipient, with their versions: for the log of releases.
    public func items(for recipient: Recipient) -> [(id: String, modified: Timestamp)] {
        own.map { ($0.sighting.id, $0.recorded) }
            + others.flatMap { told in
                told.indicators.map { (OfferedSighting.id(told, of: $0, for: recipient), told.recorded) }
            }
    }

    /// The STIX ids of the objects that what is told is of.
    public var indicatorIDs: Set<String> {
        Set(own.compactMap(\.sighting.indicatorID))
            .union(others.flatMap(\.indicators).filter(\.isObject).map(\.id))
    }
}
