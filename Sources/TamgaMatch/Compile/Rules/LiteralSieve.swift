import CTamgaSift

/// Finds many literals in one pass, ASCII letter case aside: which ones, and where.
///
/// Of each literal the four rarest bytes side by side are looked for, in eight buckets of two table look-ups a byte
/// (``tamga_literal_candidates``) where that turns enough away, else by one bit of a filter for each place; what
/// passes is looked up by the hash of the four bytes and compared in full.
///
/// - Complexity: scanning is O(*n*) in the text, whatever the number of literals, plus the places that pass.
@safe
final class LiteralSieve: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// The literals in lower case, in the order in which they were given.
    let literals: [[UInt8]]
    /// What the first four bytes of some literal may be.
    let masks: UnsafeMutablePointer<tamga_literal_masks>
    /// True where the buckets turn away most of what logs hold.
    let usesBuckets: Bool
    /// One bit for each hash of a window.
    let filter: UnsafeMutablePointer<UInt64>
    let filterShift: UInt32
    /// Window hash → first literal with it, plus one; 0 is none.
    let heads: UnsafeMutablePointer<UInt32>
    let headShift: UInt32
    /// The literals as the scan wants them.
    let entries: UnsafeMutablePointer<Entry>
    /// All literals end to end.
    let text: UnsafeMutablePointer<UInt8>
    /// The lengths of windows that occur, 1 … 4, one bit each.
    let widths: UInt8
    /// The shortest literal.
    let shortest: Int

    /// One literal.
    struct Entry {
        var textAt: UInt32
        var count: UInt32
        /// Where in the literal its window begins.
        var window: UInt32
        /// The window's bytes with bit 5 set, fewer than four with zeros behind.
        var key: UInt32
        var width: UInt8
        /// The next literal whose window has the same hash, plus one.
        var next: UInt32
    }

    /// - Parameter literals: none empty, in lower case; the same one twice is two literals.
    init(_ literals: [[UInt8]]) {
        self.literals = literals
        let count = literals.count
        shortest = literals.map(\.count).min() ?? 0
        unsafe entries = .allocate(capacity: max(1, count))
        unsafe text = .allocate(capacity: max(1, literals.reduce(0) { $0 + $1.count }))
        var bits: UInt32 = 4
        while bits < 22, 1 << Int(bits) < count * 2 { bits += 1 }
        headShift = 32 - bits
        unsafe heads = .allocate(capacity: 1 << Int(bits))
        unsafe heads.initialize(repeating: 0, count: 1 << Int(bits))
        var filterBits: UInt32 = 10
        while filterBits < 20, 1 << Int(filterBits) < count * 32 { filterBits += 1 }
        filterShift = 32 - filterBits
        unsafe filter = .allocate(capacity: (1 << Int(filterBits)) / 64)
        unsafe filter.initialize(repeating: 0, count: (1 << Int(filterBits)) / 64)
        unsafe masks = .allocate(capacity: 1)
        unsafe masks.initialize(to: tamga_literal_masks())

        var widths: UInt8 = 0
        var textAt = 0
        for (index, literal) in literals.enumerated() {
            let width = min(4, literal.count)
            let window = Rarity.rarestWindow(of: literal, width: width)
            let key = Self.key(literal[window..<window + width])
            // Safe: the text has room for every literal, the entries for each of them.
            for (offset, byte) in literal.enumerated() { unsafe text[textAt + offset] = byte }
            let hash = Self.hash(key, width)
            let head = Int(hash >> headShift)
            unsafe entries[index] = Entry(
                textAt: UInt32(textAt), count: UInt32(literal.count), window: UInt32(window), key: key,
                width: UInt8(width), next: heads[head])
            unsafe heads[head] = UInt32(index + 1)
            let bit = hash >> filterShift
            unsafe filter[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
            widths |= 1 << UInt8(width - 1)
            textAt += literal.count
        }
        self.widths = widths
        let windows = literals.map { literal in
            let width = min(4, literal.count)
            let start = Rarity.rarestWindow(of: literal, width: width)
            return Array(literal[start..<start + width])
        }
        let buckets = Self.buckets(windows)
        unsafe Self.fill(&masks.pointee, buckets)
        usesBuckets = unsafe Self.passRate(masks.pointee) < 0.4
    }

    deinit {
        unsafe masks.deallocate()
        unsafe filter.deallocate()
        unsafe heads.deallocate()
        unsafe entries.deallocate()
        unsafe text.deallocate()
    }

    // MARK: - Windows

    /// Up to four bytes as a number, the first in the low byte, bit 5 set in each: letters of either case are one.
    static func key(_ window: ArraySlice<UInt8>) -> UInt32 {
        var key: UInt32 = 0
        for (offset, byte) in window.enumerated() { key |= UInt32(byte | 0x20) << UInt32(8 * offset) }
        return key
    }

    /// The bits of a key that a window of a width has.
    @inline(__always)
    static func mask(_ width: Int) -> UInt32 { UInt32.max >> UInt32(truncatingIfNeeded: 32 &- 8 &* width) }

    /// The hash of a window.
    @inline(__always)
    static func hash(_ key: UInt32, _ width: Int) -> UInt32 {
        (key ^ UInt32(truncatingIfNeeded: width) &* 0x27D4_EB2F) &* 0x9E37_79B1
    }

    // MARK: - Buckets

    /// Windows that begin alike share a bucket, so that each bucket's tables stay thin; short ones have their own.
    private static func buckets(_ windows: [[UInt8]]) -> [[[UInt8]]] {
        let sorted = windows.sorted { ($0.count, $0.reversed()) < ($1.count, $1.reversed()) }
        guard !sorted.isEmpty else { return [] }
        let size = max(1, (sorted.count + 7) / 8)
        var buckets: [[[UInt8]]] = []
        for window in sorted {
            if let last = buckets.last, last.count < size || buckets.count == 8,
                last[0].count == window.count || buckets.count == 8
            {
                buckets[buckets.count - 1].append(window)
            } else {
                buckets.append([window])
            }
        }
        return buckets
    }

    private static func fill(_ masks: inout tamga_literal_masks, _ buckets: [[[UInt8]]]) {
        for (bucket, windows) in buckets.enumerated() {
            let bit = UInt8(1) << UInt8(bucket)
            for window in windows {
                for place in 0..<4 {
                    if place >= window.count {
                        for nibble in 0..<16 { set(&masks, place, nibble, nibble, bit) }
                        continue
                    }
                    let byte = window[place]
                    set(&masks, place, Int(byte & 15), Int(byte >> 4), bit)
                    if byte &- 0x61 < 26 { set(&masks, place, Int(byte & 15), Int(byte >> 4) - 2, bit) }
                }
            }
        }
    }

    private static func set(_ masks: inout tamga_literal_masks, _ place: Int, _ low: Int, _ high: Int, _ bit: UInt8) {
        // Safe: both tables are four rows of sixteen bytes; place is below 4, the nibbles below 16.
        unsafe withUnsafeMutableBytes(of: &masks) { bytes in
            unsafe bytes[16 * place + low] |= bit
            unsafe bytes[64 + 16 * place + high] |= bit
        }
    }

    /// The share of places of an ordinary log that the buckets are expected to let through.
    private static func passRate(_ masks: tamga_literal_masks) -> Double {
        var rate = 0.0
        // Safe: the layout of the C structure is two tables of four rows of sixteen bytes.
        unsafe withUnsafeBytes(of: masks) { bytes in
            for bucket in 0..<8 {
                var share = 1.0
                for place in 0..<4 {
                    var fits = 0.0
                    for (byte, weight) in Self.sample {
                        let low = unsafe bytes[16 * place + Int(byte & 15)]
                        let high = unsafe bytes[64 + 16 * place + Int(byte >> 4)]
                        if low & high & (1 << UInt8(bucket)) != 0 { fits += weight }
                    }
                    share *= fits
                }
                rate += share
            }
        }
        return rate
    }

    /// Bytes of ordinary logs with their shares.
    private static let sample: [(UInt8, Double)] = {
        let text = " 0123456789.-:/\"abcdefghijklmnopqrstuvwxyz\\,_etaoinsrhl etaoinsr 012 .012 ECSTPM"
        return text.utf8.map { ($0, 1 / Double(text.utf8.count)) }
    }()
}

/// Arrays of bytes in the order of a dictionary.
private func < (left: (Int, ReversedCollection<[UInt8]>), right: (Int, ReversedCollection<[UInt8]>)) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
