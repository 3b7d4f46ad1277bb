public import TamgaModel
import TamgaUUID

/// The key by which a member's signatures are checked.
public struct MemberKey: Hashable, Sendable {
    /// Whose it is.
    public var member: MemberState
    /// An Ed25519 public key (RFC 8032): 32 bytes.
    public var publicKey: [UInt8]
    /// From when on the member may have signed with it; `nil` for always.
    public var from: Timestamp?
    /// From when on it may not any more; `nil` for never.
    public var until: Timestamp?

    /// A key.
    public init(member: MemberState, publicKey: [UInt8], from: Timestamp? = nil, until: Timestamp? = nil) {
        self.member = member
        self.publicKey = publicKey
        self.from = from
        self.until = until
    }

    /// A short name for the key: the first sixteen hexadecimal digits of the SHA-512 of its bytes. It finds a key, and proves
    /// nothing.
    public var id: String { String(FileDigest.text(of: publicKey).prefix(16)) }

    /// The line that a list of keys has of it: the member, the word, and the key in base 64.
    public var line: String { "\(member) ed25519 \(Base64.urlText(publicKey))" }
}
