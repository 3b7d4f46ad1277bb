import PCRE2

/// Finds many literals in one pass, ASCII letter case aside: which ones, and where.
///
/// Of each literal the four rarest bytes side by side, its *window*, are looked for: in buckets (``ByteBuckets``) where
/// these turn enough away, else by one bit of a filter for each place; what passes is looked up by the hash of the window
/// and compared in full.
///
/// - Complexity: scanning is O(*n*) in the text, whatever the number of literals, plus the places that pass.
@safe
final class LiteralSieve: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// The literals in lower case, in the order in which they were given.
    let literals: [[UInt8]]
    /// What the windows of literals may be.
    let buckets: BucketMasks
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

        var widths: UInt8 = 0
        var textAt = 0
        var windows: [[ByteSet]] = []
        for (index, literal) in literals.enumerated() {
            let width = min(4, literal.count)
            let window = Rarity.rarestWindow(of: literal, width: width)
            let key = Self.key(literal[window..<window + width])
            windows.append(literal[window..<window + width].map(Self.place))
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
        let sorted = ByteBuckets(count > Self.mostInBuckets ? [] : windows.map { $0[...] })
        usesBuckets = count <= Self.mostInBuckets && sorted.share < 0.2
        buckets = BucketMasks(sorted)
    }

    deinit {
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

    /// With more literals buckets let too much through to be worth filling.
    private static let mostInBuckets = 1_024

    /// A byte of a literal, letters in either case.
    private static func place(_ byte: UInt8) -> ByteSet {
        byte &- 0x61 < 26 ? ByteSet([byte, byte - 0x20]) : ByteSet([byte])
    }
}
