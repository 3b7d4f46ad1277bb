/// Hashing of text where it stands: eight bytes a step, ASCII letters folded to lower case.
///
/// The same function fills the tables and probes them. It reads up to seven bytes past the end of what it
/// hashes, so every text it is given lies in a padded buffer.
enum TextHash {
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Spreads a number over 64 bits: both halves of a full-width product.
    @inline(__always)
    static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
    }

    /// Eight bytes from anywhere, the first in the low byte.
    @inline(__always)
    static func load64(_ text: UnsafePointer<UInt8>) -> UInt64 {
        // Safe: the caller's buffer is padded by at least eight readable bytes.
        unsafe UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
    }

    /// Four bytes from anywhere, the first in the low byte.
    @inline(__always)
    static func load32(_ text: UnsafePointer<UInt8>) -> UInt32 {
        // Safe: the caller's buffer is padded by at least eight readable bytes.
        unsafe UInt32(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt32.self))
    }

    /// Eight bytes with `A`–`Z` made lower case and every other byte left alone.
    @inline(__always)
    static func lowercased(_ word: UInt64) -> UInt64 {
        let heptets = word & 0x7F7F_7F7F_7F7F_7F7F
        let aboveZ = heptets &+ 0x2525_2525_2525_2525
        let fromA = heptets &+ 0x3F3F_3F3F_3F3F_3F3F
        let upper = (fromA ^ aboveZ) & ~word & 0x8080_8080_8080_8080
        return word | upper >> 2
    }

    /// The hash of `count` bytes, letter case aside.
    @inline(__always)
    static func hash(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0xD6E8_FEB8_6659_FD93
        var index = 0
        while index &+ 8 <= count {
            unsafe hash = fold(hash ^ lowercased(load64(text + index)))
            index &+= 8
        }
        if index < count {
            let keep = ~UInt64(0) >> UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- index))
            unsafe hash = fold(hash ^ lowercased(load64(text + index) & keep))
        }
        return hash
    }

    /// The hash of an IPv4 address.
    @inline(__always)
    static func hash(address: UInt32) -> UInt64 { UInt64(address) &* 0x9E37_79B9_7F4A_7C15 }

    /// The hash of raw bytes (digests, IPv6 and MAC addresses), no folding.
    @inline(__always)
    static func rawHash(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
        var index = 0
        while index &+ 8 <= count {
            unsafe hash = fold(hash ^ load64(bytes + index))
            index &+= 8
        }
        if index < count {
            let keep = ~UInt64(0) >> UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- index))
            unsafe hash = fold(hash ^ (load64(bytes + index) & keep))
        }
        return hash
    }
}
