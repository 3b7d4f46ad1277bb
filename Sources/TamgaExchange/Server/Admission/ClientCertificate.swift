import NIOSSL

/// A certificate that an account signs in with.
public enum ClientCertificate {
    /// The first certificate of a PEM file, in DER.
    ///
    /// - Throws: What is wrong with the file.
    public static func read(_ path: String) throws -> [UInt8] {
        guard let certificate = try NIOSSLCertificate.fromPEMFile(path).first else {
            throw NIOSSLError.failedToLoadCertificate
        }
        return try certificate.toDERBytes()
    }
}
