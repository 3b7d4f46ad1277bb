import TamgaModel

/// Puts events into the order of time, in bounded memory: what does not fit is sorted into a temporary file and merged.
struct EventSorter: ~Copyable {
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    private var spill: SpillFile?
    private var runs: [SpillFile.Run] = []
    private let memory: Int

    /// Where an event lies among the bytes, and what orders it.
    private struct Entry {
        var time: Int64
        var source: Int
        var offset: Int
        var start: Int
        var length: Int

        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            (left.time, left.source, left.offset, left.start) < (right.time, right.source, right.offset, right.start)
        }
    }

    /// - Parameter memory: bytes that events may take before they go to a file.
    init(memory: Int) { self.memory = memory }

    /// Bytes of memory.
    var cost: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

    /// True where no event is held.
    var isEmpty: Bool { entries.isEmpty && runs.isEmpty }

    /// Takes events in, in any order.
    ///
    /// - Throws: where a temporary file cannot be written.
    mutating func add(_ events: CorrelationEvents) throws(SpillError) {
        let start = bytes.count
        bytes += events.bytes
        var reader = CorrelationEventReader(events.bytes[...])
        var position = 0
        while let event = reader.next() {
            let place = event.place
            entries.append(
                Entry(
                    time: place.time.microseconds, source: place.source, offset: place.byteOffset,
                    start: start + position, length: reader.position - position))
            position = reader.position
        }
        if cost > memory { try spillRun() }
    }

    /// Hands all events out in order, one record's events together.
    mutating func drain(_ body: (ArraySlice<CorrelationEvent>) -> Void) throws(SpillError) {
        if runs.isEmpty {
            takeFirst(entries.count, body)
            return
        }
        try spillRun()
        guard let spill else { return }
        var cursors: [SpillFile.Cursor] = []
        for run in runs {
            var cursor = SpillFile.Cursor(run)
            if try cursor.advance(spill) { cursors.append(cursor) }
        }
        var record: [CorrelationEvent] = []
        while !cursors.isEmpty {
            var least = 0
            for index in cursors.indices.dropFirst() where cursors[index].precedes(cursors[least]) { least = index }
            guard let event = cursors[least].event else { break }
            if let last = record.last, !last.place.isSameRecord(as: event.place) {
                body(record[...])
                record.removeAll(keepingCapacity: true)
            }
            record.append(event)
            if try !cursors[least].advance(spill) { cursors.remove(at: least) }
        }
        if !record.isEmpty { body(record[...]) }
        runs = []
        self.spill = nil
    }

    /// Hands out the events up to a time, in order; those behind it stay.
    mutating func release(through time: Int64, _ body: (ArraySlice<CorrelationEvent>) -> Void) {
        entries.sort(by: Entry.precedes)
        var end = 0
        while end < entries.count, entries[end].time <= time { end += 1 }
        guard end > 0 else { return }
        takeFirst(end, body)
    }

    /// The time of the event in the middle: what to release where there is no room.
    mutating func middle() -> Int64? {
        entries.sort(by: Entry.precedes)
        return entries.isEmpty ? nil : entries[entries.count / 2].time
    }

    private mutating func takeFirst(_ count: Int, _ body: (ArraySlice<CorrelationEvent>) -> Void) {
        entries.sort(by: Entry.precedes)
        var record: [CorrelationEvent] = []
        for entry in entries.prefix(count) {
            var reader = CorrelationEventReader(bytes[entry.start..<entry.start + entry.length])
            guard let event = reader.next() else { continue }
            if let last = record.last, !last.place.isSameRecord(as: event.place) {
                body(record[...])
                record.removeAll(keepingCapacity: true)
            }
            record.append(event)
        }
        if !record.isEmpty { body(record[...]) }
        keep(entries[count...])
    }

    private mutating func keep(_ rest: ArraySlice<Entry>) {
        var kept: [UInt8] = []
        var moved: [Entry] = []
        moved.reserveCapacity(rest.count)
        for var entry in rest {
            let start = kept.count
            kept += bytes[entry.start..<entry.start + entry.length]
            entry.start = start
            moved.append(entry)
        }
        bytes = kept
        entries = moved
    }

    private mutating func spillRun() throws(SpillError) {
        guard !entries.isEmpty else { return }
        entries.sort(by: Entry.precedes)
        let file: SpillFile
        if let spill { file = spill } else { file = try SpillFile() }
        spill = file
        var writer = SpillFile.Writer(file)
        for entry in entries { try writer.append(bytes[entry.start..<entry.start + entry.length]) }
        runs.append(try writer.finish())
        bytes = []
        entries = []
    }
}

extension CorrelationEvent.Place {
    /// Whether two places are of one record.
    func isSameRecord(as other: Self) -> Bool {
        source == other.source && byteOffset == other.byteOffset && time == other.time
    }
}
