import Crypto

/// Codes that only those who know a key can make: HMAC with SHA-256.
///
/// Source: RFC 2104, FIPS 198-1.
public enum MessageAuthentication {
    /// The 32 bytes that authenticate a message.
    public static func code(_ message: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: SymmetricKey(data: key)))
    }

    /// True where two codes are the same; takes as long wherever they differ.
    public static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for index in a.indices { difference |= a[index] ^ b[index] }
        return difference == 0
    }
}
