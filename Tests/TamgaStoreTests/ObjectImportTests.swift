import TamgaModel
import TamgaStore
import TamgaTestSupport
import Testing

@Suite struct ObjectImportTests {
    /// What is left of a history, however it came.
    struct Remains: Equatable {
        var live: [Observable]
        var confidences: [UInt8?]
    }

    static let histories: [(String, [FeedItem], Remains)] = [
        (
            "the newest counts",
            [
                stix(1, version: 1, [ipv4(1), ipv4(2)], confidence: 1), stix(1, version: 2, [ipv4(2)], confidence: 2),
                stix(1, version: 3, [ipv4(2), ipv4(3)], confidence: 3),
            ], Remains(live: [ipv4(2), ipv4(3)], confidences: [3, 3])
        ),
        (
            "a withdrawal is final",
            [
                stix(1, version: 1, [ipv4(1)]), stix(1, version: 2, [ipv4(1)], revoked: true),
                stix(1, version: 3, [ipv4(1)]), stix(1, version: 4, [ipv4(4)], revoked: true),
            ], Remains(live: [], confidences: [])
        ),
        (
            "objects do not touch each other",
            [
                stix(1, version: 1, [ipv4(1)], confidence: 5), stix(2, version: 9, [ipv4(1)], confidence: 6),
                stix(2, version: 10, [ipv4(1)], revoked: true), stix(3, version: 1, [ipv4(8)], confidence: 7),
            ], Remains(live: [ipv4(1), ipv4(8)], confidences: [5, 7])
        ),
        (
            "a pattern may become richer than a list of values",
            [
                stix(1, version: 1, [ipv4(1)]), stix(1, version: 2, [], form: .richer),
                stix(2, version: 1, [], form: .richer), stix(2, version: 2, [ipv4(2)], confidence: 9),
            ], Remains(live: [ipv4(2)], confidences: [9])
        ),
    ]

