import TamgaModel

/// The obvious engine for correlations: all records are kept, and each window is filtered out of them and measured anew.
///
/// It is the truth that ``WindowEngine`` must agree with (`--engine reference`).
struct ReferenceWindows {
    private let plan: CorrelationPlan
    private var records: [[CorrelationEvent]] = []
    private(set) var counts: [CorrelationCounts]

    init(_ plan: CorrelationPlan) {
        self.plan = plan
        counts = plan.compiled.map { _ in CorrelationCounts() }
    }

    /// Adds a record; records come in the order of time.
    mutating func add(_ events: ArraySlice<CorrelationEvent>) { records.append(Array(events)) }

    /// When something happened: before which record or with it, and in which order among what happens there.
    private struct Moment: Comparable {
        /// The first record that is not earlier.
        var record: Int
        /// With the record, not before it.
        var isWithRecord: Bool
        /// When a window closed.
        var end: Int64 = 0
        /// Whose it was, and by which record it was opened.
        var correlation = 0
        var opened = 0
        /// Of several windows that one record opened and that close together, which it is, by the order of their keys.
        var turn = 0

        static func < (left: Moment, right: Moment) -> Bool {
            if (left.record, left.isWithRecord ? 1 : 0) != (right.record, right.isWithRecord ? 1 : 0) {
                return (left.record, left.isWithRecord ? 1 : 0) < (right.record, right.isWithRecord ? 1 : 0)
            }
            return (left.end, left.correlation, left.opened, left.turn)
                < (right.end, right.correlation, right.opened, right.turn)
        }
    }

    private struct Held {
        var moment: Moment
        var window: HeldWindow
    }

    private struct Said {
        var moment: Moment
        var record: GroupRecord
    }

    /// The windows in which correlations held that are reported, in order.
    mutating func finish() -> [HeldWindow] {
        var held: [[Held]] = []
        for number in plan.compiled.indices {
            var found: [Held] = []
            let groups = groups(of: number, held)
            for (turn, key) in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated() {
                guard plan.compiled[number].decision == .atClose else {
                    found += slide(groups[key] ?? [], key, number)
                    continue
                }
                for var closed in tumble(groups[key] ?? [], key, number) {
                    closed.moment.turn = turn
                    found.append(closed)
                }
            }
            counts[number].hits = found.count
            held.append(found)
        }
        let reported = plan.compiled.indices.filter { plan.compiled[$0].isReported }.flatMap { held[$0] }
        return reported.sorted { left, right in
            if left.moment != right.moment { return left.moment < right.moment }
            if left.window.correlation != right.window.correlation {
                return left.window.correlation < right.window.correlation
            }
            return Self.precedes(left.window, right.window)
        }.map(\.window)
    }

    private static func precedes(_ left: HeldWindow, _ right: HeldWindow) -> Bool {
        left.groupValues.flatMap(GroupKey.part).lexicographicallyPrecedes(right.groupValues.flatMap(GroupKey.part))
    }

    /// By key, what records say to the groups of a correlation, in order.
    private mutating func groups(of number: Int, _ held: [[Held]]) -> [[UInt8]: [Said]] {
        var inputs: [(moment: Moment, part: PartRecord)] = []
        for (index, record) in records.enumerated() {
            for event in record {
                for use in plan.usesOfRules[event.rule] where use.correlation == number {
                    let moment = Moment(record: index, isWithRecord: true)
                    inputs.append((moment, PartRecord(event, use)))
                }
            }
        }
        for below in held.indices {
            for use in plan.usesOfCorrelations[below] where use.correlation == number {
                for each in held[below] { inputs.append((each.moment, PartRecord(each.window, use))) }
            }
        }
        var groups: [[UInt8]: [Said]] = [:]
        for (moment, part) in inputs.sorted(by: { $0.moment < $1.moment }) {
            let keys = part.keys
            counts[number].forgottenValues += part.leftOut
            if keys.isEmpty { counts[number].withoutKey += 1 }
            for key in keys {
                let said = part.said(plan.compiled[number].kind)
                if said.lacksValue {
                    counts[number].withoutValue += 1
                } else if var last = groups[key]?.last, last.moment == moment {
                    last.record.join(said.record)
                    groups[key]?.removeLast()
                    groups[key]?.append(last)
                } else {
                    groups[key, default: []].append(Said(moment: moment, record: said.record))
                }
            }
        }
        counts[number].records = groups.values.reduce(0) { $0 + $1.count }
        return groups
    }

