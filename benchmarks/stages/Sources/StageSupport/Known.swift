public import TamgaModel

/// Indicators, drawn from a seed: none of what ``LogText`` calls ordinary is among them.
public enum Known {
    /// Addresses of 10.0.0.0/8 whose second byte is odd, in order.
    public static func addresses(_ count: Int) -> [Observable] {
        var random = SeededRandom(seed: 1)
        var known: Set<UInt32> = []
        while known.count < count {
            let drawn = UInt32(truncatingIfNeeded: random.next()) & 0x00FF_FFFF
            known.insert(0x0A00_0000 | 0x0001_0000 | drawn)
        }
        return known.sorted().map { number in
            Observable(
                type: .ipv4Address,
                canonicalBytes: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
        }
    }

    /// Domains that begin with `k`, in order.
    public static func domains(_ count: Int) -> [Observable] {
        var random = SeededRandom(seed: 2)
        var known: Set<String> = []
        while known.count < count { known.insert("k\(random.hexadecimal(9)).example") }
        return known.sorted().map { Observable(type: .domainName, canonicalBytes: Array($0.utf8)) }
    }

    /// SHA-256 digests, in order.
    public static func digests(_ count: Int) -> [Observable] {
        var random = SeededRandom(seed: 3)
        return (0..<count).map { _ in random.hexadecimal(64) }.sorted().map { text in
            let digits = Array(text.utf8)
            return Observable(
                type: .sha256,
                canonicalBytes: stride(from: 0, to: digits.count, by: 2).map { at in
                    UInt8(String(decoding: digits[at..<at + 2], as: UTF8.self), radix: 16) ?? 0
                })
        }
    }
}
