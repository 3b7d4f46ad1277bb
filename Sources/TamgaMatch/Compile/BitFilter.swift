/// A set of hashes, two bits of one 64-bit word each: it may let a stranger through, it never turns a member away.
///
/// One load decides. Of a set that is as full as ``bits(forMembers:)`` allows, one stranger in fifty gets through.
struct BitFilter {
    private(set) var words: [UInt64]
    private let shift: UInt64

    /// A filter of `1 << bits` bits.
    ///
    /// - Precondition: `bits` is one of ``sizes``.
    init(bits: Int) {
        words = [UInt64](repeating: 0, count: 1 << (bits - 6))
        shift = Self.shift(bits: bits)
    }

    /// The sizes that there are, as powers of two.
    static let sizes = 12...28

    /// The size of the set of last labels.
    static let labelBits = 13

    /// The number of bits for some members, as a power of two: sixteen a member or more.
    static func bits(forMembers count: Int) -> Int {
        var bits = sizes.lowerBound
        while bits < sizes.upperBound, 1 << bits < count * 16 { bits += 1 }
        return bits
    }

    /// How far a hash is moved to give its word's number in a set of `1 << bits` bits.
    static func shift(bits: Int) -> UInt64 { UInt64(70 - bits) }

    /// The two bits of a hash in its word, taken from the twelve bits behind those that number the word.
    @inline(__always)
    static func mask(_ hash: UInt64, _ shift: UInt64) -> UInt64 {
        1 &<< (hash &>> (shift &- 6)) | 1 &<< (hash &>> (shift &- 12))
    }

    /// Adds a member.
    mutating func insert(_ hash: UInt64) { words[Int(hash >> shift)] |= Self.mask(hash, shift) }
}
