/// The paths of JSON members that were met, so that a name is made once and not once a record.
///
/// A path is its parent and the last key. One a worker; forgotten when it has grown past ``most``.
struct NameTable: ~Copyable {
    private struct Entry {
        var hash: UInt64
        var parent: Int
        /// The key's bytes in ``keys``.
        var key: Range<Int>
        var name: String
        var nameID: Int
    }

    private static let most = 16_384
    private let set: LogFormatSet
    private var keys: [UInt8] = []
    private var entries: [Entry] = []
    /// Places in ``entries``, -1 for none; a power of two of them.
    private var slots: [Int] = []

    init(_ set: LogFormatSet) {
        self.set = set
        reset()
    }

    /// The path of the outermost object.
    static let root = 0

    private mutating func reset() {
        keys.removeAll(keepingCapacity: true)
        entries = [Entry(hash: 0, parent: -1, key: 0..<0, name: "", nameID: -1)]
        slots = [Int](repeating: -1, count: 1_024)
    }

    /// To be called between records: what paths there are is forgotten where they are too many.
    mutating func trim() { if entries.count > Self.most { reset() } }

    /// The name of a path, and its id.
    func name(_ path: Int) -> (name: String, nameID: Int) { (entries[path].name, entries[path].nameID) }

    /// The path of a key in a parent.
    ///
    /// - Parameter range: the key in `text`, escapes decoded.
    mutating func path(_ parent: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash = UInt64(truncatingIfNeeded: parent) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(range.count)
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 29
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let path = slots[slot]
            if entries[path].hash == hash, entries[path].parent == parent, isKey(path, text, range) { return path }
            slot = (slot + 1) & (slots.count - 1)
        }
        return add(hash, parent, text, range, slot)
    }

    private func isKey(_ path: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let key = entries[path].key
        guard key.count == range.count else { return false }
        for offset in 0..<range.count where keys[key.lowerBound + offset] != text[range.lowerBound + offset] {
            return false
        }
        return true
    }

    private mutating func add(
        _ hash: UInt64, _ parent: Int, _ text: Span<UInt8>, _ range: Range<Int>, _ slot: Int
    ) -> Int {
        let start = keys.count
        for index in range { keys.append(text[index]) }
        let key = text.text(range)
        let name = parent == Self.root ? key : entries[parent].name + "." + key
        let path = entries.count
        entries.append(
            Entry(hash: hash, parent: parent, key: start..<keys.count, name: name, nameID: set.id(of: name)))
        slots[slot] = path
        if entries.count * 2 > slots.count { grow() }
        return path
    }

    private mutating func grow() {
        slots = [Int](repeating: -1, count: slots.count * 2)
        for path in entries.indices.dropFirst() {
            var slot = Int(truncatingIfNeeded: entries[path].hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = path
        }
    }
}
