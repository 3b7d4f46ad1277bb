import TamgaJSON
import TamgaModel
import TamgaTAXII
import Testing

@Suite struct ReplyTests {
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    static let entries = [
        TaxiiPage.Entry(
            id: "indicator--1", added: Timestamp(microseconds: 1_000_001), version: Timestamp(seconds: 2),
            specVersion: "2.1",
            original: Array("{ \"id\" :\"indicator--1\",\"x\":1.50e+01}".utf8)),
        TaxiiPage.Entry(
            id: "ipv4-addr--2", added: Timestamp(microseconds: 2_000_000), version: Timestamp(microseconds: 0),
            specVersion: "2.0", original: Array("{}".utf8)),
    ]

    @Test("A page as envelope, manifest and versions: “next” goes with every “more”, bytes stay")
    func pages() {
        let page = TaxiiPage(entries: Self.entries, next: "abc")
        #expect(
            Self.text(page.envelope)
                == "{\"more\":true,\"next\":\"abc\",\"objects\":[{ \"id\" :\"indicator--1\",\"x\":1.50e+01},{}]}")
        #expect(
            Self.text(page.manifest) == """
                {"more":true,"next":"abc","objects":[{"id":"indicator--1","date_added":"1970-01-01T00:00:01.000001Z",\
                "version":"1970-01-01T00:00:02.000Z","media_type":"application/stix+json;version=2.1"},{"id":"ipv4-addr--2",\
                "date_added":"1970-01-01T00:00:02.000000Z","version":"1970-01-01T00:00:00.000Z",\
                "media_type":"application/stix+json;version=2.0"}]}
                """)
        #expect(
            Self.text(page.versions)
                == "{\"more\":true,\"next\":\"abc\",\"versions\":[\"1970-01-01T00:00:02.000Z\",\"1970-01-01T00:00:00.000Z\"]}"
        )
        #expect(page.firstAdded == "1970-01-01T00:00:01.000001Z" && page.lastAdded == "1970-01-01T00:00:02.000000Z")
    }

    @Test("What is empty is {}, and has no dates")
    func empty() {
        let page = TaxiiPage(entries: [], next: nil)
        for bytes in [page.envelope, page.manifest, page.versions, CollectionResource.json(of: [])] {
            #expect(Self.text(bytes) == "{}")
        }
        #expect(page.firstAdded == nil && page.lastAdded == nil)
    }

    @Test(
        "Times have six fraction digits, versions those that they state",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
            (1_500_000, "1970-01-01T00:00:01.500000Z", "1970-01-01T00:00:01.500Z"),
            (1_000_042, "1970-01-01T00:00:01.000042Z", "1970-01-01T00:00:01.000042Z"),
        ] as [(Int64, String, String)])
    func times(_ microseconds: Int64, _ taxii: String, _ version: String) {
        let time = Timestamp(microseconds: microseconds)
        #expect(time.taxii == taxii && time.stixVersion == version)
        #expect(Timestamp(rfc3339: time.taxii) == time && Timestamp(rfc3339: time.stixVersion) == time)
    }

    @Test("A status counts its lists")
    func status() {
        var status = StatusResource(id: "1", requested: Timestamp(seconds: 0))
        status.successes = [.init(id: "a", version: "v"), .init(id: "b", version: "v")]
        status.failures = [.init(id: "c", version: "v", message: "no “pattern”")]
        #expect(
            Self.text(status.json) == """
                {"id":"1","status":"complete","request_timestamp":"1970-01-01T00:00:00.000000Z","total_count":3,\
                "success_count":2,"successes":[{"id":"a","version":"v"},{"id":"b","version":"v"}],"failure_count":1,\
                "failures":[{"id":"c","version":"v","message":"no “pattern”"}],"pending_count":0}
                """)
    }

    @Test("A collection has the same id everywhere, and is named by it and by its alias")
    func collections() {
        let first = CollectionResource(name: "inbox-KZ", title: "A", description: "", canRead: true, canWrite: false)
        let second = CollectionResource(name: "inbox-KZ", title: "B", description: "", canRead: true, canWrite: true)
        let other = CollectionResource(name: "inbox-UZ", title: "A", description: "", canRead: true, canWrite: false)
        #expect(first.id == second.id && first.id != other.id && first.alias == "inbox-kz")
        #expect(first.isNamed(first.id.uppercased()) && first.isNamed("Inbox-KZ") && !first.isNamed(other.id))
    }

    @Test("An error says what to do, and its status as text")
    func errors() {
        #expect(
            Self.text(TaxiiError.malformed("A", "B").json(id: "7"))
                == "{\"title\":\"A\",\"description\":\"B\",\"error_id\":\"7\",\"http_status\":\"400\"}")
    }
}

