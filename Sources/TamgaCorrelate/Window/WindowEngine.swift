import TamgaModel

/// Runs correlations over records that come in the order of time.
///
/// A window is as long as the correlation's timespan, both ends in it. Where more records can only fulfil the condition it
/// is decided at each record, over the window that ends there; else when the window closes that the group's first record
/// opened. After a hit a group is quiet for one timespan.
struct WindowEngine {
    private let plan: CorrelationPlan
    private let memory: Int
    private var tables: [GroupTable]
    /// What each correlation has to take in of the record that is being added.
    private var pending: [[PartRecord]]
    /// The correlations that have something to take in, ascending.
    private var waiting: [Int] = []
    private var cost = 0
    private(set) var counts: [CorrelationCounts]
    /// What has held since it was last asked.
    private var held: [HeldWindow] = []

    /// - Parameter memory: the most bytes that groups may take, by estimate.
    init(_ plan: CorrelationPlan, memory: Int) {
        self.plan = plan
        self.memory = memory
        tables = plan.compiled.map { _ in GroupTable() }
        pending = plan.compiled.map { _ in [] }
        counts = plan.compiled.map { _ in CorrelationCounts() }
    }

    /// The windows that have held since this was last asked, in the order of time.
    mutating func takeHeld() -> [HeldWindow] {
        defer { held.removeAll(keepingCapacity: true) }
        return held
    }

    /// Adds a record: its events, one for each rule that matched it. Records come in the order of
    /// ``CorrelationEvent/Place/precedes(_:_:)``.
    mutating func add(_ events: ArraySlice<CorrelationEvent>) {
        guard let first = events.first else { return }
        close(before: first.place.time.microseconds)
        for event in events {
            for use in plan.usesOfRules[event.rule] { wait(PartRecord(event, use), for: use.correlation) }
        }
        takeIn(at: first.place.time.microseconds)
    }

    /// Closes windows that end before a time: nothing earlier will be added.
    mutating func close(before time: Int64) {
        while let (number, end) = nextToClose(before: time) { close(number, end: end) }
    }

    /// Decides what can be decided although the input ends here, and counts the rest.
    mutating func finish() {
        while let (number, end) = nextToClose(before: .max) {
            if plan.compiled[number].isDecidedAtEnd {
                close(number, end: end)
            } else {
                _ = tables[number].remove(tables[number].oldest)
                counts[number].openWindows += 1
            }
        }
    }

    private func nextToClose(before time: Int64) -> (number: Int, end: Int64)? {
        var next: (number: Int, end: Int64)?
        for number in plan.compiled.indices where plan.compiled[number].decision == .atClose {
            guard let oldest = tables[number].oldestTimes else { continue }
            let end = oldest.opened + plan.compiled[number].timespan
            if end < time, end < next?.end ?? .max { next = (number, end) }
        }
        return next
    }

    private mutating func close(_ number: Int, end: Int64) {
        let before = tables[number].cost
        let group = tables[number].remove(tables[number].oldest)
        cost += tables[number].cost - before
        counts[number].forgottenValues += group.forgotten
        if let window = HeldWindow(number, group, plan.compiled[number], from: group.opened, at: end) {
            report(window)
            takeIn(at: end)
        }
    }

    private mutating func wait(_ record: PartRecord, for number: Int) {
        if pending[number].isEmpty {
            let place = waiting.firstIndex { $0 > number } ?? waiting.count
            waiting.insert(number, at: place)
        }
        pending[number].append(record)
    }

    /// Lets correlations take in what waits for them, those below before those above.
    private mutating func takeIn(at time: Int64) {
        while !waiting.isEmpty {
            let number = waiting.removeFirst()
            let records = pending[number]
            pending[number].removeAll(keepingCapacity: true)
            expireGroups(of: number, at: time)
            for (key, record) in groups(of: records, number) { add(record, key, number) }
        }
        if cost > memory { makeRoom() }
    }

    /// The groups that a record belongs to, in the order of their keys, each with what the record says to it.
    private mutating func groups(of records: [PartRecord], _ number: Int) -> [(key: [UInt8], record: GroupRecord)] {
        var found: [(key: [UInt8], record: GroupRecord)] = []
        for record in records {
            let keys = record.keys
            if keys.isEmpty { counts[number].withoutKey += 1 }
            counts[number].forgottenValues += record.leftOut
            for key in keys {
                let said = record.said(plan.compiled[number].kind)
                if said.lacksValue {
                    counts[number].withoutValue += 1
                    continue
                }
                if let known = found.firstIndex(where: { $0.key == key }) {
                    found[known].record.join(said.record)
                } else {
                    found.append((key, said.record))
                }
            }
        }
        if found.count > 1 { found.sort { $0.key.lexicographicallyPrecedes($1.key) } }
        return found
    }

    private mutating func add(_ record: GroupRecord, _ key: [UInt8], _ number: Int) {
        let correlation = plan.compiled[number]
        let isSliding = correlation.decision == .atRecord
        let before = tables[number].cost
        defer { cost += tables[number].cost - before }
        counts[number].records += 1
        let place =
            tables[number].place(of: key) ?? tables[number].insert(Group(key: key, correlation, opened: record.time))
        let cutoff = isSliding ? record.time - correlation.timespan : .min
        let window: HeldWindow? = tables[number].update(place, movesToEnd: isSliding) { group in
            if isSliding { group.expire(before: cutoff) }
            group.add(record, from: cutoff)
            guard isSliding, group.lastHit.map({ record.time - $0 > correlation.timespan }) ?? true,
                let window = HeldWindow(number, group, correlation, from: cutoff, at: record.time)
            else { return nil }
            counts[number].forgottenValues += group.forgotten
            group.reset(correlation, at: record.time)
            return window
        }
        if let window { report(window) }
    }

    private mutating func report(_ window: HeldWindow) {
        counts[window.correlation].hits += 1
        if plan.compiled[window.correlation].isReported { held.append(window) }
        for use in plan.usesOfCorrelations[window.correlation] {
            wait(PartRecord(window, use), for: use.correlation)
        }
    }

    // MARK: - Memory

    /// Groups whose last record no window can hold any more are no longer there.
    private mutating func expireGroups(of number: Int, at time: Int64) {
        let correlation = plan.compiled[number]
        guard correlation.decision == .atRecord else { return }
        let before = tables[number].cost
        while let oldest = tables[number].oldestTimes, oldest.touched + correlation.timespan < time {
            counts[number].forgottenValues += tables[number].remove(tables[number].oldest).forgotten
        }
        cost += tables[number].cost - before
    }

    /// Drops the groups that were used longest ago until a twentieth of the room is free.
    private mutating func makeRoom() {
        let goal = memory - memory / 20
        while cost > goal {
            var next: (number: Int, touched: Int64)?
            for number in tables.indices {
                guard let oldest = tables[number].oldestTimes else { continue }
                if oldest.touched < next?.touched ?? .max { next = (number, oldest.touched) }
            }
            guard let number = next?.number else { return }
            cost -= tables[number].remove(tables[number].oldest).cost
            counts[number].droppedGroups += 1
        }
    }
}

extension WindowEngine {
    /// What is remembered; nothing may be held that has not been taken.
    func write(to writer: inout StandingWriter) {
        for (table, counts) in zip(tables, counts) {
            table.write(to: &writer)
            counts.write(to: &writer)
        }
    }

    /// Reads into an engine that has seen nothing.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for number in tables.indices {
            try tables[number].read(plan.compiled[number], from: &reader)
            cost += tables[number].cost
            try counts[number].read(from: &reader)
        }
    }
}
