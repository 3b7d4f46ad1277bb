/// A set of hashes, one bit each: it may let a stranger through, it never turns a member away.
struct BitFilter {
    private(set) var bytes: [UInt8]
    private let shift: UInt64

    /// A filter of `1 << bits` bits.
    init(bits: Int) {
        bytes = [UInt8](repeating: 0, count: (1 << bits) / 8)
        shift = UInt64(64 - bits)
    }

    /// The number of address bits that keeps strangers below about one in sixteen; 12 … 28.
    static func bits(forMembers count: Int) -> Int {
        var bits = 12
        while bits < 28, 1 << bits < count * 16 { bits += 1 }
        return bits
    }

    /// Adds a member by the top bits of its hash.
    mutating func insert(_ hash: UInt64) {
        let bit = Int(hash >> shift)
        bytes[bit >> 3] |= 1 << UInt8(bit & 7)
    }
}
