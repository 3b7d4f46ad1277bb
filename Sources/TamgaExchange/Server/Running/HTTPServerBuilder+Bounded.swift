import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL

extension HTTPServerBuilder {
    /// HTTP/1.1 with bounded headers, over TLS 1.2 or newer where there are files for it.
    ///
    /// - Parameters:
    ///   - idleSeconds: after so long a connection that says nothing is closed.
    ///   - files: `nil` is plain HTTP.
    /// - Throws: What is wrong with a certificate or a key.
    static func bounded(idleSeconds: Int, tls files: ServerSettings.TLS?) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: .seconds(Int64(idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100)))
        guard let files else { return plain }
        let certificates = try NIOSSLCertificate.fromPEMFile(files.certificate)
        let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        if let authorities = files.clientAuthorities {
            tls.trustRoots = .file(authorities)
            tls.certificateVerification = .optionalVerification
        }
        tls.applicationProtocols = ["http/1.1"]
        return try .tls(plain, tlsConfiguration: tls)
    }
}
