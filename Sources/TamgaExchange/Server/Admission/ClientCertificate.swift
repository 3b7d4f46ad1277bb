import NIOSSL

/// A certificate that an account signs in with.
public enum ClientCertificate {
    /// The first certificate of a PEM file, in DER.
    ///
    /// - Throws: What is wrong with the file.
    public static func read(_ path: String) throws -> [UInt8] {
        try PEMFile.certificates(path)[0].toDERBytes()
    }
}
