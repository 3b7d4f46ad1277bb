import Crypto

/// Makes version 5 UUIDs: the same name in the same namespace has the same id, on every machine and every run.
///
/// Source: RFC 9562 §5.5. SHA-1 is what that version asks for; nothing here depends on its secrecy.
public struct NameUUID {
    private var hash = Insecure.SHA1()

    /// The namespace of the ids that Tamga derives itself.
    public static let tamga: [UInt8] = [
        0x6F, 0x1C, 0x0B, 0x52, 0x9E, 0x37, 0x4D, 0x0A, 0xA3, 0x5B, 0x7D, 0x42, 0x11, 0xC8, 0x2E, 0x94,
    ]

    /// The namespace of STIX cyber-observable objects (STIX 2.1 §2.9).
    public static let stixObservables: [UInt8] = [
        0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7,
    ]

    /// Begins a name.
    ///
    /// - Parameter namespace: sixteen bytes.
    public init(namespace: [UInt8]) {
        precondition(namespace.count == 16, "a namespace is a UUID")
        hash.update(data: namespace)
    }

    /// Adds bytes to the name.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        hash.update(data: Array(bytes))
    }

    /// The id as sixteen bytes.
    public consuming func bytes() -> [UInt8] {
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }

    /// The id as lower-case text, `xxxxxxxx-xxxx-5xxx-yxxx-xxxxxxxxxxxx`.
    public consuming func text() -> String { Self.text(of: bytes()) }

    /// Sixteen bytes as the text of a UUID (RFC 9562 §4).
    static func text(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The id of a whole name.
    public static func text(namespace: [UInt8], name: some Sequence<UInt8>) -> String {
        var uuid = NameUUID(namespace: namespace)
        uuid.update(name)
        return uuid.text()
    }
}
