import Crypto

/// Tells whether a message is from somebody who has the key.
///
/// Source: RFC 2104 with SHA-256 (FIPS 180-4).
public enum MessageAuthentication {
    /// HMAC-SHA256 of a message: 32 bytes.
    public static func code(_ message: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: SymmetricKey(data: key)))
    }

    /// True where both are the same, in a time that depends on their lengths alone.
    public static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(a, b) { difference |= left ^ right }
        return difference == 0
    }
}
