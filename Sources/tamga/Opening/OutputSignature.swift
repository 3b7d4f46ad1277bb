import FoundationEssentials
import TamgaFormats
import TamgaModel

/// The signature of a file that is written.
struct OutputSignature {
    private let key: SigningKeyFile
    private let output: String

    /// Reads the key.
    ///
    /// - Parameter output: the file that is to be signed.
    init(key path: String, of output: String) throws {
        key = try Self.read(path)
        self.output = output
    }

    /// Reads a key file, which only its owner may be able to read.
    static func read(_ path: String) throws -> SigningKeyFile {
        try KeyFile.check(path)
        let bytes = try WholeFile.read(path, limit: SigningKeyFile.maximumSize)
        do {
            return try SigningKeyFile(bytes, source: path)
        } catch {
            throw FailedInput(description: "\(error)")
        }
    }

    /// Signs what was delivered and writes the signature beside it.
    func write(over held: HeldOutput) throws {
        let data = try held.contents()
        var digest = FileDigest()
        var start = 0
        while start < data.count {
            let end = min(start + 1 << 20, data.count)
            digest.update(Array(data[start..<end]))
            start = end
        }
        try write(digest.text())
    }

    /// The same over bytes that are all there.
    func write(over bytes: [UInt8]) throws { try write(FileDigest.text(of: bytes)) }

    private func write(_ digest: String) throws {
        let name = output.split(separator: "/").last.map(String.init) ?? output
        let signature = try key.sign(digest: digest, name: name, at: .now)
        let file = output + FileSignature.ending
        try WholeOutput.write(signature.bytes, to: file)
        StandardError.line("\(file): signed by \(key.member), key \(key.memberKey.id)")
    }
}
