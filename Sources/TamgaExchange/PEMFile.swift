import FoundationEssentials
import Glibc
import NIOSSL

/// Reads files in PEM; what is wrong with one is said with its name.
enum PEMFile {
    /// The certificates of a file, at least one.
    static func certificates(_ path: String) throws(ExchangeError) -> [NIOSSLCertificate] {
        let bytes = try bytes(path)
        guard !bytes.isEmpty, let found = try? NIOSSLCertificate.fromPEMBytes(bytes), !found.isEmpty else {
            throw .badFile(path, reason: "holds no certificate in PEM that can be read")
        }
        return found
    }

    /// The private key of a file.
    static func key(_ path: String) throws(ExchangeError) -> NIOSSLPrivateKey {
        let bytes = try bytes(path)
        if !bytes.isEmpty, let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { return key }
        if String(decoding: bytes, as: UTF8.self).contains("ENCRYPTED") {
            throw .badFile(path, reason: "holds a private key that asks for a passphrase: “openssl pkey” takes it off")
        }
        throw .badFile(path, reason: "holds no private key in PEM that can be read")
    }

    private static func bytes(_ path: String) throws(ExchangeError) -> [UInt8] {
        if let data = FileManager.default.contents(atPath: path) { return Array(data) }
        // Safe: the path lives until the call returns; the text ends with NUL and is copied before another call can change it.
        let reason = unsafe access(path, R_OK) == 0 ? "it is no file" : unsafe String(cString: strerror(errno))
        throw .unreadableFile(path, reason: reason)
    }
}
