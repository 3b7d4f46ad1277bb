import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import TamgaExchange
import TamgaModel
import TamgaReport
import TamgaStore
import Testing

/// The dashboard shows what there is, runs nothing of it, and counts every hit.
@Suite struct DashboardTests {
    private typealias Served = ServedDashboard

    private static let paths = [
        "/", "/rules", "/search", "/search?q=evil%5B.%5Dexample", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/indicator?type=domain&value=evil.example", "/indicator?type=domain&value=%3Cscript%3E.example", "/nothing",
    ]

    private static let costs = #"""
        {"kind":"rules","repeats":3,"read":{"files":1,"bytes":2000000,"records":12345},"rules":[
        {"id":"a","title":"cheap","tried":1,"matches":0,"seconds":{"median":0.0000005},"average_seconds":0.0000005,
        "share":0.1,"worst_seconds":0.0000005,"flags":[]},
        {"id":"b","title":"<script>alert(2)</script>","tried":7,"matches":3,"seconds":{"median":1.25},
        "average_seconds":0.18,"share":0.9,"worst_seconds":1.5,"flags":["slow"]}]}
        """#

    @Test("Pages show what logs and feeds hold, and run nothing of it")
    func pagesAreInert() async throws {
        let feed = HitFeed()
        feed.add((0..<4).map(Served.line).joined() + "no hit\n{}\n")
        let costs = try RuleCosts(Array(Self.costs.utf8), name: "costs.json", written: Timestamp(seconds: 0))
        try await Served.with(feed, costs: costs) { base, _ in
            let isTaken = try await Patience.until {
                try await Served.get(base + "/").text.contains(#"data-live="unread" value="2""#)
            }
            #expect(isTaken, "the lines that are no hits are not counted")
            for path in Self.paths {
                let page = try await Served.get(base + path)
                #expect(page.text.hasPrefix("<!DOCTYPE html>"))
                #expect(!page.text.contains("<script>") && !page.text.contains("\u{202E}"), "\(path)")
                #expect(!page.text.contains(" style=") && !page.text.contains(" onerror="), "\(path)")
                #expect(!page.text.contains("http://") && !page.text.contains("https://"), "\(path)")
                let policy = page.headers["content-security-policy"] ?? ""
                #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
                #expect(
                    !policy.contains("unsafe") && !policy.contains("*") && page.headers["cache-control"] == "no-store")
                #expect(page.headers["x-content-type-options"] == "nosniff")
            }
            let overview = try await Served.get(base + "/")
            #expect(overview.status == 200)
            for text in [
                #"data-figure="found.hits" value="7""#, #"data-live="hits" value="4""#,
                #"data-live="unread" value="2""#,
                "&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}", "2026-11-01 08:00:00",
                #"href="/indicator?type=domain&amp;value=evil.example""#, #"aria-current="page""#,
            ] { #expect(overview.text.contains(text), "\(text)") }
            let rules = try await Served.get(base + "/rules")
            for text in ["costs.json", "12,345", "1.2\u{A0}s", "500.0\u{A0}ns", "&lt;script&gt;alert(2)"] {
                #expect(rules.text.contains(text), "\(text)")
            }
            let dear = try #require(rules.text.firstRange(of: "alert(2)"))
            let cheap = try #require(rules.text.firstRange(of: "cheap"))
            #expect(dear.lowerBound < cheap.lowerBound, "the costliest first")
        }
    }

    @Test("An indicator's page has its provenance, sightings, hits, related objects and its STIX as it came")
    func indicator() async throws {
        let feed = HitFeed()
        feed.add((0..<250).map(Served.line).joined())
        try await Served.with(feed) { base, _ in
            let found = try await Served.get(base + "/search?q=EVIL%5B.%5Dexample")
            #expect(found.text.contains("/indicator?type=domain&amp;value=evil.example"))
            #expect(found.text.contains(": 250."))
            let page = try await Served.get(base + "/indicator?type=domain&value=evil.example")
            #expect(page.status == 200)
            for text in [
                "domain evil[.]example", "in force", "indicates", "Beacon &lt;script&gt;",
                "malware--00000000-0000-4000-8000-000000000002",
                "&quot;pattern&quot;:&quot;[domain-name:value = &#39;evil.example&#39;]&quot;", "UZ", ": 250.",
            ] { #expect(page.text.contains(text), "\(text)") }
        }
    }

    static let answers: [(String, String, Int)] = [
        ("GET", "/", 200), ("HEAD", "/", 200), ("HEAD", "/events", 200), ("POST", "/", 405), ("DELETE", "/events", 405),
        ("GET", "/nothing", 404),
        ("GET", "/../etc/passwd", 404), ("GET", "/search?q=", 200), ("GET", "/indicator", 404),
        ("GET", "/indicator?type=domain", 404), ("GET", "/indicator?type=domain&value=nothing.example", 404),
        ("GET", "/indicator?type=ipv4&value=300.1.1.1", 404), ("GET", "/indicator?type=x&value=y", 404),
        ("GET", "/indicator?type=domain&value=%FF%00", 404), ("GET", "/style.css", 200), ("GET", "/dashboard.js", 200),
        ("GET", "/search?q=" + String(repeating: "a", count: 3_000), 414),
    ]

    @Test("A page that only asks what it would be told takes no place of one that follows")
    func headOfEvents() async throws {
        try await Served.with(nil) { base, _ in
            for _ in 0..<70 {
                let reply = try await Served.get(base + "/events", method: "HEAD")
                #expect(reply.status == 200)
            }
            let first = try await Events(base).first { _ in true }
            #expect(first != nil)
        }
    }

    @Test("An address that is taken is named")
    func takenAddress() async throws {
        try await Served.with(nil) { base, store in
            let port = try #require(base.split(separator: ":").last.flatMap { Int($0) })
            let settings = DashboardSettings(
                host: "127.0.0.1", port: port, language: .english, version: "0.0", now: { Timestamp(seconds: 0) })
            let server = DashboardServer(
                store: store, community: .none, settings: settings,
                log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            do {
                try await server.run { _ in }
                Issue.record("two servers listen at one address")
            } catch {
                #expect("\(error)".hasPrefix("cannot listen on 127.0.0.1, port \(port): "), "\(error)")
            }
        }
    }

    @Test("Only what there is can be asked for, and only asked for")
    func asked() async throws {
        try await Served.with(nil) { base, _ in
            for (method, path, status) in Self.answers {
                let reply = try await Served.get(base + path, method: method)
                #expect(reply.status == status, "\(method) \(path)")
                if method == "HEAD" { #expect(reply.text.isEmpty) }
            }
        }
    }

    @Test("A page elsewhere whose name was made to lead here is turned away")
    func hostIsChecked() async throws {
        let hosts = [
            ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("localhost", 200), ("127.0.0.1:80", 200),
            ("[::1]:8666", 200), ("localhost.evil.example:8666", 421), ("[::1", 421), ("127.0.0.+1", 421),
        ]
        try await Served.with(nil) { base, _ in
            for (host, status) in hosts {
                for path in ["/", "/events", "/dashboard.js"] where path == "/" || status == 421 {
                    let reply = try await Served.get(base + path, [("Host", host)])
                    #expect(reply.status == status, "\(host) \(path)")
                }
            }
        }
    }

    @Test(
        "Nobody but this machine is served without a key, or without TLS",
        arguments: ["0.0.0.0", "192.0.2.1", "::", "example.org"], [true, false])
    func loopbackOnly(_ host: String, _ asksForKey: Bool) async throws {
        let scratch = try Scratch()
        var settings = DashboardSettings(
            host: host, port: 0, language: .english, version: "0.0", now: { Timestamp(seconds: 0) })
        settings.asksForKey = asksForKey
        if !asksForKey { settings.tls = .init(certificate: "none.pem", key: "none.pem") }
        let server = DashboardServer(
            store: scratch.store, community: .none, settings: settings,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await #expect(throws: DashboardServer.NotLoopback.self) { try await server.run { _ in } }
    }

    @Test("What is recorded while it runs is shown, and pages are told of it")
    func figuresFollowTheStore() async throws {
        try await Served.with(nil) { base, store in
            #expect(try await Served.get(base + "/").text.contains(#"data-figure="found.hits" value="7""#))
            let told = Task { try await Events(base).first { ($0["stored"] as? Int ?? 0) > 0 } != nil }
            try Served.record(store, id: "sighting--2", count: 5, finished: 1_790_000_050)
            #expect(try await told.value)
            #expect(try await Served.get(base + "/").text.contains(#"data-figure="found.hits" value="12""#))
        }
    }

    @Test("A measurement that is none is refused", arguments: ["", "[]", "{}", #"{"kind":"pattern"}"#, "{", "\u{0}"])
    func malformedCosts(_ text: String) {
        #expect(throws: RuleCosts.Malformed.self) {
            try RuleCosts(Array(text.utf8), name: "x", written: Timestamp(seconds: 0))
        }
    }
}
