/// Windows of literals by their hash: whether one may stand at a place, and which.
@safe
final class LiteralWindows: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// Some bytes of a literal, side by side.
    struct Window {
        /// The literal's index.
        var literal: Int
        /// Where in it the window begins.
        var at: Int
        /// How many bytes it has, 1 … 4.
        var width: Int
        /// The bytes with bit 5 set, the first in the low byte, fewer than four with zeros behind: letters of either
        /// case are one.
        var key: UInt32

        init(_ literal: [UInt8], _ index: Int, at: Int, _ width: Int) {
            self.literal = index
            self.at = at
            self.width = width
            key = 0
            for offset in 0..<width { key |= UInt32(literal[at + offset] | 0x20) << UInt32(8 * offset) }
        }
    }

    /// A window as the scan wants it.
    struct Entry {
        var key: UInt32
        var literal: UInt32
        /// Where in the literal it begins.
        var at: UInt32
        /// The next one with the same hash, plus one.
        var next: UInt32
        var width: UInt8
    }

    /// The most bytes of a window.
    static let width = 4

    let count: Int
    /// One bit for each hash of a window.
    let filter: UnsafeMutablePointer<UInt32>
    let filterShift: UInt32
    /// Window hash → first entry with it, plus one; 0 is none.
    let heads: UnsafeMutablePointer<UInt32>
    let headShift: UInt32
    let entries: UnsafeMutablePointer<Entry>
    /// The lengths of windows that occur, 1 … 4, one bit each.
    let widths: UInt8

    init(_ windows: [Window]) {
        count = windows.count
        unsafe entries = .allocate(capacity: max(1, count))
        var bits: UInt32 = 4
        while bits < 24, 1 << Int(bits) < count * 2 { bits += 1 }
        headShift = 32 - bits
        unsafe heads = .allocate(capacity: 1 << Int(bits))
        unsafe heads.initialize(repeating: 0, count: 1 << Int(bits))
        let filterBits = Self.filterBits(count)
        filterShift = 32 - filterBits
        let words = 1 << Int(filterBits - 5)
        unsafe filter = .allocate(capacity: words)
        unsafe filter.initialize(repeating: 0, count: words)
        var widths: UInt8 = 0
        for (index, window) in windows.enumerated() {
            let hash = Self.hash(window.key, window.width)
            let head = Int(hash >> headShift)
            // Safe: there is room for every window; both tables have a place for every value of a hash's upper bits.
            unsafe entries[index] = Entry(
                key: window.key, literal: UInt32(window.literal), at: UInt32(window.at), next: heads[head],
                width: UInt8(window.width))
            unsafe heads[head] = UInt32(index + 1)
            let bit = hash >> filterShift
            unsafe filter[Int(bit >> 5)] |= 1 << (bit & 31)
            widths |= 1 << UInt8(window.width - 1)
        }
        self.widths = widths
    }

    deinit {
        unsafe filter.deallocate()
        unsafe heads.deallocate()
        unsafe entries.deallocate()
    }

    /// The bits of a filter for some windows, as a power of two: 64 a window, up to a megabyte.
    private static func filterBits(_ count: Int) -> UInt32 {
        var bits: UInt32 = 10
        while bits < 23, 1 << Int(bits) < count * 64 { bits += 1 }
        return bits
    }

    /// The share of strangers that the filter for some windows lets through.
    static func share(_ count: Int) -> Double { min(1, Double(count) / Double(1 << Int(filterBits(count)))) }

    /// The bits of a key that a window of a width has.
    @inline(__always)
    static func mask(_ width: Int) -> UInt32 { UInt32.max >> UInt32(truncatingIfNeeded: 32 &- 8 &* width) }

    /// The hash of a window; for four bytes `tamga_window_candidates` has the same.
    @inline(__always)
    static func hash(_ key: UInt32, _ width: Int) -> UInt32 {
        (key ^ UInt32(truncatingIfNeeded: width) &* 0x27D4_EB2F) &* 0x9E37_79B1
    }
}
