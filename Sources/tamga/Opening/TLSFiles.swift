import TamgaExchange

/// The files that a server has for TLS, looked at before anything else is opened.
enum TLSFiles {
    /// The settings of a certificate and its key; `nil` where no files are named.
    ///
    /// - Throws: What is wrong with a file; also that others may read the key.
    static func checked(_ files: [String], clientAuthorities: String? = nil) throws -> ServerSettings.TLS? {
        guard files.count == 2 else { return nil }
        let tls = ServerSettings.TLS(certificate: files[0], key: files[1], clientAuthorities: clientAuthorities)
        try tls.check()
        try KeyFile.check(files[1])
        return tls
    }
}
