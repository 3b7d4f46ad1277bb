import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Each limit of the client at its figure, and one past it; where the figure is dear, with a smaller one.
@Suite struct ClientLimitTests {
    /// Settings that try nothing again.
    private static func settings(_ change: (inout WebSettings) -> Void = { _ in }) -> WebSettings {
        var settings = quick(retries: 0)
        change(&settings)
        return settings
    }

    /// What a pull fails with; `nil` where it does not.
    private static func failure(
        _ settings: WebSettings, _ answer: @escaping @Sendable (FakeRequest) async throws -> FakeReply
    ) async throws -> ExchangeError? {
        let scratch = try Scratch()
        return try await FakeServer.with(answer) { server in
            try await pull(server, into: scratch, web: settings).failure
        }
    }

    private static func isUnreachable(_ failure: ExchangeError?) -> Bool {
        if case .unreachable = failure { true } else { false }
    }

    @Test("reply: one as long as the limit is read, one that is a byte longer is left")
    func reply() async throws {
        let body = "{\"objects\":[\(indicator(1))]}"
        let size = body.utf8.count
        let most = try await Self.failure(Self.settings { $0.replyLimit = size }) { _ in FakeReply(body: body) }
        #expect(most == nil)
        let more = try await Self.failure(Self.settings { $0.replyLimit = size - 1 }) { _ in FakeReply(body: body) }
        guard case .tooLong = more else {
            Issue.record("\(String(describing: more))")
            return
        }
    }

