/// Counts records in a window of time: those of one instant are one entry.
///
/// What decides is the newest records, as many as the condition's bound; so of a flood the oldest entries are forgotten
/// and the count is said to be the least that it can be.
struct EventWindow {
    private var entries = Queue<(time: Int64, count: Int)>()
    private let capacity: Int
    /// Records.
    private(set) var count = 0
    /// Entries were forgotten that may still be in the window.
    private(set) var isMinimum = false

    /// - Parameter capacity: the most instants that are remembered; 0 counts without them, for windows that are never
    ///   cut at their beginning.
    init(capacity: Int) { self.capacity = capacity }

    /// Bytes of memory.
    var cost: Int { entries.room * 16 }

    /// The earliest record.
    var first: Int64? { entries.first?.time }

    mutating func add(_ time: Int64) {
        count += 1
        if capacity == 0 { return }
        if var last = entries.last, last.time == time {
            last.count += 1
            entries.last = last
            return
        }
        entries.append((time, 1))
        if entries.count > capacity, let oldest = entries.first {
            count -= oldest.count
            isMinimum = true
            entries.removeFirst()
        }
    }

    mutating func expire(before cutoff: Int64) {
        while let oldest = entries.first, oldest.time < cutoff {
            count -= oldest.count
            entries.removeFirst()
        }
        if entries.isEmpty { isMinimum = false }
    }
}

extension EventWindow {
    func write(to writer: inout StandingWriter) {
        writer.add(entries.all) { writer, entry in
            writer.add(entry.time)
            writer.add(entry.count)
        }
        writer.add(count)
        writer.add(isMinimum)
    }

    /// Reads into an empty window.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) { entries.append((try reader.number(), try reader.int())) }
        count = try reader.int()
        isMinimum = try reader.flag()
    }
}
