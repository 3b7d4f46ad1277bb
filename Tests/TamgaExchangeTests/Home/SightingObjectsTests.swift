import TamgaExchange
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore
import Testing

/// What others have told by sightings of their own: read as they came, shown as far as the policy lets.
@Suite struct SightingObjectsTests {
    typealias Union = HomeUnion

    private static func sighting(_ number: Int, of id: String, _ more: String) -> String {
        #"{"type":"sighting","spec_version":"2.1","id":"sighting--00000000-0000-4000-8000-00000000000\#(number)","created":"2026-11-01T00:00:00.000Z","modified":"2026-11-02T00:00:00.000Z","sighting_of_ref":"\#(id)"\#(more)}"#
    }

    @Test(
        "A count that is absent is not 0, and 0 is looked for and not seen; where it names nobody it was seen by nobody"
    )
    func reading() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        let (kz, ru) = (Union.identity[Union.kz]!, Union.identity[Union.ru]!)
        let place = "location--00000000-0000-4000-8000-000000000001"
        let objects = [
            #"{"type":"location","spec_version":"2.1","id":"\#(place)","created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z","country":"tj"}"#,
            Self.sighting(
                1, of: Union.id(1), #","count":5,"first_seen":"2026-11-01T10:00:00Z","where_sighted_refs":["\#(kz)"]"#),
            Self.sighting(2, of: Union.id(1), #","count":0,"where_sighted_refs":["\#(ru)","\#(place)"]"#),
            Self.sighting(3, of: Union.id(1), #","created_by_ref":"\#(kz)""#),
            Self.sighting(4, of: Union.id(9), #","count":1"#),
            Self.sighting(5, of: Union.id(1), #","count":1,"object_marking_refs":["\#(Marking.red.definitionID)"]"#),
        ]
        try union.bring(
            #"{"type":"bundle","id":"bundle--1","objects":["# + objects.joined(separator: ",") + "]}", "kz.json",
            from: Union.kz)
        let community = Union.community()
        let received = try SightingObjects(in: union.store, of: community).received(of: [Union.id(1)])
        #expect(received.map(\.countWords) == ["5", "0, looked for and not seen", "not stated", "1"])
        #expect(received.map(\.observerWords) == ["KZ", "RU, TJ", "--", "--"])
        #expect(received[0].firstSeen == Union.time("2026-11-01T10:00:00Z") && received[0].lastSeen == nil)
        let own = try SightingObjects(in: union.store, of: community).received(ofIndicatorsOf: Union.uz)
        #expect(own.map(\.id) == received.prefix(3).map(\.id))
        #expect(own.allSatisfy { $0.observable == Union.address(1) })
        #expect(try SightingObjects(in: union.store, of: community).received(ofIndicatorsOf: Union.ru).isEmpty)
    }

    @Test("A sighting of a line is of the line that has the derived id; what is published here is not told by others")
    func lines() throws {
        let union = try Union()
        try union.bring("198.51.100.9\n", "list.txt", from: Union.ru)
        try union.see(9, of: [Union.ru], in: Union.kz, count: 7)
        let community = Union.community()
        try union.publish(community)
        let objects = SightingObjects(in: union.store, of: community)
        #expect(try objects.received().isEmpty)
        // KZ's own Tamga has published its sighting, and RU has fetched it.
        let elsewhere = try Union()
        try elsewhere.bring("198.51.100.9\n", "my list.txt", from: Union.ru)
        let published = try PublishedSightings(in: union.store, of: community).posts(for: .member(Union.ru))
        for post in published {
            try elsewhere.bring(
                #"{"type":"bundle","id":"bundle--1","objects":["# + String(decoding: post.body, as: UTF8.self) + "]}",
                "from-kz.json", from: Union.kz)
        }
        let received = try SightingObjects(in: elsewhere.store, of: community).received(ofIndicatorsOf: Union.ru)
        #expect(received.map(\.observable) == [Union.address(9)])
        #expect(received.map(\.observerWords) == ["KZ"] && received.map(\.count) == [7])
        // It is no sighting of this store's logs, and goes home no second time.
        #expect(try elsewhere.publish(community).sightings == 0)
    }
}
