import TamgaModel
import TamgaStore
import Testing

@Suite struct QualityEvidenceTests {
    private static func json(_ type: String, _ number: Int, _ parts: String) -> FeedItem {
        let id = "\(type)--00000000-0000-4000-8000-00000000000\(number)"
        return .object(
            StixObject(
                id: id, type: type, modified: Timestamp(seconds: Int64(number)),
                createdBy: number > 3 ? "identity--\(number)" : "identity--a",
                original: Array("{\"id\":\"\(id)\",\(parts)}".utf8)))
    }

    private static let one = indicatorID(1)

    @Test("Each member disputes once, those that nobody knows once a source, and one takes it back by another opinion")
    func disputes() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        func opinion(_ number: Int, _ word: String) -> FeedItem {
            Self.json("opinion", number, "\"opinion\":\"\(word)\",\"object_refs\":[\"\(Self.one)\",7,\"x\"]")
        }
        try store.take([opinion(1, "strongly-disagree"), opinion(2, "disagree")])
        #expect(try store.qualityEvidence().disputes[Self.one] == 1)
        // Invented identities add nothing, by a member's hand or by nobody's.
        try store.take([opinion(4, "strongly-disagree"), opinion(5, "disagree")])
        #expect(try store.qualityEvidence().disputes[Self.one] == 1)
        try store.take((6...8).map { opinion($0, "disagree") }, name: "taxii:inbox-KZ", from: kz)
        #expect(try store.qualityEvidence().disputes[Self.one] == 2)
        // A known one speaks for its member, whoever brings it, and that member is one.
        let known = ["identity--4": uz, "identity--5": kz]
        #expect(try store.qualityEvidence(identities: known).disputes[Self.one] == 3)
        try store.take([opinion(3, "agree")])
        #expect(try store.qualityEvidence(identities: known).disputes[Self.one] == 2)
        #expect(try store.qualityEvidence().disputes[Self.one] == 2)
    }

    @Test("Sightings of others refresh an indicator, one of count 0 does not, nor one without a known shape")
    func reports() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        func sighting(_ number: Int, _ parts: String) -> FeedItem {
            Self.json("sighting", number, "\"sighting_of_ref\":\"\(Self.one)\"\(parts)")
        }
        try store.take([
            sighting(1, ",\"last_seen\":\"2026-01-02T00:00:00Z\",\"count\":2"), sighting(2, ",\"count\":0"),
        ])
        #expect(try store.qualityEvidence().lastReported == [Self.one: Timestamp(rfc3339: "2026-01-02")!])
        try store.take([Self.json("sighting", 3, "\"sighting_of_ref\":[1]"), sighting(4, "")])
        #expect(try store.qualityEvidence().lastReported[Self.one] == Timestamp(rfc3339: "2026-01-02"))
    }

    @Test("A statement is as old as its version or its beginning, a line as its list's last import")
    func stated() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.take([
            stix(1, version: 500, [ipv4(1)], validity: Validity(from: Timestamp(seconds: 100))),
            stix(2, version: 500, [ipv4(2)], validity: Validity(from: Timestamp(seconds: 900))), line(ipv4(3)),
        ])
        var times: [Timestamp?] = []
        try store.forEachLiveStatement(withTimes: true) { times.append($0.stated) }
        #expect(times == [Timestamp(seconds: 500), Timestamp(seconds: 900), noon])
        #expect(try store.indicators(matching: IndicatorQuery()).map(\.stated) == times)
        #expect(try store.live().map(\.stated) == [nil, nil, nil])
    }

    @Test("Pages of what is let through have no gaps and no repeats")
    func pages() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.take((1...50).map { line(ipv4(UInt32($0)), confidence: UInt8($0)) })
        var found: [UInt8?] = []
        for offset in stride(from: 0, to: 40, by: 7) {
            let page = try store.indicators(matching: IndicatorQuery(limit: 7, offset: offset)) {
                ($0.confidence ?? 0).isMultiple(of: 2)
            }
            #expect(page.count == 25)
            found += page.page.map(\.confidence)
        }
        #expect(found == (1...25).map { UInt8($0 * 2) })
    }

    @Test("Usefulness: who shared what was ever seen, how fast, by whom")
    func usefulness() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        func later(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: noon.microseconds + seconds * 1_000_000) }
        try store.take([line(ipv4(1)), line(ipv4(2)), line(ipv4(3)), line(ipv4(4))], name: "a", from: kz)
        try store.take([line(ipv4(1)), line(ipv4(9))], name: "b", from: uz, at: later(50))
        try store.take([stix(1, version: 1, [ipv4(2)], validity: Validity(from: later(-1_000)))], name: "c")
        try store.take(
            [
                Self.json("opinion", 1, "\"opinion\":\"strongly-disagree\",\"object_refs\":[\"\(Self.one)\"]")
            ], name: "d")
        func sighting(_ id: String, _ value: UInt32, _ observer: MemberState?, _ first: Int64) -> Sighting {
            Sighting(
                id: id, observable: ipv4(value), indicatorID: nil, producers: [], observer: observer, source: "log",
                count: 1, firstSeen: later(first), lastSeen: later(first), confidence: nil, marking: nil)
        }
        try store.record(
            RunOutcome(finished: later(10_000), revision: 1),
            sightings: [
                sighting("s1", 1, cn, 100), sighting("s2", 1, uz, 300), sighting("s3", 2, nil, 500),
                sighting("s4", 3, cn, -60),
            ])
        let rows = try store.usefulness()
        #expect(rows.map(\.producer) == [kz, uz, nil])
        #expect(rows.map(\.shared) == [4, 2, 1])
        #expect(rows.map(\.sighted) == [3, 1, 1])
        #expect(rows.map(\.lookingBack) == [1, 0, 0])
        #expect(rows.map(\.sinceKnown) == [[100, 500], [50], [500]])
        #expect(rows.map(\.sinceValid) == [[], [], [1_500]])
        #expect(rows.map(\.disputes) == [0, 0, 1])
        #expect(rows.map(\.observers) == [[cn, uz], [cn, uz], []])
        #expect(rows[0].share == 75)
    }
}
