import TamgaModel
import TamgaRelease

/// Sightings of one value in the logs of one member, or of those who are not named, on their way to be told.
struct ToldGathering {
    private var terms: SightingTerms
    private var indicators: [String: SightedIndicator] = [:]
    private var levels: [String: Marking] = [:]
    private var observers: Set<MemberState> = []
    private var count = 0
    private var seen = Summary.Seen()
    private var evidence: [String: (count: Int, seen: Summary.Seen)] = [:]
    private var recorded: Timestamp

    init(_ terms: SightingTerms, recorded: Timestamp) {
        self.terms = terms
        self.recorded = recorded
    }

    mutating func add(
        _ recorded: RecordedSighting, _ terms: SightingTerms, _ released: [(SightedIndicator, ReleaseDecision)]
    ) {
        let sighting = recorded.sighting
        self.terms = self.terms.joined(terms)
        for (indicator, decision) in released {
            indicators[indicator.id] = indicator
            levels[indicator.id] = max(levels[indicator.id] ?? decision.level, decision.level)
        }
        if let observer = sighting.observer { observers.insert(observer) }
        count += sighting.count
        seen.widen(sighting.firstSeen, sighting.lastSeen)
        var source = evidence[sighting.source] ?? (0, Summary.Seen())
        source.count += sighting.count
        source.seen.widen(sighting.firstSeen, sighting.lastSeen)
        evidence[sighting.source] = source
        self.recorded = max(self.recorded, recorded.recorded)
    }

    /// What is told of it, cut to the terms.
    func told(_ observable: Observable, _ community: Community) -> ToldSighting {
        let disclosure = terms.disclosure ?? .evidence
        let observer = terms.isAnonymous ? nil : observers.first
        let isExact = disclosure == .evidence
        var sources: [ToldSighting.Evidence] = []
        if isExact, !terms.isAnonymous {
            sources = evidence.sorted { $0.key < $1.key }.map { name, found in
                ToldSighting.Evidence(
                    source: name, count: found.count, firstSeen: found.seen.first, lastSeen: found.seen.last)
            }
        }
        let isTimed = disclosure >= .time
        let (first, last) = (isTimed ? seen.first : nil, isTimed ? seen.last : nil)
        return ToldSighting(
            observable: observable, indicators: indicators.values.sorted { $0.id < $1.id }, observer: observer,
            disclosure: disclosure, levels: levels, count: count,
            firstSeen: isExact ? first : first?.whole(Timestamp.hour),
            lastSeen: isExact ? last : last?.wholeAfter(Timestamp.hour),
            sectors: isTimed ? observer.flatMap { community.member($0)?.sectors } ?? [] : [], evidence: sources,
            recorded: isExact ? recorded : version(isTimed ? Timestamp.hour : Timestamp.day))
    }

    /// A time within the hour or day that tells nothing but the count.
    private func version(_ length: Int64) -> Timestamp {
        let steps = min(Int64(max(0, count)), length / 1_000 - 1)
        return Timestamp(microseconds: recorded.whole(length).microseconds + steps * 1_000)
    }
}
