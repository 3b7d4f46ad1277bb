import Synchronization
import TamgaExchange
import TamgaStore
import Testing

/// Files and MISP feeds: only what is new is fetched.
@Suite struct PlainFeedTests {
    private final class Memory: BodySink {
        var bytes: [UInt8] = []
        func restart() { bytes = [] }
        func write(_ bytes: [UInt8]) { self.bytes += bytes }
    }

    @Test(
        "A file that is the same still is not fetched again, by its tag or its date",
        arguments: [
            ("ETag", "if-none-match", "\"v1\""),
            ("Last-Modified", "if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ])
    func conditional(_ header: String, _ condition: String, _ value: String) async throws {
        try await FakeServer.with({ request in
            request.headers[condition] == value
                ? .status(304) : FakeReply(headers: [header: value], body: "192.0.2.1\n")
        }) { server in
            let address = try WebAddress(server.base + "/ips.txt")
            let place = try await WebClient.with(quick(), for: address) { client in
                let memory = Memory()
                let place = try await FileFetch(client, of: address).run(since: FilePlace(), into: memory)
                #expect(memory.bytes == Array("192.0.2.1\n".utf8))
                return place
            }
            let kept = FilePlace(text: try #require(place).text)
            let again = try await WebClient.with(quick(), for: address) { client in
                try await FileFetch(client, of: address).run(since: kept, into: Memory())
            }
            #expect(again == nil)
            #expect(server.requests.count == 2)
        }
    }

    @Test("A file that fails in the middle begins anew, and is whole")
    func restarts() async throws {
        let number = Mutex(0)
        try await FakeServer.with({ _ in
            let now = number.withLock { number in
                number += 1
                return number
            }
            return now == 1 ? .status(503) : FakeReply(headers: [:], body: "a\nb\n")
        }) { server in
            let address = try WebAddress(server.base + "/x")
            let bytes = try await WebClient.with(quick(), for: address) { client in
                let memory = Memory()
                _ = try await FileFetch(client, of: address).run(since: FilePlace(), into: memory)
                return memory.bytes
            }
            #expect(bytes == Array("a\nb\n".utf8))
        }
    }

    private static func uuid(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

    private static func event(_ number: Int) -> String {
        """
        {"Event":{"uuid":"\(uuid(number))","info":"e","date":"2026-01-01","timestamp":"1","Attribute":[\
        {"uuid":"10000000-0000-4000-8000-00000000000\(number)","type":"ip-dst","category":"Network activity",\
        "value":"192.0.2.\(number)","to_ids":true,"timestamp":"1"}]}}
        """
    }

    @Test("Of a MISP feed only events whose timestamp grew are fetched, at most four at a time")
    func events() async throws {
        let scratch = try Scratch()
        let stamps = Mutex([1: 10, 2: 10, 3: 10, 4: 10, 5: 10, 6: 10])
        let running = Mutex((now: 0, most: 0))
        try await FakeServer.with({ request in
            if request.path == "/feed/manifest.json" {
                let members = stamps.withLock { $0 }.map {
                    "\"\(Self.uuid($0))\":{\"timestamp\":\"\($1)\",\"info\":\"e\"}"
                }
                let body = "{\(members.sorted().joined(separator: ",")),\"../../etc/passwd\":{\"timestamp\":\"1\"}}"
                let tag = "\"\(stamps.withLock { $0.values.reduce(0, +) })\""
                if request.headers["if-none-match"] == tag { return .status(304) }
                return FakeReply(headers: ["ETag": tag], body: body)
            }
            running.withLock { running in
                running.now += 1
                running.most = max(running.most, running.now)
            }
            try await Task.sleep(for: .milliseconds(5))
            running.withLock { $0.now -= 1 }
            guard let number = (1...6).first(where: { request.path == "/feed/\(Self.uuid($0)).json" }) else {
                return .status(404)
            }
            return FakeReply(headers: [:], body: Self.event(number))
        }) { server in
            let address = try WebAddress(server.base + "/feed/manifest.json")
            _ = try scratch.store.addFeed(.init(name: "m", url: address.text, kind: "misp"))
            func run() async throws -> FetchOutcome {
                try await WebClient.with(quick(), for: address) { client in
                    try await EventFeedPull(
                        client, into: scratch.store, from: address, feed: "m", source: "m", producer: nil,
                        identities: [:]
                    ).run()
                }
            }
            let first = try await run()
            #expect(first.documents == 6 && first.requests == 7)
            #expect(first.warnings.contains { $0.contains("no UUIDs") })
            #expect(running.withLock { $0.most } <= 4)
            let second = try await run()
            #expect(second.isUnchanged && second.requests == 1)
            stamps.withLock { $0[3] = 11 }
            let third = try await run()
            #expect(third.documents == 1 && third.requests == 2)
            #expect(server.requests.last?.path == "/feed/\(Self.uuid(3)).json")
            #expect(!server.requests.contains { $0.path.contains("passwd") })
        }
    }
}