    /// The windows that end with a record.
    private func slide(_ said: [Said], _ key: [UInt8], _ number: Int) -> [Held] {
        let correlation = plan.compiled[number]
        var found: [Held] = []
        for (index, last) in said.enumerated() {
            let time = last.record.time
            if let before = found.last?.window.time, time - before <= correlation.timespan { continue }
            let inside = said[...index].filter { $0.record.time >= time - correlation.timespan }
            guard let window = window(inside.map(\.record), key, number, at: time) else { continue }
            found.append(Held(moment: last.moment, window: window))
        }
        return found
    }

    /// The windows that a group's first record opens, one after the other.
    private mutating func tumble(_ said: [Said], _ key: [UInt8], _ number: Int) -> [Held] {
        let correlation = plan.compiled[number]
        let lastTime = records.last?.first?.place.time.microseconds ?? .min
        var found: [Held] = []
        var rest = said[...]
        while let first = rest.first {
            let end = first.record.time + correlation.timespan
            let inside = rest.prefix { $0.record.time <= end }
            rest = rest.dropFirst(inside.count)
            if end >= lastTime, !correlation.isDecidedAtEnd {
                counts[number].openWindows += 1
                continue
            }
            guard let window = window(inside.map(\.record), key, number, at: end) else { continue }
            let next = records.firstIndex { $0[0].place.time.microseconds > end } ?? records.count
            let moment = Moment(
                record: next, isWithRecord: false, end: end, correlation: number, opened: first.moment.record)
            found.append(Held(moment: moment, window: window))
        }
        return found
    }

    /// A window of these records, where the correlation holds in it.
    private func window(_ inside: [GroupRecord], _ key: [UInt8], _ number: Int, at time: Int64) -> HeldWindow? {
        let correlation = plan.compiled[number]
        var group = Group(key: key, correlation, opened: inside.first?.time ?? time)
        for record in inside { group.add(record, from: .min) }
        guard let measured = measure(inside, correlation), correlation.holds(measured) else { return nil }
        return HeldWindow(number, group, correlation, from: .min, at: time, measured: measured)
    }

    private func measure(_ inside: [GroupRecord], _ correlation: CompiledCorrelation) -> Double? {
        let numbers = inside.flatMap(\.numbers)
        let matched = Set(inside.flatMap { $0.matches.map(\.part) })
        switch correlation.kind {
        case .eventCount: return Double(inside.count)
        case .valueCount: return Double(Set(inside.flatMap(\.values)).count)
        case .valueSum: return numbers.reduce(0, +)
        case .valueAverage: return Statistics.average(numbers)
        case .valuePercentile, .valueMedian: return Statistics.percentile(correlation.percentile, of: numbers)
        case .temporal:
            if let requirement = correlation.requirement, !requirement.holds(matched.contains) { return nil }
            return Double(matched.count)
        case .temporalOrdered: return Double(longestOrder(inside))
        }
    }

    /// The most rules that match in their order, each in a later record than the one before.
    private func longestOrder(_ inside: [GroupRecord]) -> Int {
        // By record and rule, the longest order that ends there.
        var lengths: [(record: Int, part: Int, length: Int)] = []
        for (index, record) in inside.enumerated() {
            for match in record.matches {
                let before = lengths.filter { $0.record < index && $0.part < match.part }.map(\.length).max() ?? 0
                lengths.append((index, match.part, before + 1))
            }
        }
        return lengths.map(\.length).max() ?? 0
    }
}
