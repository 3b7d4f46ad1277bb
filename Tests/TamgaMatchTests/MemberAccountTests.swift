import TamgaMatch
import TamgaModel
import Testing

/// What is held back and what is refused, by whose logs it stands in.
@Suite struct MemberAccountTests {
    static let kz = MemberState("KZ")!
    static let uz = MemberState("UZ")!
    static let tj = MemberState("TJ")!

    static let community = Community(
        name: "",
        members: [
            Community.Member(state: kz, sources: Community.Sources(paths: ["kz.*"])),
            Community.Member(
                state: uz, networks: [Observable(type: .ipv4Network, canonicalBytes: [203, 0, 113, 0, 24])],
                sources: Community.Sources(hosts: ["*.uz.example"])),
            Community.Member(
                state: tj, networks: [Observable(type: .ipv4Address, canonicalBytes: [8, 8, 8, 8])],
                sources: Community.Sources(fields: [Community.Sources.Field(name: "country", value: "TJ")])),
        ])

    /// Two values that the list knows, one of them by its network only, and one that it does not.
    static let table: IndicatorTable = TamgaMatchTests.table([
        Observable(type: .ipv4Address, canonicalBytes: [8, 8, 8, 8]),
        Observable(type: .ipv4Network, canonicalBytes: [10, 0, 0, 0, 8]),
        Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, 7]),
    ])

    static let suppressions = SuppressionList([
        FalsePositive(kind: .cidr, value: "8.8.8.8/32", list: "resolvers"),
        FalsePositive(kind: .cidr, value: "10.0.0.0/16", list: "private"),
    ])

    @Test(arguments: [
        Manner(), Manner(workers: 7, blockSize: 1), Manner(workers: 2, blockSize: 64), Manner(engine: .reference),
    ])
    func suppressedHitsHaveTheObserverOfAHit(_ manner: Manner) throws {
        let scratch = Scratch()
        let kzLog = scratch.file("kz.log", Array("a 8.8.8.8 203.0.113.9\nb 10.0.3.4 8.8.8.8\n".utf8))
        let shared = scratch.file(
            "shared.log",
            Array(
                """
                <34>1 2026-11-01T10:00:00Z gw.uz.example app - - - to 10.0.0.1
                from 203.0.113.9 to 8.8.8.8
                {"country": "tj", "dst": "8.8.8.8"}
                only 8.8.8.8, which is the indicator and no observer
                10.0.200.1 asked 8.8.8.8
                10.1.0.0 is a hit, 198.51.100.7 too

                """.utf8))
        let (hits, outcome) = try search(
            [.file(kzLog), .file(shared)], Self.table, manner, suppressions: Self.suppressions
        ) { $0.community = Self.community }
        #expect(hits.map(\.matched) == ["10.1.0.0", "198.51.100.7"])
        #expect(outcome.suppressed == ["resolvers": 6, "private": 3])
        // Of the fifth record the resolver, which is a member's own address, names an observer for the other value.
        #expect(outcome.suppressedByObserver == [Self.kz: 3, Self.uz: 2, Self.tj: 2, nil: 2])
        #expect(outcome.refusedByObserver == [:])

        let fixed = try search([.file(shared)], Self.table, manner, suppressions: Self.suppressions) {
            $0.community = Self.community
            $0.member = Self.kz
        }
        #expect(fixed.outcome.suppressedByObserver == [Self.kz: 6])
    }

    @Test(arguments: [
        Manner(blockSize: 4_096), Manner(workers: 7, blockSize: 1), Manner(engine: .reference, blockSize: 64),
    ])
    func refusalsHaveTheObserverOfTheirFile(_ manner: Manner) throws {
        let scratch = Scratch()
        let long = String(repeating: "203.0.113.9 ", count: 20_000)
        let inputs = [
            scratch.file("kz.log", Array("short\n\(long)\nshort\n\(long)\n".utf8)),
            scratch.file("shared.log", Array("\(long)\n".utf8)), scratch.path("kz.absent"), scratch.path("absent"),
        ].map(LogInput.file)
        let outcome = try search(inputs, Self.table, manner) {
            $0.community = Self.community
            $0.longestRecord = 100
        }.outcome
        #expect(outcome.accounting.refused == 3)
        #expect(outcome.logs.count { $0.isUnreadable } == 2)
        #expect(outcome.refusedByObserver == [Self.kz: 3, nil: 2])
        #expect(outcome.suppressedByObserver == [:])
        let sum = outcome.refusedByObserver.values.reduce(0, +)
        #expect(sum == outcome.refusals.count)

        let fixed = try search(inputs, Self.table, manner) {
            $0.longestRecord = 100
            $0.member = Self.tj
        }.outcome
        #expect(fixed.refusedByObserver == [Self.tj: 5])
    }
}
