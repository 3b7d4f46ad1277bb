public import TamgaModel
import TamgaUUID

/// A member's signature over a file, which lies beside it.
///
///     tamga signature 1
///     member: UZ
///     key: 0f3c5a7790b1c2d3
///     time: 2026-11-28T12:00:00Z
///     name: kz.json
///     sha512: 7b1f…
///     signature: 2Yk7…
///
/// Signed (Ed25519, RFC 8032 §5.1, without a context) are the bytes of all lines before the last, line ends included. The
/// first line keeps these bytes apart from anything else that the key could ever sign. docs/signing.md has the format.
public struct FileSignature: Hashable, Sendable {
    /// Who says to have signed.
    public var member: MemberState
    /// Which of the member's keys: ``MemberKey/id``.
    public var keyID: String
    /// When, by the signer's clock.
    public var time: Timestamp
    /// The file's name when it was signed; a file may be renamed.
    public var name: String
    /// SHA-512 of the file's bytes, in hexadecimal.
    public var digest: String
    /// 64 bytes.
    public var signature: [UInt8] = []

    /// The largest signature file that is read, in bytes.
    public static let maximumSize = 4_096

    /// What a signature's file is called behind the name of what it signs.
    public static let ending = ".sig"

    init(member: MemberState, keyID: String, time: Timestamp, name: String, digest: String) {
        self.member = member
        self.keyID = keyID
        self.time = time
        self.name = name
        self.digest = digest
    }

    /// A name as a line can hold it.
    static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(scalars).prefix(255))
    }

    /// The bytes that are signed.
    var signedBytes: [UInt8] {
        Array(
            """
            tamga signature 1
            member: \(member)
            key: \(keyID)
            time: \(time.stix)
            name: \(name)
            sha512: \(digest)

            """.utf8)
    }

    /// The file's bytes.
    public var bytes: [UInt8] { signedBytes + Array("signature: \(Base64.urlText(signature))\n".utf8) }

    /// Reads a signature's file; it has these lines, in this order, and no other.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)``.
    public init(_ bytes: [UInt8], source: String) throws(FormatsError) {
        func fail(_ line: Int?, _ words: String) -> FormatsError { .unusable(source: source, line: line, words) }
        guard bytes.count <= Self.maximumSize, let text = String(validating: bytes, as: UTF8.self) else {
            throw fail(nil, "no signature: not text of at most \(Self.maximumSize) bytes")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 8, lines[7].isEmpty, lines[0] == "tamga signature 1" else {
            throw fail(
                nil, "no signature of a form that is known: seven lines, of which the first is “tamga signature 1”")
        }
        var values: [Substring] = []
        for (index, name) in ["member", "key", "time", "name", "sha512", "signature"].enumerated() {
            guard lines[index + 1].hasPrefix(name + ": ") else {
                throw fail(index + 2, "“\(name): …” is to stand here")
            }
            values.append(lines[index + 1].dropFirst(name.utf8.count + 2))
        }
        guard let member = MemberState(values[0]) else { throw fail(2, "no member's code") }
        guard let time = Timestamp(rfc3339: values[2]) else { throw fail(4, "no time") }
        guard let signature = Base64.bytes(values[5]), signature.count == 64 else {
            throw fail(7, "not 64 bytes in base 64")
        }
        self.init(
            member: member, keyID: String(values[1]), time: time, name: String(values[3]), digest: String(values[4]))
        self.signature = signature
        // What is signed is made of the values: a file that writes them otherwise is another one.
        guard self.bytes == bytes else { throw fail(nil, "not written as a signature is") }
    }

    /// Why the signature does not prove that a member signed a file; `nil` where it does.
    ///
    /// - Parameters:
    ///   - found: SHA-512 of the file as it is, in hexadecimal.
    ///   - keys: Members' keys.
    ///   - claimed: Who shares the file, where that was said otherwise.
    ///   - now: The present time; a signature of a later day than that is none.
    public func objection(
        to found: String, keys: MemberKeys, claimed: MemberState? = nil, now: Timestamp
    ) -> String? {
        if let claimed, claimed != member { return "\(member) has signed it, and not \(claimed)" }
        let own = keys.keys.filter { $0.member == member }
        if own.isEmpty { return "the list of keys has none of \(member)" }
        guard let key = own.first(where: { $0.id == keyID }) else {
            return "the list of keys has no key \(PlainWord.of(keyID)) of \(member)"
        }
        guard SigningKey.isValid(signature, of: signedBytes, publicKey: key.publicKey) else {
            return "the signature is not one of \(member)'s key \(key.id)"
        }
        guard found == digest else { return "the file is not the one that \(member) signed: it was changed since" }
        if let from = key.from, time < from { return "\(member)'s key \(key.id) was not good yet on \(time.stix)" }
        if let until = key.until, time >= until || now >= until {
            return "\(member)'s key \(key.id) is not good any more since \(until.stix)"
        }
        if time.microseconds > now.microseconds + 86_400_000_000 { return "it was signed in the future: \(time.stix)" }
        return nil
    }
}

/// A word from a file, as a message may show it.
private enum PlainWord {
    static func of(_ word: String) -> String {
        word.count <= 64 && word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? word : "of a malformed id"
    }
}
