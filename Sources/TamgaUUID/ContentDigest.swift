import Crypto

/// SHA-256 over parts, each with its length before it: no two lists of parts have the same bytes.
///
/// Source: FIPS 180-4.
public struct ContentDigest {
    private var hash = SHA256()

    /// A digest of nothing yet.
    public init() {}

    /// Adds a part.
    public mutating func update(_ part: some Collection<UInt8>) {
        var length = UInt64(part.count)
        var prefix: [UInt8] = []
        for _ in 0..<8 {
            prefix.append(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        hash.update(data: prefix)
        hash.update(data: Array(part))
    }

    /// The 32 bytes.
    public consuming func bytes() -> [UInt8] { Array(hash.finalize()) }
}
