import TamgaModel

/// A record as one rule of a correlation has matched it: an event, or another correlation that held there.
struct PartRecord {
    var match: Evidence
    /// For each field of `group-by`, its values.
    private var group: [[[UInt8]]]
    /// For each field that is counted or summed, its values.
    private var values: [[[UInt8]]]
    private var carried: [[[UInt8]]]
    private var observers: [MemberState]
    private var producers: [MemberState]

    /// The most groups that one record may belong to: fields with several values, each with each.
    static let mostGroups = 64
    /// The most combinations of the values of several fields that one record adds to a `value_count`.
    static let mostCombinations = 4_096

    init(_ event: CorrelationEvent, _ use: CorrelationUse) {
        observers = event.place.observer.map { [$0] } ?? []
        producers = event.producers
        match = Evidence(part: use.part, place: event.place)
        (group, values, carried) = ([], [], [])
        fill(use) { event.values[$0] }
    }

    /// A window of another correlation, as an event of this one: its values are those of its group, then those that it
    /// carries.
    init(_ window: HeldWindow, _ use: CorrelationUse) {
        observers = window.observers
        producers = window.producers
        var place = window.last
        place.time = Timestamp(microseconds: window.time)
        match = Evidence(part: use.part, place: place)
        (group, values, carried) = ([], [], [])
        let known = window.groupValues.map { [$0] } + window.carried
        fill(use) { known[$0] }
    }

    private mutating func fill(_ use: CorrelationUse, _ value: (Int) -> [[UInt8]]) {
        func values(of source: FieldSource) -> [[UInt8]] {
            switch source {
            case .value(let index): value(index)
            case .member: observers.map { Array($0.code.utf8) }
            case .producer: producers.map { Array($0.code.utf8) }
            }
        }
        group = use.group.map(values)
        self.values = use.values.map(values)
        carried = use.carried.map(values)
    }

    /// The keys of the groups that the record belongs to: of fields with several values, each with each. Empty where a
    /// field is missing.
    var keys: [[UInt8]] {
        if group.allSatisfy({ $0.count == 1 }) {
            var key: [UInt8] = []
            key.reserveCapacity(group.reduce(0) { $0 + 4 + $1[0].count })
            for values in group { GroupKey.append(values[0], to: &key) }
            return [key]
        }
        var keys: [[UInt8]] = [[]]
        for values in group {
            var longer: [[UInt8]] = []
            for key in keys {
                for value in values where longer.count < Self.mostGroups {
                    let made = key + GroupKey.part(value)
                    if !longer.contains(made) { longer.append(made) }
                }
            }
            keys = longer
        }
        return keys
    }

    /// How many groups and combinations of values are more than one record may have.
    var leftOut: Int {
        if group.count < 2, values.count < 2 { return max(0, (group.first?.count ?? 0) - Self.mostGroups) }
        return max(0, Self.combinations(group) - Self.mostGroups)
            + (values.count > 1 ? max(0, Self.combinations(values) - Self.mostCombinations) : 0)
    }

    private static func combinations(_ lists: [[[UInt8]]]) -> Int {
        lists.reduce(1) { min($0, 1_000_000) * min($1.count, 1_000_000) }
    }

    /// What the record says to each of its groups; `lacksValue` where what is to be counted or summed is missing.
    func said(_ kind: SigmaCorrelation.Kind) -> (record: GroupRecord, lacksValue: Bool) {
        var record = GroupRecord(
            time: match.place.time.microseconds, matches: [match], carried: carried, observers: observers,
            producers: producers)
        switch kind {
        case .eventCount, .temporal, .temporalOrdered: return (record, false)
        case .valueCount:
            var combined: [[UInt8]] = [[]]
            for values in self.values {
                combined = combined.flatMap { start in values.map { start + GroupKey.part($0) } }
                if self.values.count > 1 { combined = Array(combined.prefix(Self.mostCombinations)) }
            }
            record.values = combined
            return (record, combined.isEmpty)
        case .valueSum, .valueAverage, .valuePercentile, .valueMedian:
            record.numbers = (values.first ?? []).compactMap(Self.number)
            return (record, record.numbers.isEmpty)
        }
    }

    /// The largest number that is added up, as it is or below zero: no sum of as many as there can be is infinite.
    static let largestNumber = 1e100

    /// A decimal number, blanks around it aside; `nil` for anything else, and for what is beyond ``largestNumber``.
    private static func number(_ value: [UInt8]) -> Double? {
        let text = String(decoding: value.filter { $0 != 0x20 }, as: UTF8.self)
        guard let first = text.utf8.first(where: { $0 != 0x2D && $0 != 0x2B }), 0x30...0x39 ~= first || first == 0x2E,
            !text.lowercased().contains("x"), let number = Double(text), abs(number) <= largestNumber
        else { return nil }
        return number
    }
}

/// Values one behind the other, each with its length before it, so that no two lists of values are the same bytes.
enum GroupKey {
    static func part(_ value: [UInt8]) -> [UInt8] {
        var key: [UInt8] = []
        append(value, to: &key)
        return key
    }

    /// Adds a value to a key.
    static func append(_ value: [UInt8], to key: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) { key.append(UInt8(truncatingIfNeeded: value.count >> shift)) }
        key += value
    }

    /// The values of a key.
    static func values(_ key: [UInt8]) -> [[UInt8]] {
        var values: [[UInt8]] = []
        var index = 0
        while index + 4 <= key.count {
            let length = (0..<4).reduce(0) { $0 | Int(key[index + $1]) << ($1 * 8) }
            values.append(Array(key[index + 4..<index + 4 + length]))
            index += 4 + length
        }
        return values
    }
}

extension GroupRecord {
    /// Adds what another rule says of the same record.
    mutating func join(_ other: GroupRecord) {
        for match in other.matches where !matches.contains(where: { $0.part == match.part }) { matches.append(match) }
        matches.sort { $0.part < $1.part }
        for value in other.values where !values.contains(value) { values.append(value) }
        // The same field of the same record is added once.
        if numbers.isEmpty { numbers = other.numbers }
        for index in carried.indices where index < other.carried.count { carried[index] += other.carried[index] }
        for state in other.observers where !observers.contains(state) { observers.append(state) }
        for state in other.producers where !producers.contains(state) { producers.append(state) }
    }
}
