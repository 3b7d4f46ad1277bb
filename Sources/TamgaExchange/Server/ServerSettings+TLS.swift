import FoundationEssentials
import NIOSSL

extension ServerSettings.TLS {
    /// Reads the files, as a server does when it begins.
    ///
    /// - Throws: ``ExchangeError/badFile(_:reason:)`` with the file and what is wrong with it.
    public func check() throws(ExchangeError) { _ = try configuration() }

    /// What the files come to: TLS 1.2 or newer, and certificates of clients where there are authorities for them.
    func configuration() throws(ExchangeError) -> TLSConfiguration {
        let certificates = try PEMFile.certificates(certificate)
        let privateKey = try PEMFile.key(key)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        do {
            _ = try NIOSSLContext(configuration: tls)
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw .badFile(key, reason: "holds a key that does not belong to the certificate in \(certificate)")
        } catch {
            throw .badFile(certificate, reason: "cannot be used with the key in \(key): \(error)")
        }
        tls.minimumTLSVersion = .tlsv12
        if let authorities = clientAuthorities {
            var isFolder = false
            let isThere = FileManager.default.fileExists(atPath: authorities, isDirectory: &isFolder)
            tls.trustRoots =
                isThere && isFolder ? .file(authorities) : .certificates(try PEMFile.certificates(authorities))
            tls.certificateVerification = .optionalVerification
        }
        tls.applicationProtocols = ["http/1.1"]
        return tls
    }
}
