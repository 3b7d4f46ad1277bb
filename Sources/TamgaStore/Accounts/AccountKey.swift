import TamgaUUID

/// An account's key as it is shown once and then presented: `tamga_NAME_SECRET`, so that the account is looked up by
/// name. The secret is 32 random bytes as base64url: too many to guess, so that one salted SHA-256 keeps it.
struct AccountKey {
    let name: String
    let text: String

    /// A new key.
    init(making name: String) {
        self.name = name
        text = "tamga_\(name)_\(Base64.urlText(RandomBytes.make(32)))"
    }

    /// A key that was presented; `nil` for what cannot be one.
    init?(_ text: String) {
        guard text.utf8.count <= 256, text.hasPrefix("tamga_") else { return nil }
        let rest = text.dropFirst(6)
        guard let end = rest.firstIndex(of: "_") else { return nil }
        name = String(rest[..<end])
        guard Account.isName(name) else { return nil }
        self.text = text
    }

    /// What is kept of it.
    func digest(salt: [UInt8]) -> [UInt8] {
        var digest = ContentDigest()
        digest.update(salt)
        digest.update(text.utf8)
        return digest.bytes()
    }

    /// What is kept of a certificate: never the same as what is kept of a key, so that a certificate, which is no secret,
    /// cannot be presented as one.
    static func digest(certificate: [UInt8], salt: [UInt8]) -> [UInt8] {
        var digest = ContentDigest()
        digest.update(salt)
        digest.update("certificate".utf8)
        digest.update(certificate)
        return digest.bytes()
    }
}
