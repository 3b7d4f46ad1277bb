import TamgaModel
import TamgaTAXII
import Testing

@Suite struct EndpointTests {
    @Test(
        "What a path names",
        arguments: [
            ("/taxii2/", .discovery), ("/taxii2", .discovery), ("/union/", .apiRoot), ("/union", .apiRoot),
            ("/union/status/5/", .status("5")), ("/union/collections/", .collections),
            ("/union/collections/everything/", .collection("everything")),
            ("/union/collections/x/manifest/", .manifest("x")), ("/union/collections/x/objects/", .objects("x")),
            ("/union/collections/x/objects/indicator--1/", .object("x", id: "indicator--1")),
            ("/union/collections/x/objects/indicator--1/versions", .versions("x", id: "indicator--1")),
            ("/union/collections/%78/objects/", .objects("x")),
        ] as [(String, TaxiiEndpoint)])
    func paths(_ path: String, _ endpoint: TaxiiEndpoint) { #expect(TaxiiEndpoint(path: path) == endpoint) }

    @Test(
        "What names nothing",
        arguments: [
            "", "/", "//", "taxii2/", "/taxii2//", "//taxii2/", "/TAXII2/", "/taxii2/x/", "/union/x/", "/union/status/",
            "/union/collections/../status/1/", "/union/./", "/union/%2e%2e/taxii2/", "/union/collections/x/objects/../",
            "/union/collections/a%2Fb/", "/union/collections/%00/", "/union/collections/%/", "/union/collections/%zz/",
            "/union/collections/%ff/", "/union/collections/a b/", "/union/collections/a%20b/", "/union/collections/ё/",
            "/union/collections//objects/", "/union/collections/x/objects/y/versions/z/", "/union/collections/x/other/",
            "http://host/taxii2/", "*", "/" + String(repeating: "a", count: 5_000),
        ])
    func nothing(_ path: String) { #expect(TaxiiEndpoint(path: path) == nil) }
}

@Suite struct FilterTests {
    static let objects = TaxiiEndpoint.objects("x")

    @Test(
        "What a query asks for",
        arguments: [
            ("", ""), ("limit=5", "limit 5"), ("limit=99999999999999999999", "limit \(Int.max)"),
            ("match[type]=a,b", "types a b"), ("match%5Btype%5D=b%2Ca", "types a b"), ("match[type]=a,a", "types a"),
            ("match[id]=indicator--1", "ids indicator--1"), ("match[version]=all,last", "versions last all"),
            ("match[version]=2026-01-02T03:04:05.678Z", "versions 2026-01-02T03:04:05.678Z"),
            ("match[spec_version]=2.1,2.0", "spec 2.0 2.1"), ("next=abc", "next abc"),
            ("added_after=2026-01-02T03:04:05.678901Z", "after 2026-01-02T03:04:05.678901Z"),
            ("added_after=2026-01-02T05:04:05+02:00", "after 2026-01-02T03:04:05Z"),
            ("limit=5&&match[type]=a&", "limit 5 types a"), ("page=2&match[name]=x", "unknown page match[name]"),
        ])
    func read(_ query: String, _ shown: String) throws {
        #expect(Self.shown(try TaxiiFilters(query: query, for: Self.objects)) == shown)
    }

    @Test(
        "What is malformed is 400",
        arguments: [
            "limit=0", "limit=-1", "limit=x", "limit=1.5", "limit=", "limit", "limit=%35%", "limit=1&limit=1",
            "added_after=yesterday", "added_after=2026-13-01T00:00:00Z", "added_after=", "match[type]=a&match[type]=b",
            "match[type]=a&match%5Btype%5D=b", "match[type]=", "match[type]=a,,b", "match[type]=,",
            "match[version]=newest",
            "match[version]=last,", "match[spec_version]=2", "match[spec_version]=2.1.1", "match[spec_version]=a.b",
            "match[id]=a%0Ab", "match[id]=a%20b", "%", "x=%ff", "match[id]=%c3%28",
        ])
    func malformed(_ query: String) {
        let error = #expect(throws: TaxiiError.self) { try TaxiiFilters(query: query, for: Self.objects) }
        #expect(error?.status == 400)
        #expect(error?.title.isEmpty == false && error?.description?.isEmpty == false)
    }

    @Test("Where the path names the object, match[id] and match[type] mean nothing")
    func singleObject() throws {
        let filters = try TaxiiFilters(
            query: "match[id]=a&match[type]=b&match[version]=all&limit=3", for: .object("x", id: "indicator--1"))
        #expect(filters.ids.isEmpty && filters.types.isEmpty && filters.unknown == ["match[id]", "match[type]"])
        #expect(filters.versions == [.all] && filters.limit == 3)
        #expect(try TaxiiFilters(query: "match[version]=x", for: .versions("x", id: "y")).versions.isEmpty)
        #expect(try TaxiiFilters(query: "limit=x", for: .collections).unknown == ["limit"])
    }

    static func shown(_ filters: TaxiiFilters) -> String {
        var words: [String] = []
        if let limit = filters.limit { words.append("limit \(limit)") }
        if let after = filters.addedAfter { words.append("after \(after)") }
        if let next = filters.next { words.append("next \(next)") }
        if !filters.ids.isEmpty { words.append("ids " + filters.ids.joined(separator: " ")) }
        if !filters.types.isEmpty { words.append("types " + filters.types.joined(separator: " ")) }
        let versions = filters.versions.map { version in
            if case .exact(let time) = version { "\(time)" } else { "\(version)" }
        }
        if !versions.isEmpty { words.append("versions " + versions.joined(separator: " ")) }
        if !filters.specVersions.isEmpty { words.append("spec " + filters.specVersions.joined(separator: " ")) }
        if !filters.unknown.isEmpty { words.append("unknown " + filters.unknown.joined(separator: " ")) }
        return words.joined(separator: " ")
    }
}

@Suite struct MediaTypeTests {
    @Test(
        "Whether an answer of TAXII 2.1 is acceptable",
        arguments: [
            (nil, true), ("", true), ("application/taxii+json;version=2.1", true), ("application/taxii+json", true),
            ("application/taxii+json; version=2.1", true), ("application/taxii+json ; version=\"2.1\"", true),
            ("APPLICATION/TAXII+JSON;VERSION=2.1", true), ("application/taxii+json;charset=utf-8;version=2.1", true),
            ("*/*", true), ("application/*", true), ("text/html, */*;q=0.1", true),
            ("application/taxii+json;version=2.0, application/taxii+json;version=2.1", true),
            ("application/taxii+json;version=2.2", false), ("application/vnd.oasis.taxii+json; version=2.0", false),
            ("application/json", false), ("text/html", false), ("application/taxii+json;version=2.1;q=0", false),
            ("application/taxii+json;version=2.1;q=0, */*", false), ("*/*;q=0", false), ("application/taxii", false),
            ("application/taxii+json;version", false), ("nonsense", false), (",,,", false), ("*/*;q=0.000", false),
            ("text/html;x=\"a,application/taxii+json\"", false),
        ] as [(String?, Bool)])
    func acceptable(_ header: String?, _ isAcceptable: Bool) { #expect(MediaType.accepts(header) == isAcceptable) }

    @Test(
        "What a body is by its media type, strictly and not",
        arguments: [
            ("application/taxii+json;version=2.1", "envelope", "envelope"),
            ("application/taxii+json", "envelope", "envelope"),
            ("application/taxii+json; charset=UTF-8; version=2.1", "envelope", "envelope"),
            ("application/stix+json;version=2.1", "415", "bundle"), ("application/stix+json", "415", "bundle"),
            ("application/vnd.oasis.stix+json; version=2.0", "415", "bundle"),
            ("application/taxii+json;version=2.0", "415", "415"),
            ("application/json", "415", "415"), ("text/plain", "415", "415"), (nil, "415", "415"), ("", "415", "415"),
            ("application/taxii+json;charset=latin1", "415", "415"),
            ("application/stix+json;version=1.0", "415", "415"),
        ] as [(String?, String, String)])
    func bodies(_ header: String?, _ strict: String, _ lenient: String) {
        func kind(_ isStrict: Bool) -> String {
            do { return "\(try MediaType.body(header, isStrict: isStrict))" } catch { return "\(error.status)" }
        }
        #expect(kind(true) == strict)
        #expect(kind(false) == lenient)
    }
}
