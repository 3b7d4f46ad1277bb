import Crypto

/// A key that signs: an Ed25519 key pair.
///
/// Source: RFC 8032 §5.1.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A key that nobody had before.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// The key that a seed makes.
    ///
    /// - Parameter seed: 32 bytes; `nil` for any other number.
    public init?(seed: [UInt8]) {
        guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
    }

    /// The secret: 32 bytes from which the key is made again.
    public var seed: [UInt8] { Array(key.rawRepresentation) }

    /// What others check signatures by: 32 bytes.
    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// Signs a message: 64 bytes.
    public func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    /// True for a public key by which everybody's signature could hold: a point of small order.
    public static func isNoKey(_ publicKey: [UInt8]) -> Bool { SmallOrder.has(publicKey) }

    /// True where a signature over a message was made by the key that has this public key; false for anything malformed.
    public static func isValid(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32, !isNoKey(publicKey),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
