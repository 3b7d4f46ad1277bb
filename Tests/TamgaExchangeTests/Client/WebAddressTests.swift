import TamgaExchange
import Testing

/// What may be asked, and what is shown of it.
@Suite struct WebAddressTests {
    @Test(
        "What is no http URL, or has a key in it, is refused without showing the key",
        arguments: [
            "", "hub.example", "ftp://hub.example/", "file:///etc/passwd", "https://",
            "https://user:s3cret@hub.example/",
            "https://s3cret@hub.example/",
        ])
    func refused(_ text: String) {
        do {
            _ = try WebAddress(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(!"\(error)".contains("s3cret"))
        }
    }

    @Test("A query may hold a key, and is not shown")
    func query() throws {
        let address = try WebAddress("https://feed.example/list?key=s3cret")
        #expect("\(address)" == "https://feed.example/list?…")
        #expect(address.text.hasSuffix("s3cret"))
    }

    @Test(
        "Loopback is this machine alone",
        arguments: [
            ("http://127.0.0.1:1/", true), ("http://localhost/", true), ("http://[::1]:8/", true),
            ("http://127.0.0.1.example/", false), ("http://10.0.0.1/", false), ("http://localhost.example/", false),
        ])
    func loopback(_ text: String, _ isLoopback: Bool) throws {
        #expect(try WebAddress(text).isLoopback == isLoopback)
    }

    @Test("A key is never shown, whichever way it is printed")
    func credentials() throws {
        let credentials = try Credentials(user: "kz", key: "s3cret")
        var settings = WebSettings()
        settings.credentials = credentials
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), "\(settings)", dumped] {
            #expect(!text.contains("s3cret"))
        }
    }

    @Test(
        "A key that a header cannot hold is refused",
        arguments: [
            (nil, ""), (nil, "two words"), (nil, "a\r\nX: y"), ("a:b", "k"), ("a", "k\n"),
        ] as [(String?, String)])
    func badKeys(_ user: String?, _ key: String) {
        #expect(throws: ExchangeError.self) { try Credentials(user: user, key: key) }
    }

    @Test(
        "How a feed is fetched goes by its URL",
        arguments: [
            ("https://a.example/taxii2/", FeedKind.taxii), ("https://a.example/x/collections/1/", .taxii),
            ("https://a.example/feed/manifest.json", .misp), ("https://a.example/ips.txt", .auto),
        ])
    func kinds(_ text: String, _ kind: FeedKind) throws {
        #expect(FeedKind.auto.resolved(for: try WebAddress(text)) == kind)
    }
}
