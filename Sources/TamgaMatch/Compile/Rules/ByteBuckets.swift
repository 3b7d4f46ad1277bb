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

    /// One place of a bucket: what the halves of a byte may be, a bit for each value.
    private struct Place {
        var low: UInt16 = 0
        var high: UInt16 = 0

        /// The share of bytes that pass.
        func share(_ frequencies: [Double]) -> Double {
            var share = 0.0
            var rows = high
            while rows != 0 {
                let row = rows.trailingZeroBitCount
                rows &= rows &- 1
                var columns = low
                while columns != 0 {
                    share += frequencies[row * 16 + columns.trailingZeroBitCount]
                    columns &= columns &- 1
                }
            }
            return share
        }

        func union(_ other: Place) -> Place { Place(low: low | other.low, high: high | other.high) }
    }

    private struct Bucket {
        var places: [Place]
        var share: Double

        init(_ places: [Place]) {
            self.places = places
            share = places.reduce(1) { $0 * $1.share(Rarity.byteFrequencies) }
        }

        func union(_ other: Bucket) -> Bucket {
            Bucket((0..<ByteBuckets.width).map { places[$0].union(other.places[$0]) })
        }
    }

    /// - Parameters:
    ///   - members: of one to four places each; behind the last place anything may stand.
    ///   - groups: how many times eight buckets.
    init(_ members: [ArraySlice<ByteSet>], groups: Int) {
        let own = members.map { member in
            Bucket((0..<Self.width).map { Self.place($0 < member.count ? member[member.startIndex + $0] : .all) })
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

    private static func place(_ set: ByteSet) -> Place {
        var place = Place()
        for byte in set.bytes {
            place.low |= 1 << UInt16(byte & 15)
            place.high |= 1 << UInt16(byte >> 4)
        }
        return place
    }

    private static func fill(_ masks: inout tamga_literal_masks, _ bit: UInt8, _ bucket: Bucket) {
        // Safe: both tables are four rows of sixteen bytes.
        unsafe withUnsafeMutableBytes(of: &masks) { bytes in
            for (row, place) in bucket.places.enumerated() {
                for nibble in 0..<16 {
                    if place.low >> UInt16(nibble) & 1 == 1 { unsafe bytes[16 * row + nibble] |= bit }
                    if place.high >> UInt16(nibble) & 1 == 1 { unsafe bytes[64 + 16 * row + nibble] |= bit }
                }
            }
        }
    }
}