@Suite struct PushedObjectsTests {
    @Test("The objects of an envelope, each where it stands")
    func elements() throws {
        let body = Array(
            """
            {"more": false, "objects": [ {"id":"a--1","type":"a","modified":"m","created":"c","created_by_ref":"identity--1",
            "object_marking_refs":["x",1,"y"]}, 5, {"type":"b","created":"c"}, {"id":7}, {"id":"x","id":"y"} ]}
            """.utf8)
        let pushed = try PushedObjects(body, allowsBundle: false).elements
        #expect(pushed.map(\.id) == ["a--1", nil, nil, nil, "y"])
        #expect(pushed.map(\.isObject) == [true, false, true, true, true])
        #expect(
            pushed.map(\.version) == ["m", "1970-01-01T00:00:00.000Z", "c"]
                + Array(repeating: "1970-01-01T00:00:00.000Z", count: 2))
        #expect(pushed[0].createdBy == "identity--1" && pushed[0].markings == ["x", "y"])
        #expect(pushed.map(\.repeated) == [nil, nil, nil, nil, "id"])
        #expect(String(decoding: body[pushed[2].range], as: UTF8.self) == "{\"type\":\"b\",\"created\":\"c\"}")
    }

    /// Objects, and what is told of them; nothing of those that every reader takes.
    static let faulty: [(object: String, told: String)] = [
        (#"{"a":"\ud83d\ude00 \\ud800 \u00e9 \\","b":[-1.5e10,0,{"c":"x 1e999"}]}"#, ""),
        ("{\"a\":\(String(repeating: "9", count: 300))}", ""), (#"{"a":1e-999}"#, ""),
        (#"{"a":"\ud800"}"#, "surrogate"), (#"{"a":["x",{"b":"\udc00\ud800"}]}"#, "surrogate"),
        (#"{"\ud83dx":1}"#, "surrogate"), (#"{"a":"\uD83D\u0041"}"#, "surrogate"),
        (#"{"a":"\ud83d\\ude00"}"#, "surrogate"),
        (#"{"confidence":1e999999999}"#, "larger"), (#"{"a":[-1e400]}"#, "larger"),
        ("{\"x\":\(String(repeating: "9", count: 100_000))}", "more than 1024"),
    ]

    @Test("What other readers of JSON stumble over is told", arguments: faulty)
    func interchange(_ object: String, _ told: String) throws {
        let pushed = try PushedObjects(Array("{\"objects\":[{},\(object)]}".utf8), allowsBundle: false).elements
        #expect(pushed[0].fault == nil)
        #expect(
            told.isEmpty ? pushed[1].fault == nil : pushed[1].fault?.contains(told) == true, "\(pushed[1].fault ?? "-")"
        )
    }

    static let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)

    @Test(
        "What is no envelope is refused with its status",
        arguments: [
            ("", 400), ("x", 400), ("{", 400), ("{\"objects\":[{}]} x", 400), ("{\"objects\":\(deep)}", 400),
            ("[]", 422), ("null", 422), ("{}", 422), ("{\"objects\":{}}", 422), ("{\"objects\":[]}", 422),
            ("{\"objects\":[{}],\"objects\":[{}]}", 422), ("{\"type\":\"bundle\",\"objects\":[{}]}", 422),
            ("{\"objects\":[\(String(repeating: "{},", count: PushedObjects.maximumCount)){}]}", 413),
        ])
    func refused(_ body: String, _ status: Int) {
        let error = #expect(throws: TaxiiError.self) { try PushedObjects(Array(body.utf8), allowsBundle: false) }
        #expect(error?.status == status)
    }

    @Test("A bundle is read where that is let pass")
    func bundle() throws {
        let body = Array("{\"type\":\"bundle\",\"id\":\"bundle--1\",\"objects\":[{}]}".utf8)
        #expect(try PushedObjects(body, allowsBundle: true).elements.count == 1)
    }
}