    @Test func aRetractionEndsWhatIsKnownAndSaysNothingElse() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        guard case .indicator(var ended) = stix(1, version: 2, [ipv4(1)]) else { return }
        ended.validity.until = Timestamp(seconds: 1_000)
        let unknown = try store.take([.retracted(ended)])
        #expect(unknown.itemsIn == 0 && unknown.isUnchanged)
        #expect(try store.live().isEmpty)
        let outcome = try store.take([stix(1, version: 1, [ipv4(1)]), .retracted(ended)])
        #expect(outcome.itemsIn == 2 && outcome.indicators.new == 1 && outcome.indicators.updated == 1)
        #expect(try store.live().map(\.validity.until) == [Timestamp(seconds: 1_000)])
        _ = try store.take([stix(1, version: 3, [ipv4(1)])])
        #expect(try store.live().map(\.validity.until) == [nil])
    }

    @Test(arguments: histories)
    func aHistoryEndsTheSameInEveryOrderAndBatching(name: String, items: [FeedItem], remains: Remains) throws {
        for order in permutations(Array(items.indices)) {
            for batch in [1, 100] {
                let scratch = try Scratch()
                let store = try scratch.store()
                let outcome = try store.take(order.map { items[$0] }, batch: batch)
                let live = try store.live()
                #expect(
                    Remains(live: live.map(\.observable), confidences: live.map(\.confidence)) == remains, "\(order)")
                #expect(outcome.indicators.total == items.count)
                let revision = try store.revision()
                let again = try store.take(order.reversed().map { items[$0] })
                #expect(again.isUnchanged, "\(order)")
                #expect(try store.revision() == revision)
            }
        }
    }

    @Test("Under one id and time the creator's stricter marking counts, in any order; anybody else's changes nothing")
    func stricterMarkings() throws {
        let amber = stix(1, version: 1, [ipv4(1)], by: "identity--1", marking: .amber, bytes: "{\"a\":1}")
        let red = stix(1, version: 1, [ipv4(1)], by: "identity--1", marking: .red, bytes: "{\"a\":2}")
        let foreign = stix(1, version: 1, [ipv4(1)], by: "identity--2", marking: .red, bytes: "{\"a\":3}")
        let cases: [(items: [FeedItem], marking: Marking, conflicts: Int)] = [
            ([amber, red], .red, 0), ([red, amber], .red, 1), ([amber, foreign], .amber, 1),
            ([amber, red, red], .red, 0),
        ]
        for (items, marking, conflicts) in cases {
            let scratch = try Scratch()
            let store = try scratch.store()
            let outcome = try store.take(items)
            #expect(try store.live().map(\.marking) == [marking])
            #expect(outcome.indicators.conflicting == conflicts)
            #expect(outcome.conflicts == Array(repeating: indicatorID(1), count: conflicts))
            let kept = try store.original(of: indicatorID(1), version: Timestamp(seconds: 1))
            #expect(kept == Array(marking == .red ? "{\"a\":2}".utf8 : "{\"a\":1}".utf8))
        }
    }

    @Test("Another definition of a marking is kept beside the first, once, and never takes its place")
    func markingDefinitions() throws {
        let id = "marking-definition--1"
        func definition(_ number: Int, version: Int64) -> FeedItem {
            object(id, type: "marking-definition", version: version, bytes: "{\"n\":\(number)}")
        }
        let scratch = try Scratch()
        let store = try scratch.store()
        var conflicts = 0
        for (number, version) in [(0, 5), (1, 5), (0, 5), (2, 5), (1, 5), (3, 9), (4, 1), (4, 1)] {
            let outcome = try store.take([definition(number, version: Int64(version))])
            conflicts += outcome.objects.conflicting
            #expect(outcome.objects.total == 1 && outcome.objects.updated == 0)
        }
        #expect(conflicts == 6, "a copy that is kept beside is told of each time")
        let all = try store.objects(matching: ObjectQuery(includesHistory: true))
        #expect(Set(all.map(\.original)) == Set((0..<5).map { Array("{\"n\":\($0)}".utf8) }))
        #expect(all.count == 5)
        #expect(all.filter(\.isCurrent).map(\.original) == [Array("{\"n\":0}".utf8)])
    }

    @Test("marking definitions kept under one id: as many as the limit, and no further one")
    func mostDefinitions() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        for number in 0..<Marking.maximumDefinitions + 5 {
            try store.take([object("marking-definition--1", type: "marking-definition", bytes: "{\"n\":\(number)}")])
            let kept = try store.objects(matching: ObjectQuery(includesHistory: true)).count
            #expect(kept == min(number + 1, Marking.maximumDefinitions))
        }
    }

    @Test func everyFateIsCountedOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let outcome = try store.take([
            stix(1, version: 2, [ipv4(1)]), stix(1, version: 1, [ipv4(9)]), stix(1, version: 2, [ipv4(1)]),
            stix(1, version: 2, [ipv4(2)], bytes: "{}"), stix(1, version: 3, [ipv4(1), ipv4(2)]),
            stix(1, version: 4, [ipv4(1)], revoked: true), stix(1, version: 5, [ipv4(1)]),
            stix(2, version: 1, [], form: .richer), stix(3, version: 1, [], form: .foreign("yara")),
            object("identity--1"), object("identity--1"), object("identity--1", version: 2),
        ])
        #expect(outcome.indicators.new == 3)
        #expect(outcome.indicators.older == 2)
        #expect(outcome.indicators.unchanged == 1)
        #expect(outcome.indicators.conflicting == 1)
        #expect(outcome.indicators.updated == 1)
        #expect(outcome.indicators.revoked == 1)
        #expect(outcome.objects.new == 1)
        #expect(outcome.objects.unchanged == 1)
        #expect(outcome.objects.updated == 1)
        #expect(outcome.richPatterns == 1)
        #expect(outcome.foreignPatterns == ["yara": 1])
        #expect(outcome.indicators.total + outcome.objects.total + outcome.refused == outcome.itemsIn)
    }

    @Test func aValueThatStaysInForceKeepsTheRevisionAtWhichItCame() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.take([stix(1, version: 1, [ipv4(1)], confidence: 1)])
        try store.take([stix(1, version: 2, [ipv4(1), ipv4(2)], confidence: 2)])
        #expect(try store.live().map(\.revision) == [1, 2])
        let window = Validity(until: Timestamp(seconds: 5))
        try store.take([stix(1, version: 3, [ipv4(1), ipv4(2)], validity: window)])
        #expect(try store.live().map(\.revision) == [3, 3])
        #expect(try store.live().map(\.validity) == [window, window])
    }

    // MARK: Producers

    static let located: [FeedItem] = [
        stix(1, version: 1, [ipv4(1)], by: "identity--a"),
        object("identity--a"),
        object(
            "relationship--r", link: .relationship(type: "located-at", source: "identity--a", target: "location--l")),
        object("location--l", link: .country(kz)),
    ]

    @Test(arguments: [nil, uz])
    func theProducerIsFoundInWhateverOrderItsObjectsCome(from: MemberState?) throws {
        for order in permutations(Array(Self.located.indices)) {
            for split in [true, false] {
                let scratch = try Scratch()
                let store = try scratch.store()
                if split {
                    for index in order { try store.take([Self.located[index]], name: "feed \(index)", from: from) }
                } else {
                    try store.take(order.map { Self.located[$0] }, from: from)
                }
                #expect(try store.live().map(\.producer) == [kz], "\(order) \(split)")
                #expect(try store.indicatorsShared() == [kz: 1])
            }
        }
    }

    @Test(arguments: [
        (false, nil, nil as MemberState?, nil as MemberState?), (false, nil, uz, uz), (true, nil, uz, kz),
        (true, cn, uz, cn), (false, cn, nil, cn), (false, cn, uz, cn),
    ])
    func theCommunitysWordComesFirstThenTheObjectsThenTheFeeds(
        isLocated: Bool, declared: MemberState?, from: MemberState?, producer: MemberState?
    ) throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let items = isLocated ? Self.located : Array(Self.located.prefix(2))
        try store.take(items, from: from, identities: declared.map { ["identity--a": $0] } ?? [:])
        #expect(try store.live().map(\.producer) == [producer])
    }

    @Test func aProducerThatIsFoundLaterIsNewKnowledge() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.take([Self.located[0]])
        let outcome = try store.take([line(ipv4(9))], identities: ["identity--a": cn])
        #expect(outcome.producersResolved == 1)
        #expect(try store.live().map(\.producer) == [cn, nil])
        #expect(try store.live().map(\.revision) == [2, 2])
        let again = try store.take([line(ipv4(9))], identities: ["identity--a": cn])
        #expect(again.isUnchanged)
        #expect(again.revisionAfter == 2)
        try store.take(Array(Self.located.dropFirst()))
        #expect(try store.live().map(\.producer) == [cn, nil])
    }

    @Test func whatSpeaksForTwoStatesSpeaksForTheFirstByCode() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        try store.take(
            Self.located + [
                object("location--m", link: .country(cn)),
                object(
                    "relationship--s",
                    link: .relationship(type: "located-at", source: "identity--a", target: "location--m")),
            ])
        #expect(try store.live().map(\.producer) == [cn])
    }
}

/// Every order of a few elements.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard let first = elements.first else { return [[]] }
    return permutations(Array(elements.dropFirst())).flatMap { rest in
        (0...rest.count).map { place in
            var order = rest
            order.insert(first, at: place)
            return order
        }
    }
}
