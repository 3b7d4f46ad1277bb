import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// TLS, and section 3.1.3 of the interoperability tests: accounts that sign in by a certificate.
@Suite struct ServerCertificateTests {
    /// Certificates that openssl has just made; `nil` where there is no openssl.
    static func certificates(in folder: URL) throws -> Bool {
        let script = """
            set -e
            cd "$1"
            make() { # make NAME ISSUER…
                name=$1; shift
                openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout $name.key -out $name.csr 2> /dev/null
                openssl x509 -req -days 2 -in $name.csr -out $name.pem -extfile san "$@" 2> /dev/null
            }
            echo 'subjectAltName=IP:127.0.0.1' > san
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem 2> /dev/null
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout stranger.key -out stranger.pem 2> /dev/null
            for name in server kz uz; do make $name -CA ca.pem -CAkey ca.key -CAcreateserial; done
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, "bash", folder.path]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static let hasOpenSSL = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    @Test(
        "3.1.3: a certificate opens its account and no other; without one a key does; a stranger's is refused",
        .enabled(if: hasOpenSSL, "skipped: there is no /usr/bin/openssl"))
    func certificates() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let isMade = try Self.certificates(in: folder)
        try #require(isMade)
        @Sendable func path(_ name: String) -> String { folder.appending(path: name).path }
        try await ServedStore.serving(with: {
            $0.tls = .init(certificate: path("server.pem"), key: path("server.key"), clientAuthorities: path("ca.pem"))
        }) { served in
            let certificate = try ClientCertificate.read(path("kz.pem"))
            #expect(
                try served.store.addAccount(
                    "kz", for: "KZ", role: .reader, certificate: certificate, at: ServedStore.now()))
            let key = try served.key("uz", "UZ")
            func status(_ name: String?, _ key: String?) async throws -> Int {
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.trustRoots = .file(path("ca.pem"))
                if let name {
                    tls.certificateChain = try NIOSSLCertificate.fromPEMFile(path("\(name).pem")).map {
                        .certificate($0)
                    }
                    tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: path("\(name).key"), format: .pem))
                }
                let client = HTTPClient(configuration: .init(tlsConfiguration: tls, timeout: Patience.timeout))
                do {
                    var request = HTTPClientRequest(url: "https://127.0.0.1:\(served.port)/union/collections/inbox-kz/")
                    if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
                    let response = try await client.execute(request, timeout: .seconds(Int64(Patience.seconds)))
                    _ = try await response.body.collect(upTo: 1 << 20)
                    try await client.shutdown()
                    return Int(response.status.code)
                } catch {
                    try await client.shutdown()
                    return 0
                }
            }
            #expect(try await status("kz", nil) == 200)
            #expect(try await status("uz", nil) == 401, "valid, and of no account")
            #expect(try await status(nil, nil) == 401)
            #expect(try await status(nil, key) == 404, "a key, as ever")
            #expect(try await status("kz", key) == 404, "a key that is presented counts")
            #expect(try await status("stranger", nil) == 0, "the connection does not come about")
            await #expect(throws: (any Error).self, "plain HTTP is not answered") {
                try await served.ask("GET", "/taxii2/", key: key)
            }
        }
    }
}
