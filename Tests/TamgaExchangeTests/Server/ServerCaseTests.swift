import Foundation
import NIOHTTP1
import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Requests and the status that they get.
@Suite struct ServerCaseTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var method = "GET"
        var path: String
        var who: String? = "kz"
        var headers: [String: String?] = [:]
        var body: String?
        var status: Int

        var testDescription: String { name }

        init(
            _ name: String, _ method: String, _ path: String, who: String? = "kz", headers: [String: String?] = [:],
            body: String? = nil, _ status: Int
        ) {
            (self.name, self.method, self.path, self.who) = (name, method, path, who)
            (self.headers, self.body, self.status) = (headers, body, status)
        }

        init(_ name: String, _ path: String, who: String? = "kz", headers: [String: String?] = [:], _ status: Int) {
            self.init(name, "GET", path, who: who, headers: headers, status)
        }
    }

    static let everything = "/union/collections/everything"
    static let inbox = "/union/collections/inbox-kz"
    static let one = ServedStore.indicator(900)

    static let cases = [
        // Signing in
        Case("no key", "/taxii2/", who: nil, 401),
        Case("no key, and a path that there is not", "/nothing/", who: nil, 401),
        Case("another scheme", "/taxii2/", who: nil, headers: ["Authorization": "Digest x"], 401),
        Case("a key of nobody", "/taxii2/", who: nil, headers: ["Authorization": "Bearer tamga_kz_AAAA"], 401),
        Case("basic without a colon", "/taxii2/", who: nil, headers: ["Authorization": "Basic Zm9v"], 401),
        Case("basic that is no base64", "/taxii2/", who: nil, headers: ["Authorization": "Basic !"], 401),
        // What is asked for
        Case("discovery", "/taxii2/", 200), Case("without the last slash", "/taxii2", 200),
        Case("API root", "/union/", 200),
        Case("another API root", "/other/", 404), Case("collections", "/union/collections/", 200),
        Case("a collection", everything + "/", 200),
        Case("a collection that there is not", "/union/collections/x/", 404),
        Case("another member's inbox", "/union/collections/inbox-uz/", 404),
        Case("another member's inbox, its objects", "/union/collections/inbox-uz/objects/", 404),
        Case("another member's inbox, posting", "POST", "/union/collections/inbox-uz/objects/", body: "{}", 404),
        Case("a group that it is not in", "/union/collections/group-energy/objects/", who: "uz", 404),
        Case("objects", everything + "/objects/", 200), Case("manifest", everything + "/manifest/", 200),
        Case("an object", everything + "/objects/\(ServedStore.id(1))/", 200),
        Case("an object that there is not", everything + "/objects/\(ServedStore.id(999))/", 404),
        Case("an object that it may not see", everything + "/objects/\(ServedStore.id(3))/", 404),
        Case("the versions of one that it may not see", everything + "/objects/\(ServedStore.id(3))/versions/", 404),
        Case(
            "an object in a version that there is not",
            everything + "/objects/\(ServedStore.id(1))/?match[version]=2001-01-01T00:00:00Z", 200),
        Case("versions", everything + "/objects/\(ServedStore.id(1))/versions/", 200),
        Case("a status that there is not", "/union/status/1/", 404),
        // Filters
        Case("an unknown filter", everything + "/objects/?page=7", 200),
        Case("limit 0", everything + "/objects/?limit=0", 400),
        Case("a limit above every page", everything + "/objects/?limit=1000000", 200),
        Case("a filter twice", everything + "/objects/?match[type]=a&match[type]=b", 400),
        Case("a malformed time", everything + "/manifest/?added_after=now", 400),
        Case("a made-up next", everything + "/objects/?next=AAAA", 400),
        // Media types
        Case("no Accept", "/taxii2/", headers: ["Accept": nil], 200),
        Case("anything", "/taxii2/", headers: ["Accept": "*/*"], 200),
        Case("no version", "/taxii2/", headers: ["Accept": "application/taxii+json"], 200),
        Case("TAXII 2.0", "/taxii2/", headers: ["Accept": "application/vnd.oasis.taxii+json; version=2.0"], 406),
        Case("JSON", "/taxii2/", headers: ["Accept": "application/json"], 406),
        Case("posting text", "POST", inbox + "/objects/", headers: ["Content-Type": "text/plain"], body: "x", 415),
        Case("posting without a type", "POST", inbox + "/objects/", headers: ["Content-Type": nil], body: "{}", 415),
        Case(
            "posting what is packed", "POST", inbox + "/objects/", headers: ["Content-Encoding": "gzip"], body: "{}",
            415),
        Case(
            "posting and taking no answer", "POST", inbox + "/objects/", headers: ["Accept": "text/html"], body: "{}",
            406),
        // Posting
        Case("an envelope", "POST", inbox + "/objects/", body: ServedStore.envelope([one]), 202),
        Case("an envelope with a bad object", "POST", inbox + "/objects/", body: ServedStore.envelope(["{}"]), 202),
        Case("no JSON", "POST", inbox + "/objects/", body: "{", 400),
        Case("no envelope", "POST", inbox + "/objects/", body: "[]", 422),
        Case("an empty envelope", "POST", inbox + "/objects/", body: "{\"objects\":[]}", 422),
        Case(
            "a bundle", "POST", inbox + "/objects/", headers: ["Content-Type": "application/stix+json;version=2.1"],
            body: "{\"type\":\"bundle\",\"objects\":[\(one)]}", 202),
        Case("a body above the size", "POST", inbox + "/objects/", body: String(repeating: " ", count: 300_000), 413),
        Case("posting to what is read-only", "POST", everything + "/objects/", body: "{}", 403),
        Case("posting as a reader", "POST", "/union/collections/inbox-uz/objects/", who: "uz", body: "{}", 403),
        Case("deleting from what is read-only", "DELETE", everything + "/objects/\(ServedStore.id(1))/", 403),
        Case("deleting what there is not", "DELETE", inbox + "/objects/\(ServedStore.id(999))/", 404),
        // Methods
        Case("PUT", "PUT", inbox + "/objects/", body: "{}", 405),
        Case("posting to discovery", "POST", "/taxii2/", body: "{}", 405),
        Case("deleting a collection", "DELETE", inbox + "/", 405),
        Case("deleting all objects", "DELETE", inbox + "/objects/", 405),
    ]

    @Test("Every request gets its status, as a resource of TAXII with the media type of TAXII")
    func statuses() async throws {
        try await ServedStore.serving(
            with: { $0.maximumBody = 200_000 },
            prepare: { served in
                try served.add(
                    [ServedStore.indicator(1), ServedStore.indicator(3, markings: [ServedStore.red])], from: "UZ")
            }
        ) { served in
            let keys = ["kz": try served.key("kz", "KZ", .contributor), "uz": try served.key("uz", "UZ")]
            for test in Self.cases {
                let answer = try await served.ask(
                    test.method, test.path, key: test.who.flatMap { keys[$0] }, headers: test.headers, body: test.body)
                #expect(answer.status == test.status, "\(test.name): \(answer.text)")
                #expect(answer.headers["Content-Type"] == [ServedStore.media], "\(test.name)")
                if answer.status >= 400 {
                    #expect(answer.json["http_status"] as? String == "\(test.status)", "\(test.name)")
                    #expect((answer.json["title"] as? String)?.isEmpty == false, "\(test.name)")
                }
                if answer.status == 401 { #expect(answer.headers["WWW-Authenticate"].count == 2, "\(test.name)") }
                if answer.status == 405 { #expect(!answer.headers["Allow"].isEmpty, "\(test.name)") }
            }
            let log = served.lines.withLock { $0 }
            #expect(log.count { $0.contains(" request ") } == Self.cases.count)
            #expect(!log.contains { line in keys.values.contains { line.contains($0) } }, "a key stands in the log")
        }
    }

    @Test("What there is not and what one may not see are answered alike")
    func hiddenIsAbsent() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add([ServedStore.indicator(3, markings: [ServedStore.red])], from: "UZ")
        }) { served in
            let key = try served.key("kz", "KZ")
            func body(_ path: String) async throws -> String {
                let answer = try await served.ask("GET", path, key: key)
                #expect(answer.status == 404)
                return answer.json.filter { $0.key != "error_id" }.sorted { $0.key < $1.key }.description
            }
            let bodies = try await [
                body("/nothing/"), body("/union/collections/none/objects/"),
                body("/union/collections/inbox-uz/objects/"),
                body(Self.everything + "/objects/\(ServedStore.id(3))/"), body("/union/status/none/"),
            ]
            #expect(Set(bodies).count == 1)
            let all = try await served.ask("GET", Self.everything + "/objects/", key: key)
            #expect(all.text == "{}" && all.headers["X-TAXII-Date-Added-First"].isEmpty)
        }
    }

    @Test("In strict mode a bundle is 415, whatever it calls itself")
    func strict() async throws {
        try await ServedStore.serving(with: { $0.isStrict = true }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            let bundle = "{\"type\":\"bundle\",\"objects\":[\(Self.one)]}"
            let stix = try await served.ask(
                "POST", Self.inbox + "/objects/", key: key,
                headers: ["Content-Type": "application/stix+json;version=2.1"],
                body: bundle)
            #expect(stix.status == 415)
            #expect(try await served.ask("POST", Self.inbox + "/objects/", key: key, body: bundle).status == 422)
        }
    }

    @Test("Bearer, basic in any letter case, and Token open the same account; a name beside another's key does not")
    func schemes() async throws {
        try await ServedStore.serving { served in
            let key = try served.key("kz", "KZ")
            func status(_ authorization: String) async throws -> Int {
                try await served.ask("GET", "/taxii2/", key: nil, headers: ["Authorization": authorization]).status
            }
            func basic(_ name: String) -> String { Data("\(name):\(key)".utf8).base64EncodedString() }
            for good in [
                "Bearer \(key)", "bearer \(key)", "Token \(key)", "Basic \(basic("kz"))", "basic \(basic("kz"))",
            ] {
                #expect(try await status(good) == 200, "\(good.prefix(7))")
            }
            for bad in ["Basic \(basic("uz"))", "Basic \(basic(""))", key, "Bearer", "Bearer \(key) x"] {
                #expect(try await status(bad) == 401, "\(bad.prefix(7))")
            }
        }
    }

    @Test("Whoever asks too often waits, and so does an address that tries keys")
    func limits() async throws {
        try await ServedStore.serving(with: { $0.requestsPerMinute = 5 }) { served in
            let key = try served.key("kz", "KZ")
            let other = try served.key("uz", "UZ")
            // Every twelve seconds there is one more: a machine that is slow may have more than five.
            for _ in 0..<5 { #expect(try await served.ask("GET", "/taxii2/", key: key).status == 200) }
            var answer = try await served.ask("GET", "/taxii2/", key: key)
            for _ in 0..<50 where answer.status == 200 { answer = try await served.ask("GET", "/taxii2/", key: key) }
            #expect(answer.status == 429)
            #expect(answer.headers["Retry-After"].first.flatMap { Int($0) }.map { 1...12 ~= $0 } == true)
            #expect(try await served.ask("GET", "/taxii2/", key: other).status == 200)
            var tries = 0
            var refused = try await served.ask("GET", "/taxii2/", key: "tamga_kz_x")
            while refused.status == 401, tries < 200 {
                tries += 1
                refused = try await served.ask("GET", "/taxii2/", key: "tamga_kz_x")
            }
            #expect(tries >= 29 && refused.status == 429 && !refused.headers["Retry-After"].isEmpty)
            #expect(
                try await served.ask("GET", "/taxii2/", key: other).status == 200, "a right key from there comes in")
        }
    }

    @Test("A key is refused from the moment at which its account is removed")
    func removal() async throws {
        try await ServedStore.serving { served in
            let key = try served.key("kz", "KZ")
            #expect(try await served.ask("GET", "/taxii2/", key: key).status == 200)
            #expect(try served.store.removeAccount("kz", at: ServedStore.now()))
            #expect(try await served.ask("GET", "/taxii2/", key: key).status == 401)
        }
    }

    @Test("An answer is packed where that is asked for")
    func packing() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add((0..<100).map { ServedStore.indicator($0) }, from: "UZ")
        }) { served in
            let key = try served.key("kz", "KZ")
            let plain = try await served.ask("GET", Self.everything + "/objects/", key: key)
            let packed = try await served.ask(
                "GET", Self.everything + "/objects/", key: key, headers: ["Accept-Encoding": "br, gzip;q=0.5"])
            let refused = try await served.ask(
                "GET", Self.everything + "/objects/", key: key, headers: ["Accept-Encoding": "gzip;q=0"])
            #expect(plain.headers["Content-Encoding"].isEmpty && refused.bytes == plain.bytes)
            #expect(packed.headers["Content-Encoding"] == ["gzip"])
            #expect(packed.bytes.starts(with: [0x1F, 0x8B]) && packed.bytes.count * 3 < plain.bytes.count)
        }
    }
}
