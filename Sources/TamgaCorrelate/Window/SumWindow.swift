/// Adds numbers up in a window of time, without ever taking one away: what a number leaves behind by rounding goes with it.
///
/// The oldest entries have the sum from each to the last of them; the others are added up as they come. Each entry changes
/// sides once. Source: Tangwongsan, Hirzel, Schneider, “Low-Latency Sliding-Window Aggregation in Worst-Case Constant Time”,
/// DEBS 2017, §2 (two stacks).
struct SumWindow {
    private var entries = Queue<(time: Int64, sum: Double)>()
    /// For each of the oldest entries the sum from it to the newest of them; that of the oldest entry is the last.
    private var older: [Double] = []
    /// The sum of the entries behind them.
    private var newer = 0.0

    /// The sum; exact as long as the numbers are whole and below 2^53. Finite where numbers are at most
    /// ``PartRecord/largestNumber``.
    var sum: Double { (older.last ?? 0) + newer }

    /// Bytes of memory.
    var cost: Int { entries.room * 24 }

    mutating func add(_ number: Double, _ time: Int64) {
        newer += number
        if entries.count > older.count, var last = entries.last, last.time == time {
            last.sum += number
            entries.last = last
        } else {
            entries.append((time, number))
        }
    }

    /// - Complexity: O(1) an entry, amortised.
    mutating func expire(before cutoff: Int64) {
        while let oldest = entries.first, oldest.time < cutoff {
            if older.isEmpty { turn() }
            entries.removeFirst()
            older.removeLast()
        }
    }

    /// Makes all entries the older ones.
    private mutating func turn() {
        var sum = 0.0
        for entry in entries.all.reversed() {
            sum += entry.sum
            older.append(sum)
        }
        newer = 0
    }
}

extension SumWindow {
    func write(to writer: inout StandingWriter) {
        writer.add(entries.all) { writer, entry in
            writer.add(entry.time)
            writer.add(entry.sum)
        }
        writer.add(older) { $0.add($1) }
        writer.add(newer)
    }

    /// Reads into an empty window.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) { entries.append((try reader.number(), try reader.double())) }
        older = try reader.list { (reader) throws(StandingError) in try reader.double() }
        newer = try reader.double()
        guard older.count <= entries.count else { throw StandingError() }
    }
}
