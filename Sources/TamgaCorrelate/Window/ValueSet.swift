/// A few different values, each with when it was last seen.
struct ValueSet {
    private var lastSeen: [[UInt8]: Int64] = [:]
    /// Bytes of memory.
    private(set) var cost = 0

    /// The most values that are remembered.
    static let capacity = 64

    /// The values, in order.
    var values: [[UInt8]] { lastSeen.keys.sorted { $0.lexicographicallyPrecedes($1) } }

    /// Notes a value.
    ///
    /// - Returns: false where there is no room for another one.
    mutating func add(_ value: [UInt8], _ time: Int64) -> Bool {
        if lastSeen[value] == nil {
            guard lastSeen.count < Self.capacity else { return false }
            cost += value.count + 96
        }
        lastSeen[value] = time
        return true
    }

    /// Forgets values that were last seen before a time.
    mutating func expire(before cutoff: Int64) {
        guard lastSeen.contains(where: { $0.value < cutoff }) else { return }
        lastSeen = lastSeen.filter { $0.value >= cutoff }
        cost = lastSeen.reduce(0) { $0 + $1.key.count + 96 }
    }
}

extension ValueSet {
    func write(to writer: inout StandingWriter) {
        writer.add(values) { writer, value in
            writer.add(value)
            writer.add(lastSeen[value] ?? 0)
        }
    }

    /// Reads into an empty set.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) {
            let value = Array(try reader.text())
            _ = add(value, try reader.number())
        }
    }
}
