import TamgaModel

/// A window in which a correlation held.
struct HeldWindow {
    let correlation: Int
    /// The values of its group.
    let groupValues: [[UInt8]]
    /// When it was decided: the time of the last record, or the window's end.
    let time: Int64
    /// The last record in it.
    let last: CorrelationEvent.Place
    let measured: Double
    let isMinimum: Bool
    let records: Int
    let first: Int64
    let evidence: [Evidence]
    let observers: [MemberState]
    let producers: [MemberState]
    let carried: [[[UInt8]]]

    /// `nil` where the correlation does not hold.
    ///
    /// - Parameter given: what was measured, where somebody else has measured it.
    init?(
        _ number: Int, _ group: Group, _ correlation: CompiledCorrelation, from cutoff: Int64, at time: Int64,
        measured given: Double? = nil
    ) {
        // Most records decide nothing: that is seen by the count alone.
        if given == nil, case .events = group.measure, !correlation.holds(Double(group.records.count)) { return nil }
        if given == nil, case .values(let window) = group.measure, !correlation.holds(Double(window.count)) {
            return nil
        }
        let measured: Double
        var evidence = group.evidence
        var records = group.records.count
        var isMinimum = group.records.isMinimum
        switch group.measure {
        case .events: measured = Double(records)
        case .values(let window):
            measured = Double(window.count)
            isMinimum = isMinimum || window.isMinimum
        case .sum(let window): measured = window.sum
        case .numbers(let numbers):
            measured =
                correlation.kind == .valueAverage
                ? Statistics.average(numbers) : Statistics.percentile(correlation.percentile, of: numbers)
        case .parts(let window):
            if let requirement = correlation.requirement, !requirement.holds(window.holds) { return nil }
            measured = Double(window.count)
            evidence = window.latest.compactMap(\.self).sorted {
                CorrelationEvent.Place.precedes($0.place, $1.place)
            }
        case .chain(let window):
            evidence = window.longest(from: cutoff)
            measured = Double(evidence.count)
        }
        guard correlation.holds(given ?? measured), let last = evidence.last?.place ?? group.evidence.last?.place else {
            return nil
        }
        var first = group.records.first ?? group.opened
        if correlation.kind == .temporal || correlation.kind == .temporalOrdered {
            records = evidence.indices.count { $0 == 0 || !evidence[$0].place.isSameRecord(as: evidence[$0 - 1].place) }
            first = evidence.first?.place.time.microseconds ?? first
            isMinimum = false
        }
        self.measured = given ?? measured
        self.correlation = number
        self.first = first
        self.time = time
        self.last = last
        self.records = records
        self.isMinimum = isMinimum
        self.evidence = evidence
        groupValues = GroupKey.values(group.key)
        observers = group.observers.map(\.state).sorted()
        producers = group.producers.map(\.state).sorted()
        carried = group.carried.map(\.values)
    }
}