    @Test("redirects: three in a row are followed, a fourth is not", arguments: [3, 4])
    func redirects(_ count: Int) async throws {
        let seen = Mutex(0)
        let collection = FakeCollection(1, pageSize: 5, .cursor)
        let failure = try await Self.failure(Self.settings()) { request in
            let number = seen.withLock { seen -> Int in
                seen += 1
                return seen
            }
            return number > count ? collection.page(request) : .status(302, ["Location": request.path])
        }
        if count == 3 {
            #expect(failure == nil)
        } else {
            guard case .redirected = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    /// What a pull fails with where an answer takes a tenth of a second and where it does not come while anybody waits for
    /// it, and how long that one took.
    private static func failures(
        within: WebSettings, behind: WebSettings
    ) async throws -> (within: ExchangeError?, behind: ExchangeError?, time: Duration) {
        let body = "{\"objects\":[\(indicator(1))]}"
        let within = try await Self.failure(within) { _ in
            try await Task.sleep(for: .milliseconds(100))
            return FakeReply(body: body)
        }
        let start = ContinuousClock.now
        let behind = try await Self.failure(behind) { _ in
            // Until the server ends, and it ends once the pull has.
            try await Task.sleep(for: .seconds(86_400))
            return FakeReply(body: body)
        }
        return (within, behind, ContinuousClock.now - start)
    }

    @Test("seconds that a server may say nothing: an answer within them is read, one behind them is not")
    func silence() async throws {
        let (within, behind, time) = try await Self.failures(
            within: Self.settings { $0.idleSeconds = 120 }, behind: Self.settings { $0.idleSeconds = 1 })
        #expect(within == nil)
        #expect(Self.isUnreachable(behind), "\(String(describing: behind))")
        #expect(time > .milliseconds(900))
    }

    @Test("seconds for a reply: an answer within them is read, one behind them is not")
    func time() async throws {
        let (within, behind, time) = try await Self.failures(
            within: Self.settings { $0.replySeconds = 120 }, behind: Self.settings { $0.replySeconds = 1 })
        #expect(within == nil)
        #expect(Self.isUnreachable(behind), "\(String(describing: behind))")
        #expect(time > .milliseconds(900))
    }

    @Test("seconds to connect: a connection that nobody takes is given up behind them")
    func connecting() async throws {
        let deaf = try DeafSocket()
        let scratch = try Scratch()
        let address = try WebAddress("http://127.0.0.1:\(deaf.port)\(collectionPath)")
        _ = try scratch.store.addFeed(.init(name: "fake", url: address.text, kind: "taxii"))
        let start = ContinuousClock.now
        let outcome = try await WebClient.with(Self.settings { $0.connectSeconds = 1 }, for: address) { client in
            try await CollectionPull(client, into: scratch.store, PullSettings(address, feed: "fake", source: "fake"))
                .run()
        }
        let time = ContinuousClock.now - start
        #expect(Self.isUnreachable(outcome.failure), "\(String(describing: outcome.failure))")
        // How soon it goes on behind the limit is up to what else the machine does: no other second is asked for.
        #expect(time > .milliseconds(900))
        withExtendedLifetime(deaf) {}
    }

    @Test("pages of a pull: so many are taken, with one more the pull is left")
    func pages() {
        var state = PullState(from: PullPlace())
        func page(_ number: Int) -> PulledPage {
            let digest = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            return PulledPage(count: 1, digest: digest, hasMore: true, next: "\(number)")
        }
        var fetches = 0
        for number in 0..<PullState.maximumPages {
            if case .fetch = state.take(page(number)) { fetches += 1 }
        }
        #expect(fetches == PullState.maximumPages)
        let last = state.take(page(PullState.maximumPages))
        #expect(last == .leave(.tooManyPages(PullState.maximumPages)))
    }

    /// Looks for a collection from a URL, and says whether it was found.
    private static func finds(
        _ name: String, from path: String, _ answer: @escaping @Sendable (FakeRequest) async throws -> FakeReply
    ) async throws -> Bool {
        let scratch = try Scratch()
        return try await FakeServer.with(answer) { server in
            let address = try WebAddress(server.base + path)
            _ = try scratch.store.addFeed(.init(name: "f", url: address.text, kind: "taxii"))
            let settings = PullSettings(address, collection: name, feed: "f", source: "f")
            do {
                return try await WebClient.with(quick(), for: address) { client in
                    try await CollectionPull(client, into: scratch.store, settings).run().failure == nil
                }
            } catch ExchangeError.noCollection {
                return false
            }
        }
    }

    private static let root = "{\"title\":\"r\",\"versions\":[\"application/taxii+json;version=2.1\"]}"

    @Test("roots and collections of a server: the last of so many is found, one behind it is not")
    func collections() async throws {
        func finds(_ count: Int) async throws -> Bool {
            let list = (0..<count).map { "{\"id\":\"c\($0)\",\"title\":\"t\",\"can_read\":true}" }
                .joined(separator: ",")
            return try await Self.finds("c\(count - 1)", from: "/root/") { request in
                switch request.path {
                case "/root/": FakeReply(body: Self.root)
                case "/root/collections/": FakeReply(body: "{\"collections\":[\(list)]}")
                default: FakeReply(body: "{\"objects\":[\(indicator(1))]}")
                }
            }
        }
        #expect(try await finds(10_000))
        #expect(try await !finds(10_001))
    }

    @Test("resources by which a collection is looked for: the last of so many is asked for, one behind it is not")
    func resources() async throws {
        func finds(_ others: Int) async throws -> Bool {
            let roots = (0..<others).map { "\"/gone\($0)/\"," }.joined() + "\"/root/\""
            return try await Self.finds("c", from: "/taxii2/") { request in
                switch request.path {
                case "/taxii2/": FakeReply(body: "{\"title\":\"t\",\"api_roots\":[\(roots)]}")
                case "/root/": FakeReply(body: Self.root)
                case "/root/collections/":
                    FakeReply(body: "{\"collections\":[{\"id\":\"c\",\"title\":\"t\",\"can_read\":true}]}")
                case "/root/collections/c/objects/": FakeReply(body: "{\"objects\":[\(indicator(1))]}")
                default: .status(404)
                }
            }
        }
        // The server's own, the root and its collections are three.
        #expect(try await finds(97))
        #expect(try await !finds(98))
    }
}
