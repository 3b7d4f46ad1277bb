/// The paths of JSON records that rules ask for, as a tree of keys: a reader that walks a record walks the tree beside
/// it and knows at each key whether anybody wants what is below.
@safe
final class FieldTrie: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// Nobody wants what is below.
    static let none: Int32 = -1
    /// The node of the record itself.
    static let root: Int32 = 0

    /// A key below a node.
    private struct Edge {
        var hash: UInt64
        var keyAt: UInt32
        var keyCount: UInt32
        /// ``none`` in a free place.
        var child: Int32
    }

    private let edges: UnsafeMutablePointer<Edge>
    private let edgeMask: Int
    private let keyText: UnsafeMutablePointer<UInt8>
    /// For each node, where its slots begin; one more at the end.
    private let slotStarts: UnsafeMutablePointer<Int32>
    private let slots: UnsafeMutablePointer<Int32>

    /// - Parameters:
    ///   - paths: for each slot the path it stands for, dots between keys. A key that holds dots itself is read as
    ///     several, so that it does not matter where a record nests and where it writes dots.
    ///   - envelopes: paths of objects whose members count as if they stood at the top.
    init(paths: [String], envelopes: [String]) {
        var nodes: [[[UInt8]: Int32]] = [[:]]
        var nodeSlots: [[Int32]] = [[]]
        func insert(_ keys: [[UInt8]], _ slot: Int32) {
            var node = 0
            for key in keys {
                if let child = nodes[node][key] {
                    node = Int(child)
                } else {
                    nodes.append([:])
                    nodeSlots.append([])
                    nodes[node][key] = Int32(nodes.count - 1)
                    node = nodes.count - 1
                }
            }
            if !nodeSlots[node].contains(slot) { nodeSlots[node].append(slot) }
        }
        for (slot, path) in paths.enumerated() {
            for prefix in [""] + envelopes.map({ $0 + "." }) {
                let keys = (prefix + path).split(separator: ".", omittingEmptySubsequences: false)
                insert(keys.map { Array($0.utf8) }, Int32(slot))
            }
        }

        let edgeCount = nodes.reduce(0) { $0 + $1.count }
        var capacity = 16
        while capacity < edgeCount * 3 { capacity *= 2 }
        edgeMask = capacity - 1
        unsafe edges = .allocate(capacity: capacity)
        unsafe edges.initialize(
            repeating: Edge(hash: 0, keyAt: 0, keyCount: 0, child: Self.none), count: capacity)
        let keyBytes = nodes.reduce(0) { $0 + $1.keys.reduce(0) { $0 + $1.count } }
        unsafe keyText = .allocate(capacity: keyBytes + 16)
        unsafe keyText.initialize(repeating: 0, count: keyBytes + 16)
        unsafe slotStarts = .allocate(capacity: nodes.count + 1)
        unsafe slots = .allocate(capacity: max(1, nodeSlots.reduce(0) { $0 + $1.count }))
        var slotAt = 0
        var keyAt = 0
        for node in nodes.indices {
            // Safe: the arrays were made for this many nodes, slots and bytes of keys.
            unsafe slotStarts[node] = Int32(slotAt)
            for slot in nodeSlots[node] {
                unsafe slots[slotAt] = slot
                slotAt += 1
            }
            for (key, child) in nodes[node] {
                for (offset, byte) in key.enumerated() { unsafe keyText[keyAt + offset] = byte }
                let hash = unsafe Self.hash(Int32(node), keyText + keyAt, key.count)
                var place = Int(truncatingIfNeeded: hash) & edgeMask
                while unsafe edges[place].child != Self.none { place = (place + 1) & edgeMask }
                unsafe edges[place] = Edge(
                    hash: hash, keyAt: UInt32(keyAt), keyCount: UInt32(key.count), child: child)
                keyAt += key.count
            }
        }
        unsafe slotStarts[nodes.count] = Int32(slotAt)
    }

    deinit {
        unsafe edges.deallocate()
        unsafe keyText.deallocate()
        unsafe slotStarts.deallocate()
        unsafe slots.deallocate()
    }

    @inline(__always)
    private static func hash(_ node: Int32, _ key: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let salt = UInt64(UInt32(bitPattern: node)) &* 0xD6E8_FEB8_6659_FD93
        return unsafe TextHash.fold(TextHash.rawHash(key, count) ^ salt)
    }

    /// The node below a key; ``none`` where nobody wants it.
    ///
    /// - Precondition: seven bytes behind the key can be read.
    @inline(__always)
    func child(of node: Int32, _ key: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        guard node != Self.none else { return Self.none }
        if unsafe Self.holdsDot(key, count) { return unsafe childOfDotted(node, key, count) }
        return unsafe childOfPlain(node, key, count)
    }

    private func childOfDotted(_ node: Int32, _ key: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        var node = node
        var start = 0
        for index in 0...count where unsafe index == count || key[index] == 0x2E {
            // Safe: what is looked up lies in the key.
            node = unsafe childOfPlain(node, key + start, index - start)
            if node == Self.none { return node }
            start = index + 1
        }
        return node
    }

    /// Whether one of the bytes is a dot, eight at a time; bytes behind the key may say so too early, which is harmless.
    @inline(__always)
    private static func holdsDot(_ key: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index < count {
            let dots = unsafe TextHash.load64(key + index) ^ 0x2E2E_2E2E_2E2E_2E2E
            if (dots &- 0x0101_0101_0101_0101) & ~dots & 0x8080_8080_8080_8080 != 0 { return true }
            index &+= 8
        }
        return false
    }

    @inline(__always)
    private func childOfPlain(_ node: Int32, _ key: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        let hash = unsafe Self.hash(node, key, count)
        var place = Int(truncatingIfNeeded: hash) & edgeMask
        while true {
            // Safe: the place is masked to the table; at least one place of it is free.
            let edge = unsafe edges[place]
            if edge.child == Self.none { return Self.none }
            if edge.hash == hash, Int(edge.keyCount) == count, unsafe isKey(edge, key) { return edge.child }
            place = (place &+ 1) & edgeMask
        }
    }

    @inline(__always)
    private func isKey(_ edge: Edge, _ key: UnsafePointer<UInt8>) -> Bool {
        for index in 0..<Int(edge.keyCount) {
            if unsafe keyText[Int(edge.keyAt) + index] != key[index] { return false }
        }
        return true
    }

    /// The slots of a node.
    @inline(__always)
    func forEachSlot(of node: Int32, _ body: (Int32) -> Void) {
        guard node != Self.none else { return }
        var index = unsafe slotStarts[Int(node)]
        let end = unsafe slotStarts[Int(node) + 1]
        while index < end {
            unsafe body(slots[Int(index)])
            index += 1
        }
    }

    /// Whether a node has slots.
    @inline(__always)
    func hasSlots(_ node: Int32) -> Bool {
        guard node != Self.none else { return false }
        return unsafe slotStarts[Int(node)] < slotStarts[Int(node) + 1]
    }
}
