import Crypto

/// SHA-512 of bytes that come in pieces.
///
/// Source: FIPS 180-4.
public struct ByteDigest {
    private var hash = SHA512()

    /// A digest of nothing yet.
    public init() {}

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// The 64 bytes.
    public consuming func bytes() -> [UInt8] { Array(hash.finalize()) }
}
