import CTamgaSift
import PCRE2

/// Up to four places of bytes, sorted into buckets of which ``tamga_literal_candidates`` looks for eight at a time.
///
/// A bucket takes what any mixture of its members takes, so members that are alike are put together: each goes where it
/// adds least to what the bucket is expected to let through.
struct ByteBuckets {
    /// For each member, its bucket: eight to a set of masks.
    private(set) var bucketOf: [Int] = []
    /// One for eight buckets.
    private(set) var masks: [tamga_literal_masks]
    /// The share of places of an ordinary log that are expected to pass.
    private(set) var share: Double

    /// The places that are looked at.
    static let width = 4

    /// What the four places of a bucket take: for each, what the halves of a byte may be, a bit for each value.
    private struct Bucket {
        var low: SIMD4<UInt16>
        var high: SIMD4<UInt16>
        /// The share of places of an ordinary log that pass.
        var share: Double

        init(low: SIMD4<UInt16>, high: SIMD4<UInt16>) {
            (self.low, self.high) = (low, high)
            share = 1
            for place in 0..<ByteBuckets.width {
                var rows = high[place]
                var passing = 0.0
                while rows != 0 {
                    passing += RowShares.share(row: rows.trailingZeroBitCount, low[place])
                    rows &= rows &- 1
                }
                share *= passing
            }
        }

        func union(_ other: Bucket) -> Bucket { Bucket(low: low | other.low, high: high | other.high) }
    }

    /// How often a byte is met whose upper half is one value and whose lower half is one of a set.
    private enum RowShares {
        /// For each row, each eight columns and each set of these.
        private static let shares: [Double] = {
            var shares: [Double] = []
            for firstColumn in stride(from: 0, to: 256, by: 8) {
                for set in 0..<256 {
                    var sum = 0.0
                    for column in 0..<8 where set >> column & 1 == 1 {
                        sum += Rarity.byteFrequencies[firstColumn + column]
                    }
                    shares.append(sum)
                }
            }
            return shares
        }()

        static func share(row: Int, _ columns: UInt16) -> Double {
            shares[row * 512 + Int(columns & 0xFF)] + shares[row * 512 + 256 + Int(columns >> 8)]
        }
    }

    /// - Parameters:
    ///   - members: of one to four places each; behind the last place anything may stand.
    ///   - groups: how many times eight buckets.
    init(_ members: [ArraySlice<ByteSet>], groups: Int) {
        let own = members.map { member in
            var bucket = (low: SIMD4<UInt16>(repeating: .max), high: SIMD4<UInt16>(repeating: .max))
            for (place, set) in zip(0..<Self.width, member) {
                (bucket.low[place], bucket.high[place]) = Self.halves(set)
            }
            return Bucket(low: bucket.low, high: bucket.high)
        }
        var buckets: [Bucket] = []
        bucketOf = [Int](repeating: 0, count: members.count)
        // Those that let most through first: the rest lean on them.
        for member in members.indices.sorted(by: { (own[$1].share, $0) < (own[$0].share, $1) }) {
            var best = (index: buckets.count, added: own[member].share)
            var merged = own[member]
            if buckets.count == groups * 8 { best.added = .infinity }
            for index in buckets.indices where best.added > 0 {
                let both = buckets[index].union(own[member])
                if both.share - buckets[index].share < best.added {
                    best = (index, both.share - buckets[index].share)
                    merged = both
                }
            }
            if best.index == buckets.count { buckets.append(merged) } else { buckets[best.index] = merged }
            bucketOf[member] = best.index
        }
        share = min(1, buckets.reduce(0) { $0 + $1.share })
        masks = [tamga_literal_masks](repeating: tamga_literal_masks(), count: max(1, (buckets.count + 7) / 8))
        for (index, bucket) in buckets.enumerated() {
            Self.fill(&masks[index / 8], UInt8(1) << UInt8(index % 8), bucket)
        }
    }

    /// The buckets of as few groups as keep what passes low, at most four.
    init(_ members: [ArraySlice<ByteSet>]) {
        self.init(members, groups: 1)
        for groups in [2, 4] where share > Self.goodShare { self.init(members, groups: groups) }
    }

    /// Below this, looking closer at what passes costs less than one more group.
    private static let goodShare = 0.01

    private static func halves(_ set: ByteSet) -> (low: UInt16, high: UInt16) {
        var halves: (low: UInt16, high: UInt16) = (0, 0)
        for byte in set.bytes {
            halves.low |= 1 << UInt16(byte & 15)
            halves.high |= 1 << UInt16(byte >> 4)
        }
        return halves
    }

    private static func fill(_ masks: inout tamga_literal_masks, _ bit: UInt8, _ bucket: Bucket) {
        // Safe: both tables are four rows of sixteen bytes.
        unsafe withUnsafeMutableBytes(of: &masks) { bytes in
            for place in 0..<width {
                for nibble in 0..<16 {
                    if bucket.low[place] >> UInt16(nibble) & 1 == 1 { unsafe bytes[16 * place + nibble] |= bit }
                    if bucket.high[place] >> UInt16(nibble) & 1 == 1 { unsafe bytes[64 + 16 * place + nibble] |= bit }
                }
            }
        }
    }
}
