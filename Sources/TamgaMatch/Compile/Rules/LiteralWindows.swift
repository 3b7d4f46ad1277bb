/// Windows of literals by their hash: whether one may stand at a place, and which.
///
/// A window that many literals have, as the end of names of hosts is, would lead to all of them. So a literal is found by
/// its window and by its bytes some *step* to the left or right of it; for a window it is known which steps occur, nine
/// at most, and for each the literals are side by side. Most places with a window go on otherwise, which one bit of a small
/// table tells.
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
        /// How far from the window's begin the other bytes begin, −4 … 4: as far as the literal allows, best to the right.
        var step: Int
        /// As many other bytes, as ``key`` has them.
        var others: UInt32

        init(_ literal: [UInt8], _ index: Int, at: Int, _ width: Int) {
            self.literal = index
            self.at = at
            self.width = width
            let right = min(LiteralWindows.width, literal.count - width - at)
            let left = min(LiteralWindows.width, at)
            step = right >= left ? right : -left
            key = Self.bytes(literal, at, width)
            others = Self.bytes(literal, at + step, width)
        }

        /// Some bytes of a literal as ``key`` has them.
        static func bytes(_ literal: [UInt8], _ at: Int, _ width: Int) -> UInt32 {
            (0..<width).reduce(0) { $0 | UInt32(literal[at + $1] | 0x20) << UInt32(8 * $1) }
        }
    }

    /// A window as the scan wants it.
    struct Entry {
        /// The hash of the window and of the other bytes.
        var pair: UInt32
        var literal: UInt32
        /// Where in the literal it begins.
        var at: UInt32
    }

    /// The most bytes of a window.
    static let width = 4

    let count: Int
    /// One bit for each hash of a window.
    let filter: UnsafeMutablePointer<UInt32>
    let filterShift: UInt32
    /// Window hash → the steps of windows with it: bit 0 is a step of −4, bit 8 one of 4.
    let steps: UnsafeMutablePointer<UInt16>
    /// Hash of window and other bytes → its first entry; the next hash's first entry is behind its last.
    let heads: UnsafeMutablePointer<UInt32>
    /// One bit for each hash of window and other bytes.
    let pairs: UnsafeMutablePointer<UInt32>
    let pairShift: UInt32
    /// How far a hash is shifted to be an index into ``steps`` or ``heads``.
    let shift: UInt32
    let entries: UnsafeMutablePointer<Entry>
    /// The lengths of windows that occur, 1 … 4, one bit each.
    let widths: UInt8

    init(_ windows: [Window]) {
        count = windows.count
        unsafe entries = .allocate(capacity: max(1, count))
        var bits: UInt32 = 4
        while bits < 24, 1 << Int(bits) < count { bits += 1 }
        shift = 32 - bits
        unsafe steps = .allocate(capacity: 1 << Int(bits))
        unsafe steps.initialize(repeating: 0, count: 1 << Int(bits))
        unsafe heads = .allocate(capacity: 1 << Int(bits) + 1)
        unsafe heads.initialize(repeating: 0, count: 1 << Int(bits) + 1)
        let filterBits = Self.filterBits(count)
        filterShift = 32 - filterBits
        unsafe filter = Self.zeros(bits: filterBits)
        // Eight bits or more for each.
        pairShift = 32 - (bits + 3)
        unsafe pairs = Self.zeros(bits: bits + 3)
        var widths: UInt8 = 0
        // Safe: tables have a place for every value of a hash's upper bits, heads one more; and entries for every window.
        for window in windows {
            let hash = Self.hash(window.key, window.width)
            unsafe steps[Int(hash >> shift)] |= 1 << UInt16(window.step + Self.width)
            let bit = hash >> filterShift
            unsafe filter[Int(bit >> 5)] |= 1 << (bit & 31)
            let pair = Self.pair(hash, window.others, window.step)
            let pairBit = pair >> pairShift
            unsafe pairs[Int(pairBit >> 5)] |= 1 << (pairBit & 31)
            unsafe heads[Int(pair >> shift)] += 1
            widths |= 1 << UInt8(window.width - 1)
        }
        self.widths = widths
        // Each head is first behind its last entry, and goes back as they are filled in.
        for head in 0..<1 << Int(bits) { unsafe heads[head + 1] += heads[head] }
        for window in windows.reversed() {
            let pair = Self.pair(Self.hash(window.key, window.width), window.others, window.step)
            let head = Int(pair >> shift)
            unsafe heads[head] -= 1
            unsafe entries[Int(heads[head])] = Entry(
                pair: pair, literal: UInt32(window.literal), at: UInt32(window.at))
        }
    }

    deinit {
        unsafe filter.deallocate()
        unsafe pairs.deallocate()
        unsafe steps.deallocate()
        unsafe heads.deallocate()
        unsafe entries.deallocate()
    }

    private static func zeros(bits: UInt32) -> UnsafeMutablePointer<UInt32> {
        let words = 1 << Int(bits - 5)
        let zeros = UnsafeMutablePointer<UInt32>.allocate(capacity: words)
        unsafe zeros.initialize(repeating: 0, count: words)
        return unsafe zeros
    }

    /// The bits of a filter for some windows, as a power of two: 32 a window, up to half a megabyte, which is what lies near
    /// a core.
    private static func filterBits(_ count: Int) -> UInt32 {
        var bits: UInt32 = 10
        while bits < 22, 1 << Int(bits) < count * 32 { bits += 1 }
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

    /// The hash of a window, given its own, and of other bytes some step away.
    @inline(__always)
    static func pair(_ hash: UInt32, _ others: UInt32, _ step: Int) -> UInt32 {
        let mixed = (others ^ UInt32(truncatingIfNeeded: step) &* 0xC2B2_AE35) &* 0x85EB_CA6B
        return ((hash ^ hash >> 15) &+ (mixed ^ mixed >> 13)) &* 0x9E37_79B1
    }
}
