public import TamgaModel
import TamgaUUID

/// A member's signing key as a file. Whoever can read it can speak for the member.
///
///     tamga signing key 1
///     member: UZ
///     public: 3q2-7wAA…
///     secret: 9vPq…
public struct SigningKeyFile: Sendable {
    /// Whose key it is.
    public let member: MemberState
    private let key: SigningKey

    /// The largest file that is read, in bytes.
    public static let maximumSize = 4_096

    /// Makes a new key.
    public init(making member: MemberState) {
        self.member = member
        key = SigningKey()
    }

    /// Reads a key file.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)``; no words of the file are in it.
    public init(_ bytes: [UInt8], source: String) throws(FormatsError) {
        func fail(_ words: String) -> FormatsError { .unusable(source: source, line: nil, words) }
        guard bytes.count <= Self.maximumSize, let text = String(validating: bytes, as: UTF8.self) else {
            throw fail("no signing key; “tamga keys make” makes one")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.first == "tamga signing key 1" else { throw fail("no signing key; “tamga keys make” makes one") }
        func value(_ name: String) -> Substring? {
            lines.first { $0.hasPrefix(name + ": ") }?.dropFirst(name.utf8.count + 2)
        }
        guard let member = value("member").flatMap({ MemberState($0) }) else { throw fail("the key names no member") }
        guard let seed = value("secret").flatMap({ Base64.bytes($0) }), let key = SigningKey(seed: seed) else {
            throw fail("the key's secret is not 32 bytes in base 64")
        }
        guard let shown = value("public").flatMap({ Base64.bytes($0) }), shown == key.publicKey else {
            throw fail("the public key is not that of the secret: the file was changed")
        }
        self.member = member
        self.key = key
    }

    /// What others check signatures by.
    public var memberKey: MemberKey { MemberKey(member: member, publicKey: key.publicKey) }

    /// The file's bytes, with the secret.
    public var bytes: [UInt8] {
        Array(
            """
            tamga signing key 1
            member: \(member)
            public: \(Base64.urlText(key.publicKey))
            secret: \(Base64.urlText(key.seed))

            """.utf8)
    }

    /// Signs a file.
    ///
    /// - Parameters:
    ///   - digest: SHA-512 of the file's bytes, in hexadecimal.
    ///   - name: The file's name, for people.
    ///   - time: Now.
    public func sign(digest: String, name: String, at time: Timestamp) throws -> FileSignature {
        var signature = FileSignature(
            member: member, keyID: memberKey.id, time: time, name: FileSignature.shown(name), digest: digest)
        signature.signature = try key.sign(signature.signedBytes)
        return signature
    }
}
