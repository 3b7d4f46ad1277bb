import Synchronization
import TamgaExchange
import TamgaStore
import Testing

/// Where keys go, and where they do not.
@Suite struct WebClientTests {
    private static func settings(retries: Int = 0) throws -> WebSettings {
        var settings = quick(retries: retries)
        settings.credentials = try Credentials(user: nil, key: "s3cret")
        return settings
    }

    @Test("A key goes along to the same server, and not with a redirect to another one")
    func redirects() async throws {
        let scratch = try Scratch()
        let collection = FakeCollection(3, pageSize: 5, .cursor)
        try await FakeServer.with({ collection.page($0) }) { other in
            try await FakeServer.with({ _ in .status(302, ["Location": other.base + "/elsewhere"]) }) { server in
                let outcome = try await pull(server, into: scratch, web: Self.settings())
                #expect(outcome.failure == nil)
                #expect(server.requests.first?.headers["authorization"] == "Bearer s3cret")
                #expect(other.requests.count == 1)
                #expect(other.requests.first?.headers["authorization"] == nil)
            }
        }
    }

    @Test("A circle of redirects ends")
    func circle() async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ request in .status(301, ["Location": request.path]) }) { server in
            let outcome = try await pull(server, into: scratch)
            #expect(server.requests.count == 4)
            guard case .redirected = outcome.failure else {
                Issue.record("\(String(describing: outcome.failure))")
                return
            }
        }
    }

    @Test("A key does not go over plain http to another machine")
    func clearKey() async throws {
        let address = try WebAddress("http://hub.example/taxii2/")
        await #expect(throws: ExchangeError.clearKey("http://hub.example/taxii2/")) {
            try await WebClient.with(Self.settings(), for: address) { _ in }
        }
    }

    @Test("Failures are told with what to do, and without the key", arguments: [401, 403, 404, 406])
    func words(_ status: Int) async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ _ in .status(status, [:], "{\"title\":\"No \\u001b[31m\"}") }) { server in
            let outcome = try await pull(server, into: scratch, web: Self.settings())
            let text = "\(String(describing: outcome.failure))"
            #expect(text.contains("\(status)") && !text.contains("s3cret"))
            #expect(server.requests.count == 1)
        }
    }

    @Test("A reply past the limit is left")
    func limit() async throws {
        let scratch = try Scratch()
        let collection = FakeCollection(100, pageSize: 100, .cursor)
        var settings = quick()
        settings.replyLimit = 1_000
        let web = settings
        try await FakeServer.with({ collection.page($0) }) { server in
            let outcome = try await pull(server, into: scratch, web: web)
            guard case .tooLong(_, 1_000) = outcome.failure else {
                Issue.record("\(String(describing: outcome.failure))")
                return
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("Nobody there is told after the retries")
    func nobody() async throws {
        let scratch = try Scratch()
        let port = try await FakeServer.with({ _ in FakeReply() }) { $0.port }
        let address = try WebAddress("http://127.0.0.1:\(port)\(collectionPath)")
        let notes = Mutex<[String]>([])
        var settings = quick(retries: 2)
        settings.report = { note in notes.withLock { $0.append(note) } }
        _ = try scratch.store.addFeed(.init(name: "fake", url: address.text, kind: "taxii"))
        let outcome = try await WebClient.with(settings, for: address) { client in
            try await CollectionPull(client, into: scratch.store, PullSettings(address, feed: "fake", source: "fake"))
                .run()
        }
        #expect(outcome.failure?.isPassing == true)
        #expect(outcome.requests == 3)
        #expect(notes.withLock { $0.count } == 2)
    }
}
