import TamgaUUID

/// SHA-512 of a file's bytes, which come in pieces.
public struct FileDigest {
    private var digest = ByteDigest()
    /// How many bytes have come.
    public private(set) var count = 0

    /// A digest of an empty file.
    public init() {}

    /// Adds the file's next bytes.
    public mutating func update(_ bytes: [UInt8]) {
        digest.update(bytes)
        count += bytes.count
    }

    /// The digest as 128 lower-case hexadecimal digits.
    public consuming func text() -> String { Self.hexadecimal(digest.bytes()) }

    /// The digest of bytes that are all there.
    public static func text(of bytes: [UInt8]) -> String {
        var digest = FileDigest()
        digest.update(bytes)
        return digest.text()
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
