import HummingbirdCore
import HummingbirdTLS
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 with bounded headers, over TLS 1.2 or newer where there are files for it.
    ///
    /// - Parameters:
    ///   - idleSeconds: after so long a connection that says nothing is closed.
    ///   - files: `nil` is plain HTTP.
    ///   - shares: what each address may hold of the connections.
    /// - Throws: What is wrong with a certificate or a key.
    static func bounded(
        idleSeconds: Int, tls files: ServerSettings.TLS?, shares: ConnectionShares
    ) throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [FirstRequestHandler(shares)],
                idleTimeout: .seconds(Int64(idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 32 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100)))
        guard let files else { return plain }
        return try .tls(plain, tlsConfiguration: files.configuration())
    }
}
