import TamgaModel

/// One group of a correlation: the window of the records that have the same values in its `group-by`.
struct Group {
    /// The values, each with its length before it.
    let key: [UInt8]
    var measure: Measure
    var records: EventWindow
    /// The group's first record: where a window that closes begins.
    let opened: Int64
    /// When it last had a record.
    var touched: Int64
    /// When its last hit was. For one timespan from then on there is no other, so two hits have no record in common.
    var lastHit: Int64?
    /// The last records.
    var evidence: [Evidence] = []
    /// Who is concerned, and when last.
    var observers: [(state: MemberState, time: Int64)] = []
    var producers: [(state: MemberState, time: Int64)] = []
    /// For each field that the correlations above ask for, its values.
    var carried: [ValueSet]
    /// Values that ``carried`` had no room for.
    var forgotten = 0
    /// Bytes of memory, as they were last counted.
    var cost = 0
    /// The neighbours in the order of use, -1 at its ends.
    var older: Int32 = -1
    var newer: Int32 = -1

    init(key: [UInt8], _ correlation: CompiledCorrelation, opened: Int64) {
        self.key = key
        measure = Measure(correlation)
        records = EventWindow(capacity: correlation.decision == .atRecord ? correlation.capacity : 0)
        self.opened = opened
        touched = opened
        carried = [ValueSet](repeating: ValueSet(), count: correlation.carried)
    }

    private init() {
        key = []
        measure = .events
        records = EventWindow(capacity: 0)
        opened = 0
        touched = 0
        carried = []
    }

    /// What stands where a group has been taken away.
    static var none: Group { Group() }

    /// What a group takes by itself, with its key's place in the table and the heads of its arrays.
    private static let ownCost = MemoryLayout<Group>.stride + 64 + 5 * 32

    /// Bytes of memory.
    var currentCost: Int {
        Self.ownCost + key.count + measure.cost + records.cost + evidence.count.roundedUp * Evidence.cost
            + (observers.count.roundedUp + producers.count.roundedUp) * 16
            + (carried.isEmpty ? 0 : carried.reduce(0) { $0 + $1.cost + 96 })
    }

    mutating func expire(before cutoff: Int64) {
        measure.expire(before: cutoff)
        records.expire(before: cutoff)
        if let first = evidence.first, first.place.time.microseconds < cutoff {
            evidence.removeAll { $0.place.time.microseconds < cutoff }
        }
        if observers.contains(where: { $0.time < cutoff }) { observers.removeAll { $0.time < cutoff } }
        if producers.contains(where: { $0.time < cutoff }) { producers.removeAll { $0.time < cutoff } }
        for index in carried.indices { carried[index].expire(before: cutoff) }
    }

    mutating func add(_ record: GroupRecord, from cutoff: Int64) {
        touched = record.time
        measure.add(record, from: cutoff)
        records.add(record.time)
        if let match = record.matches.last {
            evidence.append(match)
            if evidence.count > Evidence.kept { evidence.removeFirst() }
        }
        Self.note(record.observers, record.time, in: &observers)
        Self.note(record.producers, record.time, in: &producers)
        for (index, values) in record.carried.enumerated() {
            for value in values where !carried[index].add(value, record.time) { forgotten += 1 }
        }
    }

    private static func note(
        _ states: [MemberState], _ time: Int64, in known: inout [(state: MemberState, time: Int64)]
    ) {
        for state in states {
            if let index = known.firstIndex(where: { $0.state == state }) {
                known[index].time = time
            } else {
                known.append((state, time))
            }
        }
    }

    /// After a hit: what led to it leads to no other.
    mutating func reset(_ correlation: CompiledCorrelation, at time: Int64) {
        lastHit = time
        measure = Measure(correlation)
        records = EventWindow(capacity: correlation.decision == .atRecord ? correlation.capacity : 0)
        evidence = []
        observers = []
        producers = []
        carried = [ValueSet](repeating: ValueSet(), count: correlation.carried)
    }
}

extension Group {
    func write(to writer: inout StandingWriter) {
        writer.add(key)
        writer.add(opened)
        writer.add(touched)
        writer.add(lastHit != nil)
        if let lastHit { writer.add(lastHit) }
        measure.write(to: &writer)
        records.write(to: &writer)
        writer.add(evidence) { $0.add($1) }
        for states in [observers, producers] {
            writer.add(states) { writer, entry in
                writer.add(entry.state)
                writer.add(entry.time)
            }
        }
        for values in carried { values.write(to: &writer) }
        writer.add(forgotten)
    }

    init(_ correlation: CompiledCorrelation, from reader: inout StandingReader) throws(StandingError) {
        let key = Array(try reader.text())
        self.init(key: key, correlation, opened: try reader.number())
        touched = try reader.number()
        if try reader.flag() { lastHit = try reader.number() }
        try measure.read(from: &reader)
        try records.read(from: &reader)
        evidence = try reader.list { (reader) throws(StandingError) in try reader.evidence(parts: correlation.parts) }
        observers = try Self.states(from: &reader)
        producers = try Self.states(from: &reader)
        for index in carried.indices { try carried[index].read(from: &reader) }
        forgotten = try reader.int()
    }

    private static func states(
        from reader: inout StandingReader
    ) throws(StandingError) -> [(state: MemberState, time: Int64)] {
        try reader.list { (reader) throws(StandingError) in
            guard let state = try reader.state() else { throw StandingError() }
            return (state, try reader.number())
        }
    }
}
