import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Producers are told once of each version of a sighting, by posts that nobody else can make.
@Suite struct WebhookTests {
    private static func posts(_ count: Int, version: Int64 = 1) -> [WebhookPost] {
        (0..<count).map { number in
            WebhookPost(
                id: "sighting--\(number)", modified: Timestamp(seconds: version), body: Array("{\"n\":\(number)}".utf8))
        }
    }

    private static func add(_ url: String, to store: Store, secret: String = "k") throws {
        _ = try store.addWebhook(
            Webhook(name: "w", recipient: "UZ", url: url, secret: Array(secret.utf8), created: Timestamp(seconds: 0)))
    }

    /// A sender that waits as long as it takes.
    private static func sender(_ store: Store) -> WebhookSender {
        WebhookSender(store, quick(), seconds: Patience.seconds)
    }

    @Test("The signature is HMAC-SHA256 over time, dot and body")
    func vector() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        let value = WebhookSignature.value(
            of: Array("{\"a\":1}".utf8), secret: Array("secret".utf8), time: 1_700_000_000)
        #expect(value == "t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686")
    }

    @Test("A signature holds for its body, its secret and its time alone")
    func validity() {
        let (body, secret) = (Array("body".utf8), Array("secret".utf8))
        let value = WebhookSignature.value(of: body, secret: secret, time: 1_000)
        func isValid(_ value: String, _ body: [UInt8], _ secret: [UInt8], _ now: Int64) -> Bool {
            WebhookSignature.isValid(value, of: body, secret: secret, now: now)
        }
        #expect(isValid(value, body, secret, 1_000))
        #expect(isValid(value, body, secret, 1_300) && !isValid(value, body, secret, 1_301))
        #expect(!isValid(value, Array("bodY".utf8), secret, 1_000))
        #expect(!isValid(value, body, Array("Secret".utf8), 1_000))
        #expect(!isValid(value.replacing("t=1000", with: "t=1001"), body, secret, 1_000))
        for broken in ["", "t=1000", "v1=00", "t=x,v1=00", "t=-1,v1=", "t=99999999999999999999,v1=0"] {
            #expect(!isValid(broken, body, secret, 1_000), "\(broken)")
        }
        #expect(WebhookSignature.newSecret().count == 64)
        #expect(WebhookSignature.newSecret() != WebhookSignature.newSecret())
    }

    @Test("Each version is posted once, signed, and a newer one again")
    func once() async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ _ in .status(204) }) { server in
            try Self.add(server.base + "/hook", to: scratch.store)
            let sender = Self.sender(scratch.store)
            let first = try await sender.run { $0 == "UZ" ? Self.posts(3) : [] }
            #expect(first.map(\.delivered) == [3])
            for request in server.requests {
                let signature = try #require(request.headers["tamga-signature"])
                #expect(
                    WebhookSignature.isValid(
                        signature, of: request.body, secret: Array("k".utf8),
                        now: Int64(signature.dropFirst(2).prefix { $0 != "," })!))
            }
            let deliveries = Set(server.requests.compactMap { $0.headers["tamga-delivery"] })
            #expect(deliveries == Set(Self.posts(3).map { "\($0.id)/\($0.modified)" }))
            #expect(try await sender.run { _ in Self.posts(3) }.map(\.delivered) == [0])
            #expect(try await sender.run { _ in Self.posts(3, version: 2) }.map(\.delivered) == [3])
            #expect(server.requests.count == 6)
            #expect(try scratch.store.deliveryTallies()["w"]?.delivered == 3)
        }
    }

    @Test("Two deliveries at once send each post once")
    func atOnce() async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ _ in
            try await Task.sleep(for: .milliseconds(5))
            return .status(204)
        }) { server in
            try Self.add(server.base + "/hook", to: scratch.store)
            let store = scratch.store
            let delivered = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await Self.sender(store).run { _ in Self.posts(20) }.map(\.delivered)
                            .reduce(0, +)
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(delivered == 20 && server.requests.count == 20)
        }
    }

    @Test("A post that is due is one sender's; where that one dies it is due again")
    func claims() throws {
        let scratch = try Scratch()
        try Self.add("https://soc.example/", to: scratch.store)
        let (now, end) = (Timestamp(seconds: 1_000), Timestamp(seconds: 1_120))
        _ = try scratch.store.noteDeliveries([("sighting--1", Timestamp(seconds: 1))], webhook: "w", at: now)
        let due = try #require(try scratch.store.dueDeliveries(webhook: "w", by: now).first)
        #expect(try scratch.store.claim(due, webhook: "w", at: now, until: end))
        #expect(try !scratch.store.claim(due, webhook: "w", at: now, until: end))
        #expect(try scratch.store.dueDeliveries(webhook: "w", by: now).isEmpty)
        #expect(try scratch.store.claim(due, webhook: "w", at: end, until: Timestamp(seconds: 2_000)))
    }

    @Test("What is not taken is due again later, and redirects are not followed", arguments: [302, 400, 500])
    func refused(_ status: Int) async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ request in
            .status(status, status == 302 ? ["Location": "/other"] : [:])
        }) { server in
            try Self.add(server.base + "/hook", to: scratch.store)
            let sender = Self.sender(scratch.store)
            let outcome = try await sender.run { _ in Self.posts(2) }
            #expect(outcome.map(\.failed) == [2])
            #expect(try await sender.run { _ in Self.posts(2) }.map(\.failed) == [0], "not before it is due")
            #expect(server.requests.count == 2 && !server.requests.contains { $0.path == "/other" })
            let later = Timestamp(microseconds: Timestamp.max.microseconds)
            let due = try scratch.store.dueDeliveries(webhook: "w", by: later)
            #expect(due.map(\.attempts) == [1, 1])
        }
    }

    @Test("Where nobody answers the others are postponed; what may not go any more does not go")
    func unanswered() async throws {
        let scratch = try Scratch()
        let port = try await FakeServer.with({ _ in FakeReply() }) { $0.port }
        try Self.add("http://127.0.0.1:\(port)/hook", to: scratch.store)
        let sender = Self.sender(scratch.store)
        let outcome = try await sender.run { _ in Self.posts(5) }
        #expect(outcome.map(\.failed) == [1] && outcome.map(\.postponed) == [4])
        #expect(try await sender.run { _ in [] }.map(\.failed) == [0])
    }

    @Test("seconds for a webhook's answer: one within them is taken, one behind them is not and the post is due again")
    func time() async throws {
        for (seconds, isTaken) in [(120, true), (1, false)] {
            let scratch = try Scratch()
            try await FakeServer.with({ _ in
                // Behind them: until the server ends, and it ends once the sender has.
                try await Task.sleep(for: isTaken ? .milliseconds(100) : .seconds(86_400))
                return .status(204)
            }) { server in
                try Self.add(server.base + "/hook", to: scratch.store)
                let start = ContinuousClock.now
                let outcome = try await WebhookSender(scratch.store, quick(), seconds: seconds).run { _ in
                    Self.posts(1)
                }
                #expect(outcome.map(\.delivered) == [isTaken ? 1 : 0] && outcome.map(\.failed) == [isTaken ? 0 : 1])
                #expect(isTaken || ContinuousClock.now - start > .milliseconds(900))
                let later = Timestamp(microseconds: Timestamp.max.microseconds)
                #expect(try scratch.store.dueDeliveries(webhook: "w", by: later).count == (isTaken ? 0 : 1))
            }
        }
    }

    @Test(
        "Posts go by https, or to this machine",
        arguments: [
            ("https://soc.example/hook", true), ("http://127.0.0.1/hook", true), ("http://soc.example/hook", false),
            ("https://key@soc.example/", false),
        ])
    func addresses(_ url: String, _ isTaken: Bool) {
        #expect(((try? WebhookSender.address(url)) != nil) == isTaken)
    }
}

extension Timestamp {
    fileprivate static let max = Timestamp(rfc3339: "9999-12-31T00:00:00Z")!
}
