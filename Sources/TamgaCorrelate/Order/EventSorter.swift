import TamgaModel

/// Puts events into the order of time, in bounded memory: what does not fit is sorted into a temporary file and merged.
struct EventSorter: ~Copyable {
    /// Events as they came; of those that a stream has let go, the rest is told by ``order``.
    private var pieces: [CorrelationEvents] = []
    private var order: [Entry] = []
    private var isSorted = true
    private var spill: SpillFile?
    private var runs: [SpillFile.Run] = []
    /// How many events have been handed out from memory; `nil` before the first.
    private var drained: Int?
    private var cursors: [SpillFile.Cursor] = []
    /// An event that was looked at and not handed out.
    private var ahead: CorrelationEvent?
    /// Bytes past which events go to a file; `nil` keeps them.
    private let memory: Int?
    /// Bytes of memory.
    private(set) var cost = 0

    /// An event, by its piece and its place in it.
    private struct Entry {
        var piece: UInt32
        var index: UInt32
    }

    /// - Parameter memory: bytes that events may take before they go to a file; `nil` leaves it to the caller.
    init(memory: Int?) { self.memory = memory }

    /// Takes events in, in any order.
    ///
    /// - Throws: where a temporary file cannot be written.
    mutating func add(_ events: CorrelationEvents) throws(SpillError) {
        let piece = UInt32(pieces.count)
        pieces.append(events)
        for index in events.heads.indices { order.append(Entry(piece: piece, index: UInt32(index))) }
        isSorted = false
        cost += Self.cost(of: events)
        if let memory, cost > memory { try spillRun() }
    }

    /// Bytes of memory that events take here.
    private static func cost(of events: CorrelationEvents) -> Int {
        events.bytes.count.roundedUp + events.count.roundedUp * MemoryLayout<CorrelationEvents.Head>.stride
            + events.count * 5 * MemoryLayout<Entry>.stride + 64
    }

    /// Hands events out in order, one record's events together; nothing may be added any more.
    ///
    /// - Parameter most: how many records at once.
    /// - Returns: false where these were the last.
    mutating func drain(most: Int, _ body: (ArraySlice<CorrelationEvent>) -> Void) throws(SpillError) -> Bool {
        if drained == nil {
            drained = 0
            try beginDraining()
        }
        var record: [CorrelationEvent] = []
        var count = 0
        while let event = try nextDrained() {
            if let last = record.last, !last.place.isSameRecord(as: event.place) {
                body(record[...])
                record.removeAll(keepingCapacity: true)
                count += 1
                if count == most {
                    ahead = event
                    return true
                }
            }
            record.append(event)
        }
        if !record.isEmpty { body(record[...]) }
        runs = []
        spill = nil
        return false
    }

    private mutating func beginDraining() throws(SpillError) {
        guard !runs.isEmpty else { return sort() }
        try spillRun()
        guard let spill else { return }
        for run in runs {
            var cursor = SpillFile.Cursor(run)
            if try cursor.advance(spill) { cursors.append(cursor) }
        }
    }

    private mutating func nextDrained() throws(SpillError) -> CorrelationEvent? {
        if let event = ahead.take() { return event }
        guard let spill else {
            guard let index = drained, index < order.count else { return nil }
            drained = index + 1
            var reader = CorrelationEventReader(pieces[Int(order[index].piece)].bytes(of: Int(order[index].index)))
            return reader.next()
        }
        guard !cursors.isEmpty else { return nil }
        var least = 0
        for index in cursors.indices.dropFirst() where cursors[index].precedes(cursors[least]) { least = index }
        let event = cursors[least].event
        if try !cursors[least].advance(spill) { cursors.remove(at: least) }
        return event
    }

    /// Hands out the events up to a time, in order; those behind it stay.
    mutating func release(through time: Int64, _ body: (ArraySlice<CorrelationEvent>) -> Void) {
        sort()
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if head(order[middle]).time <= time { low = middle + 1 } else { high = middle }
        }
        if low > 0 { takeFirst(low, body) }
    }

    /// All events of a sorter that never spills, as they came.
    var waiting: CorrelationEvents {
        var events = CorrelationEvents()
        for entry in order { events.append(from: pieces[Int(entry.piece)], Int(entry.index)) }
        return events
    }

    /// The time of the event in the middle: what to release where there is no room.
    mutating func middle() -> Int64? {
        sort()
        return order.isEmpty ? nil : head(order[order.count / 2]).time
    }

    private func head(_ entry: Entry) -> CorrelationEvents.Head { pieces[Int(entry.piece)].heads[Int(entry.index)] }

    private mutating func sort() {
        if isSorted { return }
        isSorted = true
        var keyed = order.map { entry in
            let head = head(entry)
            return (time: head.time, source: head.source, offset: head.byteOffset, entry: entry)
        }
        keyed.sort { left, right in
            if left.time != right.time { return left.time < right.time }
            return (left.source, left.offset, left.entry.piece, left.entry.index)
                < (right.source, right.offset, right.entry.piece, right.entry.index)
        }
        order = keyed.map(\.entry)
    }

    private mutating func takeFirst(_ count: Int, _ body: (ArraySlice<CorrelationEvent>) -> Void) {
        var record: [CorrelationEvent] = []
        for entry in order.prefix(count) {
            var reader = CorrelationEventReader(pieces[Int(entry.piece)].bytes(of: Int(entry.index)))
            guard let event = reader.next() else { continue }
            if let last = record.last, !last.place.isSameRecord(as: event.place) {
                body(record[...])
                record.removeAll(keepingCapacity: true)
            }
            record.append(event)
        }
        if !record.isEmpty { body(record[...]) }
        keep(Array(order[count...]))
    }

    /// Keeps these events, in one piece.
    private mutating func keep(_ rest: [Entry]) {
        var kept = CorrelationEvents()
        for entry in rest { kept.append(from: pieces[Int(entry.piece)], Int(entry.index)) }
        pieces = kept.isEmpty ? [] : [kept]
        order = kept.heads.indices.map { Entry(piece: 0, index: UInt32($0)) }
        cost = kept.isEmpty ? 0 : Self.cost(of: kept)
    }

    private mutating func spillRun() throws(SpillError) {
        guard !order.isEmpty else { return }
        sort()
        let file: SpillFile
        if let spill { file = spill } else { file = try SpillFile() }
        spill = file
        var writer = SpillFile.Writer(file)
        for entry in order { try writer.append(pieces[Int(entry.piece)].bytes(of: Int(entry.index))) }
        runs.append(try writer.finish())
        pieces = []
        order.removeAll(keepingCapacity: true)
        cost = 0
    }
}

extension CorrelationEvent.Place {
    /// Whether two places are of one record.
    func isSameRecord(as other: Self) -> Bool {
        source == other.source && byteOffset == other.byteOffset && time == other.time
    }
}
