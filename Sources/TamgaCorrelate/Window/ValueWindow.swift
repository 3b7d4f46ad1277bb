/// Counts different values in a window of time: each with when it was last seen.
struct ValueWindow {
    private var lastSeen: [[UInt8]: Int64] = [:]
    /// When values were seen, the oldest first; an entry that is not its value's last counts for nothing.
    private var order = Queue<(time: Int64, value: [UInt8])>()
    private let capacity: Int
    private var valueBytes = 0
    /// Values were forgotten that may still be in the window.
    private(set) var isMinimum = false

    /// - Parameter capacity: the most values that are remembered: more than any bound of the condition.
    init(capacity: Int) { self.capacity = capacity }

    /// Different values.
    var count: Int { lastSeen.count }

    /// Bytes of memory.
    var cost: Int { valueBytes + lastSeen.count.roundedUp * 64 + lastSeen.count * 32 + order.room * 16 }

    mutating func add(_ value: [UInt8], _ time: Int64) {
        if let known = lastSeen.updateValue(time, forKey: value) {
            if known == time { return }
        } else {
            valueBytes += value.count
        }
        order.append((time, value))
        if order.count > 2 * lastSeen.count + 64 {
            let current = lastSeen
            order.keep { current[$0.value] == $0.time }
        }
        while lastSeen.count > capacity {
            isMinimum = true
            dropOldest()
        }
    }

    mutating func expire(before cutoff: Int64) {
        while let oldest = order.first, oldest.time < cutoff { dropOldest() }
        if lastSeen.isEmpty { isMinimum = false }
    }

    private mutating func dropOldest() {
        guard let oldest = order.first else { return }
        order.removeFirst()
        if lastSeen[oldest.value] == oldest.time {
            lastSeen[oldest.value] = nil
            valueBytes -= oldest.value.count
        }
    }
}

extension ValueWindow {
    func write(to writer: inout StandingWriter) {
        writer.add(order.all) { writer, entry in
            writer.add(entry.time)
            writer.add(entry.value)
        }
        writer.add(isMinimum)
    }

    /// Reads into an empty window: what was seen last of a value is its last entry.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) {
            let (time, value) = (try reader.number(), Array(try reader.text()))
            if lastSeen.updateValue(time, forKey: value) == nil { valueBytes += value.count }
            order.append((time, value))
        }
        isMinimum = try reader.flag()
    }
}
