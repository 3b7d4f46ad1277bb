/// Gives texts numbers: the same number for the same bytes under the same parent.
struct ByteTable: ~Copyable {
    private struct Entry {
        var hash: UInt64
        var parent: Int
        /// The bytes in ``pool``.
        var bytes: Range<Int>
    }

    private var pool: [UInt8] = []
    private var entries: [Entry] = []
    /// Numbers, -1 for none; a power of two of them.
    private var slots: [Int] = []

    init() { removeAll() }

    /// How many numbers there are.
    var count: Int { entries.count }

    mutating func removeAll() {
        pool.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        slots = [Int](repeating: -1, count: 1_024)
    }

    /// The number of a text, and whether it is new.
    mutating func number(_ parent: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> (number: Int, isNew: Bool) {
        var hash = UInt64(truncatingIfNeeded: parent) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(range.count)
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 29
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = slots[slot]
            if entries[number].hash == hash, entries[number].parent == parent, isText(number, text, range) {
                return (number, false)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let start = pool.count
        for index in range { pool.append(text[index]) }
        slots[slot] = entries.count
        entries.append(Entry(hash: hash, parent: parent, bytes: start..<pool.count))
        if entries.count * 2 > slots.count { grow() }
        return (entries.count - 1, true)
    }

    private func isText(_ number: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let bytes = entries[number].bytes
        guard bytes.count == range.count else { return false }
        for offset in 0..<range.count where pool[bytes.lowerBound + offset] != text[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func grow() {
        slots = [Int](repeating: -1, count: slots.count * 2)
        for number in entries.indices {
            var slot = Int(truncatingIfNeeded: entries[number].hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = number
        }
    }
}
