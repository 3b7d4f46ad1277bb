import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// Hits are counted whole, whatever is shown of them.
@Suite struct LiveHitTests {
    private typealias Served = ServedDashboard

    @Test(
        "hits of a quarter of a second that the dashboard shows: at 50,000 a second every hit is counted, some are shown, and how many stand behind each is said"
    )
    func manyHits() async throws {
        let feed = HitFeed()
        let steps = 6
        let lines = (0..<12_500).map(Served.line).joined()
        try await Served.with(feed) { base, _ in
            let events = try await Events(base)
            #expect(events.response.headers["content-type"] == ["text/event-stream"])
            let writer = Task {
                for _ in 0..<steps {
                    feed.add(lines)
                    try await Task.sleep(for: .milliseconds(250))
                }
            }
            var shown = 0
            let last = try await events.first { event in
                let list = event["shown"] as? [[String: Any]] ?? []
                shown += list.count
                #expect(list.count <= 5)
                if !list.isEmpty { #expect((event["sampled"] as? Int ?? 0) >= 2_500) }
                let observers = event["observers"] as? [[String: Any]] ?? []
                #expect(observers.reduce(0) { $0 + ($1["hits"] as? Int ?? 0) } == event["hits"] as? Int)
                return event["hits"] as? Int ?? 0 >= steps * 12_500
            }
            try await writer.value
            #expect(last?["hits"] as? Int == steps * 12_500)
            #expect(shown > 0 && shown <= 5 * steps)
            #expect((last?["text"] as? [String: Any])?["hits"] as? String == "75,000")
            #expect(try await Served.get(base + "/").text.contains(#"data-live="hits" value="75000""#))
        }
    }

    @Test("A hit that is shown is told as text, with a way to its value's page")
    func event() async throws {
        let feed = HitFeed()
        try await Served.with(feed) { base, _ in
            let events = try await Events(base)
            feed.add(Served.line(0))
            let event = try await events.first { !($0["shown"] as? [Any] ?? []).isEmpty }
            let hit = try #require((event?["shown"] as? [[String: Any]])?.first)
            #expect(hit["what"] as? String == "evil[.]example")
            #expect(hit["link"] as? String == "/indicator?type=domain&value=evil.example")
            #expect(hit["kind"] as? String == "domain" && hit["observer"] as? String == "KZ")
            #expect(hit["time"] as? String == "2026-11-01 08:00:00")
            #expect(hit["place"] as? String == "<script>alert(1)</script>\\u{202e}:1")
        }
    }

    static let hostile: [(String, hits: Int, unread: Int)] = [
        ("", 0, 0), (" \r", 0, 0), ("{", 0, 1), ("[]", 0, 1), ("{\"kind\":1}", 1, 0), ("{\"kind\":\"rule\"", 0, 1),
        (#"{"kind":"rule","rule_title":"\ud800\u0000","observer":"<b>","producers":"x","line":"y","time":5}"#, 1, 0),
        (String(repeating: "[", count: 100_000), 0, 1), ("\u{FF}\u{0}", 0, 1),
        (#"{"kind":"indicator","observable_type":"file","value":"\#(String(repeating: "a", count: 100_000))"}"#, 1, 0),
    ]

    @Test("A line that is no hit is counted as such, and takes nothing with it", arguments: hostile)
    func hostileLines(_ text: String, _ hits: Int, _ unread: Int) async throws {
        let feed = HitFeed()
        try await Served.with(feed) { base, _ in
            let events = try await Events(base)
            feed.add(text + "\n" + Served.line(1))
            let event = try await events.first { ($0["hits"] as? Int ?? 0) == hits + 1 }
            #expect(event?["unread"] as? Int == unread)
            #expect(try await Served.get(base + "/").status == 200)
        }
    }

    @Test("pages that follow live hits: no more than 64 at once; one that goes makes room")
    func watchersAreBounded() async throws {
        let feed = HitFeed()
        try await Served.with(feed) { base, _ in
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton,
                configuration: .init(
                    timeout: Patience.timeout,
                    connectionPool: .init(idleTimeout: .seconds(1), concurrentHTTP1ConnectionsPerHostSoftLimit: 100)))
            var watching: [HTTPClientResponse] = []
            for _ in 0..<64 {
                watching.append(
                    try await client.execute(
                        HTTPClientRequest(url: base + "/events"), timeout: .seconds(Int64(Patience.seconds))))
            }
            #expect(watching.allSatisfy { $0.status == .ok })
            #expect(try await Served.get(base + "/events").status == 503)
            #expect(try await Served.get(base + "/").status == 200)
            watching = []
            try await client.shutdown()
            let makesRoom = try await Patience.until {
                feed.add(Served.line(0))
                let response = try await Events(base).response
                return response.status == .ok
            }
            #expect(makesRoom, "pages that are gone are still counted")
        }
    }
}
