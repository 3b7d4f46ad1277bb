import TamgaModel
import TamgaStore
import Testing

@Suite struct ObjectQueryTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
        try store.take(
            ObjectImportTests.located + [
                stix(1, version: 2, [ipv4(2)], by: "identity--a", bytes: "{ \"odd\" : \u{22}\\u00e9\u{22} }\n"),
                stix(2, version: 1, [ipv4(3)], revoked: true), object("marking-definition--m", version: nil),
            ])
    }

    static let queries: [(ObjectQuery, [String])] = [
        (
            ObjectQuery(),
            ["identity--a", indicatorID(1), "location--l", "marking-definition--m", "relationship--r"]
        ),
        (ObjectQuery(ids: [indicatorID(1), indicatorID(2), "identity--none"]), [indicatorID(1)]),
        (
            ObjectQuery(ids: [indicatorID(1), indicatorID(2)], includesHistory: true),
            [indicatorID(1), indicatorID(1), indicatorID(2)]
        ),
        (ObjectQuery(types: ["identity", "location"]), ["identity--a", "location--l"]),
        (ObjectQuery(relationshipsFrom: ["identity--a"]), ["relationship--r"]),
        (ObjectQuery(relationshipsFrom: ["identity--b"]), []),
        (ObjectQuery(producer: kz), [indicatorID(1)]),
    ]

    @Test(arguments: queries)
    func aQueryFindsObjects(query: ObjectQuery, ids: [String]) throws {
        #expect(try store.objects(matching: query).map(\.id) == ids)
    }

    @Test func theBytesAreThoseThatCame() throws {
        let object = try #require(try store.objects(matching: ObjectQuery(ids: [indicatorID(1)])).first)
        #expect(String(decoding: object.original, as: UTF8.self) == "{ \"odd\" : \u{22}\\u00e9\u{22} }\n")
        #expect(object.producer == kz)
        #expect(object.added == noon)
        #expect(object.isCurrent)
    }

    @Test func manyIDsAreOneQuery() throws {
        let ids = (0..<40_000).map { indicatorID($0) }
        #expect(try store.objects(matching: ObjectQuery(ids: ids)).map(\.id) == [indicatorID(1)])
    }

    @Test func anObjectThatWasWithdrawnHereIsNotHandedOn() throws {
        #expect(try store.revoke(id: indicatorID(1), at: noon) == 1)
        #expect(try store.objects(matching: ObjectQuery(types: ["indicator"])).isEmpty)
    }
}
