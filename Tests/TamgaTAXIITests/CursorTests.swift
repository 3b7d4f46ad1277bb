import TamgaModel
import TamgaTAXII
import Testing

@Suite struct CursorTests {
    static let secret = [UInt8](repeating: 7, count: 32)
    static let scope = TaxiiCursor.Scope(collection: "everything", endpoint: "objects", reader: "KZ")
    static let place = Timestamp(microseconds: 1_790_000_000_123_456)

    static func filters(_ query: String) throws -> TaxiiFilters { try TaxiiFilters(query: query, for: .objects("x")) }

    static func text(_ query: String) throws -> String {
        TaxiiCursor(place: place, filters: try filters(query)).text(secret: secret, scope: scope)
    }

    static let queries = [
        "", "limit=7", "added_after=2026-01-02T03:04:05.678901Z", "match[type]=indicator,malware&limit=100",
        "match[id]=indicator--1,malware--2&match[version]=all,first,2026-01-02T03:04:05.678Z&match[spec_version]=2.0,2.1",
    ]

    @Test("“next” alone has the whole query with it", arguments: queries)
    func alone(_ query: String) throws {
        let next = try Self.text(query)
        let cursor = try TaxiiCursor(
            resuming: try Self.filters("next=\(next)"), secret: Self.secret, scope: Self.scope)
        #expect(cursor.place == Self.place)
        #expect(cursor.filters == (try Self.filters(query)))
        #expect(next.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || 0x30...0x39 ~= $0 || 0x41...0x7A ~= $0 })
    }

    @Test("“next” with the same filters is the same, and a page may have another size", arguments: queries)
    func repeated(_ query: String) throws {
        let again = query.split(separator: "&").filter { !$0.hasPrefix("limit") }.joined(separator: "&")
        let asked = try Self.filters("\(again)&limit=3&next=\(Self.text(query))")
        let cursor = try TaxiiCursor(resuming: asked, secret: Self.secret, scope: Self.scope)
        var wanted = try Self.filters(query)
        wanted.limit = 3
        #expect(cursor.filters == wanted)
    }

    @Test(
        "“next” with other filters is refused",
        arguments: ["match[type]=malware", "added_after=2025-01-01T00:00:00Z", "match[version]=all", "match[id]=x"])
    func others(_ query: String) throws {
        let asked = try Self.filters("\(query)&next=\(Self.text("match[type]=indicator"))")
        let error = #expect(throws: TaxiiError.self) {
            try TaxiiCursor(resuming: asked, secret: Self.secret, scope: Self.scope)
        }
        #expect(error?.status == 400 && error?.title == "Other filters beside “next”")
    }

    @Test("A query too long to carry must be sent again with “next”")
    func long() throws {
        let ids = (0..<200).map { "indicator--\($0)" }.joined(separator: ",")
        let next = try Self.text("match[id]=\(ids)")
        #expect(next.utf8.count < 120)
        let again = try Self.filters("match[id]=\(ids)&next=\(next)")
        #expect(try TaxiiCursor(resuming: again, secret: Self.secret, scope: Self.scope).filters.ids.count == 200)
        let alone = try Self.filters("next=\(next)")
        #expect(throws: TaxiiError.self) { try TaxiiCursor(resuming: alone, secret: Self.secret, scope: Self.scope) }
    }

    @Test("No other reader, collection, endpoint or server has a use for it")
    func bound() throws {
        let asked = try Self.filters("next=\(Self.text(""))")
        for scope in [
            TaxiiCursor.Scope(collection: "everything", endpoint: "objects", reader: "UZ"),
            TaxiiCursor.Scope(collection: "inbox-KZ", endpoint: "objects", reader: "KZ"),
            TaxiiCursor.Scope(collection: "everything", endpoint: "manifest", reader: "KZ"),
        ] {
            #expect(throws: TaxiiError.self) { try TaxiiCursor(resuming: asked, secret: Self.secret, scope: scope) }
        }
        #expect(throws: TaxiiError.self) {
            try TaxiiCursor(resuming: asked, secret: [UInt8](repeating: 8, count: 32), scope: Self.scope)
        }
    }

    @Test("Changed anywhere, it is refused")
    func changed() throws {
        let text = Array(try Self.text("match[type]=indicator").utf8)
        for index in text.indices {
            var other = text
            other[index] = other[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            for candidate in [other, Array(text[..<index])] where candidate != text {
                var asked = TaxiiFilters()
                asked.next = String(decoding: candidate, as: UTF8.self)
                #expect(throws: TaxiiError.self) {
                    try TaxiiCursor(resuming: asked, secret: Self.secret, scope: Self.scope)
                }
            }
        }
    }
}
