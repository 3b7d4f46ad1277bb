import TamgaExchange
import TamgaStore
import Testing

/// A collection is found from whatever URL somebody has.
@Suite struct CollectionFinderTests {
    private static let collections = """
        {"collections":[{"id":"1","title":"Everything","alias":"all","can_read":true,"can_write":false},\
        {"id":"2","title":"Inbox","can_read":false,"can_write":true},{"id":"3","title":"Twin","can_read":true},\
        {"id":"4","title":"Twin","can_read":true}]}
        """

    private static func answer(_ request: FakeRequest) -> FakeReply {
        switch request.path {
        case "/taxii2/":
            FakeReply(body: "{\"title\":\"t\",\"api_roots\":[\"/gone/\",\"https://elsewhere.example/x/\",\"/root/\"]}")
        case "/root/": FakeReply(body: "{\"title\":\"r\",\"versions\":[\"application/taxii+json;version=2.1\"]}")
        case "/root/collections/": FakeReply(body: collections)
        case "/root/collections/1/objects/": FakeReply(body: "{\"objects\":[\(indicator(1))]}")
        default: .status(404)
        }
    }

    private static func pull(_ path: String, _ name: String?, _ scratch: Scratch) async throws -> FetchOutcome {
        try await FakeServer.with({ Self.answer($0) }) { server in
            let address = try WebAddress(server.base + path)
            _ = try scratch.store.addFeed(.init(name: "f", url: address.text, kind: "taxii"))
            let settings = PullSettings(address, collection: name, feed: "f", source: "f")
            return try await WebClient.with(quick(), for: address) { client in
                try await CollectionPull(client, into: scratch.store, settings).run()
            }
        }
    }

    @Test(
        "By id, alias or title, from the server's, the root's or the collection's URL",
        arguments: [
            ("/taxii2/", "1"), ("/taxii2/", "all"), ("/taxii2", "Everything"), ("/root/", "all"),
            ("/root/collections/", "1"),
            ("/root/collections/1", nil), ("/root/collections/1/", nil), ("/root/collections/1/objects/", nil),
            ("/root/collections/1/manifest/?limit=3", nil),
        ] as [(String, String?)])
    func found(_ path: String, _ name: String?) async throws {
        let scratch = try Scratch()
        #expect(try await Self.pull(path, name, scratch).failure == nil)
        #expect(try scratch.ids() == [indicatorID(1)])
    }

    @Test(
        "What is not found, not allowed or not unique is told with the choices",
        arguments: [
            ("/taxii2/", nil), ("/taxii2/", "Nothing"), ("/taxii2/", "Inbox"), ("/taxii2/", "Twin"),
        ] as [(String, String?)])
    func choices(_ path: String, _ name: String?) async throws {
        let scratch = try Scratch()
        do {
            _ = try await Self.pull(path, name, scratch)
            Issue.record("found")
        } catch let error as ExchangeError {
            guard case .noCollection(_, let choices) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(choices.contains { $0.contains("Everything") })
            #expect(choices.contains { $0.contains("another server") })
        }
    }

    @Test("What is no TAXII server is told so")
    func noServer() async throws {
        let scratch = try Scratch()
        await #expect(throws: ExchangeError.self) { _ = try await Self.pull("/nowhere/", "all", scratch) }
    }
}
