import TamgaModel
import TamgaStore
import Testing

@Suite struct IndicatorQueryTests {
    let scratch: Scratch
    let store: Store

    static let sha256 = Observable(type: .sha256, canonicalBytes: [0xAB, 0xCD, 0xEF] + Array(repeating: 7, count: 29))
    static let mutex = Observable(type: .mutex, canonicalBytes: Array("Global\\MsWinZones".utf8))

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
        try store.take(
            [line(ipv4(0xCB00_7101)), line(ipv4(0xCB00_7202), name: "C2 50% off"), line(domain("login.evil.example"))],
            name: "list", from: kz)
        try store.take(
            [
                stix(
                    1, version: 1, [domain("evil.example"), Self.sha256], name: "Dropper", marking: .amber,
                    labels: ["malicious-activity", "quo\"ted"]),
                stix(2, version: 1, [Self.mutex], revoked: true),
            ], name: "bundle", from: uz)
        try store.take([line(domain("evil.example"))], name: "other")
    }

    static let queries: [(String, IndicatorQuery, Int)] = [
        ("everything in force", IndicatorQuery(), 6),
        ("revoked too", IndicatorQuery(includesRevoked: true), 7),
        ("a kind", IndicatorQuery(types: [.domainName]), 3),
        ("two kinds", IndicatorQuery(types: [.sha256, .ipv4Address]), 3),
        ("a value", IndicatorQuery(observable: domain("evil.example")), 2),
        ("a producer", IndicatorQuery(producer: .state(uz)), 2),
        ("no producer", IndicatorQuery(producer: .unattributed), 1),
        ("a source", IndicatorQuery(source: "list"), 3),
        ("after a revision", IndicatorQuery(newSince: 1), 3),
        ("part of a domain", IndicatorQuery(text: "EVIL.ex"), 3),
        ("part of a name", IndicatorQuery(text: "c2 50%"), 1),
        ("a wildcard is a character", IndicatorQuery(text: "5_%"), 0),
        ("part of a label", IndicatorQuery(text: "malicious"), 2),
        ("the first octets", IndicatorQuery(text: "203.0.113."), 1),
        ("fewer octets", IndicatorQuery(text: "203.0"), 2),
        ("a whole address", IndicatorQuery(text: "203.0.114.2"), 1),
        ("no octet", IndicatorQuery(text: "203.0.1134"), 0),
        ("the first digits of a digest", IndicatorQuery(text: "ABCde"), 1),
        ("other digits", IndicatorQuery(text: "abce"), 0),
        ("an object's id", IndicatorQuery(text: indicatorID(1)), 2),
        ("case matters to no one", IndicatorQuery(text: "MsWin", includesRevoked: true), 1),
        ("several conditions", IndicatorQuery(types: [.domainName], producer: .state(kz), text: "evil"), 1),
        ("a limit", IndicatorQuery(limit: 2), 2),
        ("past the end", IndicatorQuery(limit: 10, offset: 5), 1),
        ("a hostile text", IndicatorQuery(text: "'; DROP TABLE indicator; --"), 0),
    ]

    @Test(arguments: queries)
    func aQueryFinds(what: String, query: IndicatorQuery, count: Int) throws {
        #expect(try store.indicators(matching: query).count == count)
        if query.limit == 100 { #expect(try store.indicatorCount(matching: query) == count) }
    }

    @Test func aListedStatementSaysAllThatIsKnown() throws {
        let found = try #require(try store.indicators(matching: IndicatorQuery(types: [.sha256])).first)
        #expect(found.observable == Self.sha256)
        #expect(found.indicatorID == indicatorID(1))
        #expect(found.producer == uz)
        #expect(found.source == "bundle")
        #expect(found.name == "Dropper")
        #expect(found.labels == ["malicious-activity", "quo\"ted"])
        #expect(found.marking == .amber)
        #expect(found.state == .live)
    }

    @Test func aValueIsShownWithEveryProvenanceAndItsObjects() throws {
        try store.take([stix(1, version: 2, [domain("evil.example")])], name: "bundle 2", from: uz)
        let detail = try #require(try store.indicator(observable: domain("evil.example")))
        #expect(detail.statements.map(\.source) == ["other", "bundle 2"])
        #expect(detail.objects.map(\.isCurrent) == [false, true])
        #expect(detail.objects.map(\.modified) == [Timestamp(seconds: 1), Timestamp(seconds: 2)])
        #expect(String(decoding: detail.objects[1].original, as: UTF8.self).hasSuffix("\"modified\":2}"))
        #expect(detail.sources == ["bundle", "bundle 2"])
        #expect(try store.indicator(observable: ipv4(99)) == nil)
    }

    @Test func anIndicatorIsFoundByItsOwnIDAndByADerivedOne() throws {
        #expect(try store.indicator(id: indicatorID(1))?.statements.count == 2)
        #expect(try store.indicator(id: indicatorID(2))?.statements.map(\.state) == [.revoked])
        let derived = Store.derivedIndicatorID(producer: kz, observable: ipv4(0xCB00_7202))
        #expect(try store.indicator(id: derived)?.statements.map(\.name) == ["C2 50% off"])
        for id in [indicatorID(9), "indicator--", "x", Store.derivedIndicatorID(producer: cn, observable: ipv4(1))] {
            #expect(try store.indicator(id: id) == nil)
        }
    }

    @Test func sourcesAreSummedUp() throws {
        let sources = try store.sources()
        #expect(sources.map(\.name) == ["bundle", "list", "other"])
        #expect(sources.map(\.producer) == [uz, kz, nil])
        #expect(sources.map(\.indicators) == [2, 3, 1])
        #expect(sources.map(\.indicatorsRevoked) == [1, 0, 0])
        #expect(sources.map(\.objects) == [2, 0, 0])
        let later = Timestamp(seconds: 1_900_000_000)
        try store.take([line(domain("evil.example"))], name: "other", at: later)
        let other = try #require(try store.sources().last)
        #expect(other.firstImported == noon)
        #expect(other.lastImported == later)
    }
}
