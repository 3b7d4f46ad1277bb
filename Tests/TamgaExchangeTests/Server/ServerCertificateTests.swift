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
    /// Runs something in a folder with certificates.
    private static func made(
        _ body: (_ path: @escaping @Sendable (String) -> String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try certificates(in: folder))
        try await body { folder.appending(path: $0).path }
    }

    @Test(
        "A file that cannot be used is named, with the reason",
        .enabled(if: hasOpenSSL, "skipped: there is no /usr/bin/openssl"))
    func unusable() async throws {
        try await Self.made { path in
            try Data().write(to: URL(filePath: path("empty")))
            try ServerSettings.TLS(
                certificate: path("server.pem"), key: path("server.key"), clientAuthorities: path("ca.pem")
            ).check()
            for (certificate, key, authorities, words) in [
                ("none.pem", "server.key", nil, "none.pem: cannot be read: No such file or directory"),
                (".", "server.key", nil, "cannot be read"),
                ("empty", "server.key", nil, "empty holds no certificate in PEM"),
                ("server.key", "server.key", nil, "server.key holds no certificate in PEM"),
                ("server.pem", "none.key", nil, "none.key: cannot be read: No such file or directory"),
                ("server.pem", "empty", nil, "empty holds no private key in PEM"),
                ("server.pem", "server.pem", nil, "server.pem holds no private key in PEM"),
                ("server.pem", "kz.key", nil, "kz.key holds a key that does not belong to the certificate in"),
                ("server.pem", "server.key", "none.pem", "none.pem: cannot be read: No such file or directory"),
                ("server.pem", "server.key", "kz.key", "kz.key holds no certificate in PEM"),
            ] {
                let error = #expect(throws: ExchangeError.self) {
                    try ServerSettings.TLS(
                        certificate: path(certificate), key: path(key), clientAuthorities: authorities.map(path)
                    ).check()
                }
                #expect(error.map { "\($0)".contains(words) } == true, "\(words): \(error.map { "\($0)" } ?? "")")
            }
        }
    }

    @Test(
        "One who shakes no hands is cut off where one address has too many such, and whoever does is answered",
        .enabled(if: hasOpenSSL, "skipped: there is no /usr/bin/openssl"))
    func silent() async throws {
        try await Self.made { path in
            try await ServedStore.serving(with: {
                $0.tls = .init(certificate: path("server.pem"), key: path("server.key"))
                $0.maximumUnasked = 3
            }) { served in
                let silent = try RawConnection.held(port: served.port, count: 3)
                defer { RawConnection.close(silent) }
                let port = served.port
                try await RawConnection.onThread { try RawConnection.waitUntilTaken(port) }
                var tls = TLSConfiguration.makeClientConfiguration()
                tls.trustRoots = .file(path("ca.pem"))
                let client = HTTPClient(configuration: .init(tlsConfiguration: tls, timeout: Patience.timeout))
                let request = HTTPClientRequest(url: "https://127.0.0.1:\(served.port)/taxii2/")
                let status = try? await client.execute(request, timeout: .seconds(Int64(Patience.seconds))).status.code
                try await client.shutdown()
                #expect(status == 401)
                #expect(try await Patience.until { RawConnection.closed(silent).count == 1 })
            }
        }
    }
}
