/// Adds numbers up in a window of time.
struct SumWindow {
    private var entries = Queue<(time: Int64, sum: Double)>()
    private var expired = 0
    /// The sum; exact as long as the numbers are whole and below 2^53.
    private(set) var sum = 0.0

    /// Bytes of memory.
    var cost: Int { entries.room * 16 }

    mutating func add(_ number: Double, _ time: Int64) {
        sum += number
        if var last = entries.last, last.time == time {
            last.sum += number
            entries.last = last
        } else {
            entries.append((time, number))
        }
    }

    mutating func expire(before cutoff: Int64) {
        while let oldest = entries.first, oldest.time < cutoff {
            sum -= oldest.sum
            entries.removeFirst()
            expired += 1
        }
        // What rounding has left behind is taken away by adding up anew, once as many have gone as are there.
        guard expired > entries.count else { return }
        expired = 0
        var fresh = 0.0
        entries.forEach { fresh += $0.sum }
        sum = fresh
    }
}

extension SumWindow {
    func write(to writer: inout StandingWriter) {
        writer.add(entries.all) { writer, entry in
            writer.add(entry.time)
            writer.add(entry.sum)
        }
        writer.add(sum)
        writer.add(expired)
    }

    /// Reads into an empty window.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) { entries.append((try reader.number(), try reader.double())) }
        sum = try reader.double()
        expired = try reader.int()
    }
}
