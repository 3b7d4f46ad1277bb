import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// A dashboard that asks for a key shows nothing of the store to whoever has none.
@Suite struct DashboardSignInTests {
    private typealias Served = ServedDashboard

    private static let time = Timestamp(seconds: 1_790_000_000)

    private static func key(_ store: Store, _ name: String, _ role: Account.Role, for recipient: String = "KZ") throws
        -> String
    {
        try #require(try store.addAccount(name, for: recipient, role: role, at: time))
    }

    /// Signs in; the cookie as a browser sends it back.
    private static func cookie(_ base: String, _ key: String) async throws -> String {
        let reply = try await Served.get(base + "/sign-in", form, method: "POST", body: "key=\(key)")
        #expect(reply.status == 303 && reply.headers["location"] == "/")
        let set = try #require(reply.headers["set-cookie"])
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200"] {
            #expect(set.contains(attribute), "\(attribute)")
        }
        return String(set.prefix { $0 != ";" })
    }

    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]

    @Test("Without a key there is a form and nothing else, whatever is asked for")
    func outside() async throws {
        let feed = HitFeed()
        feed.add(Served.line(1))
        try await Served.with(feed, change: { $0.asksForKey = true }) { base, _ in
            for path in [
                "/", "/rules", "/search?q=evil", "/indicator?type=domain&value=evil.example", "/events", "/nothing",
            ] {
                for headers in [
                    [], [("Cookie", "__Host-tamga=x")], [("Cookie", "__Host-tamga=")], [("Cookie", ";;=; =,")],
                    [("Authorization", "Bearer tamga_kz_x")], [("Authorization", "x")],
                ] {
                    let reply = try await Served.get(base + path, headers)
                    #expect(reply.status == 401, "\(path) \(headers)")
                    #expect(reply.headers["www-authenticate"] == #"Bearer realm="tamga""#)
                    #expect(reply.text.contains(#"action="/sign-in" method="post""#))
                    #expect(!reply.text.contains("evil") && !reply.text.contains("tamga 0.0"), "\(path)")
                }
            }
            #expect(try await Served.get(base + "/style.css").status == 200)
            #expect(try await Served.get(base + "/sign-in").status == 200)
            #expect(try await Served.get(base + "/", method: "POST", body: "x").status == 401)
        }
    }

    @Test("An admin's key opens it, in a form or a header; signing out and removing the account close it")
    func inside() async throws {
        try await Served.with(nil, change: { $0.asksForKey = true }) { base, store in
            let key = try Self.key(store, "kz-team", .admin)
            let bearer = try await Served.get(base + "/", [("Authorization", "Bearer \(key)")])
            #expect(bearer.status == 200 && bearer.headers["set-cookie"] == nil)
            let cookie = try await Self.cookie(base, key)
            let page = try await Served.get(base + "/", [("Cookie", "other=1; \(cookie)"), ("Host", "cert.example")])
            #expect(page.status == 200 && page.text.contains(#"data-figure="found.hits" value="7""#))
            #expect(page.text.contains(#"action="/sign-out" method="post""#) && !page.text.contains(key))
            #expect(try await Served.get(base + "/search?q=evil", [("Cookie", cookie)]).text.contains("evil[.]example"))
            #expect(try await Served.get(base + "/", [("Cookie", cookie)], method: "DELETE").status == 405)
            let out = try await Served.get(base + "/sign-out", [("Cookie", cookie)], method: "POST", body: "")
            #expect(out.status == 303 && out.headers["set-cookie"]?.contains("Max-Age=0") == true)
            #expect(try await Served.get(base + "/", [("Cookie", cookie)]).status == 401)
            let second = try await Self.cookie(base, key)
            #expect(second != cookie)
            #expect(try await Served.get(base + "/rules", [("Cookie", second)]).status == 200)
            #expect(try store.removeAccount("kz-team", at: Self.time))
            #expect(try await Served.get(base + "/rules", [("Cookie", second)]).status == 401)
            let later = Timestamp(microseconds: Self.time.microseconds + 1)
            let again = try #require(try store.addAccount("kz-team", for: "KZ", role: .admin, at: later))
            #expect(try await Served.get(base + "/rules", [("Cookie", second)]).status == 401, "a new key is another")
            #expect(try await Served.get(base + "/rules", [("Authorization", "Bearer \(again)")]).status == 200)
        }
    }

    @Test("Readers and contributors are told that it is not for them", arguments: [Account.Role.reader, .contributor])
    func others(_ role: Account.Role) async throws {
        try await Served.with(nil, change: { $0.asksForKey = true }) { base, store in
            let key = try Self.key(store, "kz", role)
            for reply in [
                try await Served.get(base + "/", [("Authorization", "Bearer \(key)")]),
                try await Served.get(base + "/sign-in", Self.form, method: "POST", body: "key=\(key)"),
            ] {
                #expect(reply.status == 403 && reply.headers["set-cookie"] == nil)
                #expect(reply.text.contains("tamga report --for") && !reply.text.contains("evil"))
            }
        }
    }

    @Test("Whoever tries keys has to wait, and a right key comes in all the same")
    func guessing() async throws {
        try await Served.with(nil, change: { $0.asksForKey = true }) { base, store in
            let key = try Self.key(store, "kz-team", .admin)
            // At once: one comes back every two seconds.
            let replies = try await withThrowingTaskGroup(of: Served.Reply.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await Served.get(
                            base + "/sign-in", Self.form, method: "POST", body: "key=tamga_kz-team_\(number)")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let late = replies.filter { $0.status == 429 }
            #expect(!late.isEmpty && replies.count { $0.status == 401 } == replies.count - late.count)
            #expect(replies.count - late.count >= 30)
            for reply in late {
                #expect(reply.headers["retry-after"] != nil && reply.text.contains("Try again in"))
            }
            _ = try await Self.cookie(base, key)
        }
    }

    @Test("The form of another site's page does not sign in")
    func otherSite() async throws {
        try await Served.with(nil, change: { $0.asksForKey = true }) { base, store in
            let key = try Self.key(store, "kz-team", .admin)
            for (site, status) in [("cross-site", 403), ("same-site", 403), ("same-origin", 303), ("none", 303)] {
                let reply = try await Served.get(
                    base + "/sign-in", Self.form + [("Sec-Fetch-Site", site)], method: "POST", body: "key=\(key)")
                #expect(reply.status == status, "\(site)")
            }
        }
    }

    @Test("Live hits end for whoever is no longer let in")
    func eventsEnd() async throws {
        let feed = HitFeed()
        try await Served.with(feed, change: { $0.asksForKey = true }) { base, store in
            let key = try Self.key(store, "kz-team", .admin)
            let events = try await Events(base, cookie: try await Self.cookie(base, key))
            #expect(events.response.status == .ok)
            let writing = Task {
                for number in 0... {
                    feed.add(Served.line(number))
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            defer { writing.cancel() }
            #expect(try store.removeAccount("kz-team", at: Self.time))
            #expect(try await events.first { _ in false } == nil, "they end")
        }
    }

    @Test(
        "Others reach it over TLS alone",
        .enabled(if: ServerCertificateTests.hasOpenSSL, "skipped: there is no /usr/bin/openssl"))
    func tls() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(try ServerCertificateTests.certificates(in: folder))
        @Sendable func path(_ name: String) -> String { folder.appending(path: name).path }
        try await Served.with(
            nil,
            change: {
                $0.host = "0.0.0.0"
                $0.asksForKey = true
                $0.tls = .init(certificate: path("server.pem"), key: path("server.key"))
            }
        ) { base, store in
            let key = try Self.key(store, "kz-team", .admin)
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(path("ca.pem"))
            let client = HTTPClient(configuration: .init(tlsConfiguration: tls, timeout: Patience.timeout))
            var statuses: [Int] = []
            for headers in [[], [("Authorization", "Bearer \(key)")]] {
                statuses.append(try await Served.get(base + "/", headers, client: client).status)
            }
            try await client.shutdown()
            #expect(base.hasPrefix("https:") && statuses == [401, 200])
            await #expect(throws: (any Error).self) {
                try await Served.get(base.replacing("https:", with: "http:") + "/sign-in")
            }
        }
    }
}
