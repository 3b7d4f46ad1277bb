import TamgaModel
import TamgaStore
import Testing

@Suite struct RuleSightingTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    func sighting(_ id: Int, count: Int = 1) -> RuleSighting {
        RuleSighting(
            id: "rule-sighting--\(id)", ruleID: "rule-\(id)", title: "Rule “\(id)” \"x\"", level: .high,
            tags: ["attack.t1110", "a \"b\""], observer: kz, source: "auth.log", count: count,
            firstSeen: Timestamp(seconds: 5), lastSeen: noon)
    }

    func run(at time: Timestamp = noon, logs: String? = "a", rules: Int = 3) -> RunOutcome {
        var run = RunOutcome(finished: time, revision: 9)
        run.logs = logs
        run.rulesRun = rules
        run.rulesNotRun = rules == 0 ? 0 : 2
        run.ruleHits = rules == 0 ? 0 : 7
        if rules > 0 {
            run.undecidedRules = [UndecidedRule(id: "r", title: "резкий \"t\"", records: 4, source: "x.log", line: 9)]
        }
        return run
    }

    let later = Timestamp(seconds: 1_900_000_000)

    @Test func whatRulesFoundComesBackAsItWas() throws {
        let bare = RuleSighting(
            id: "rule-sighting--x", ruleID: "A title", title: "A title", level: nil, tags: [], observer: nil,
            source: "-",
            count: 1, firstSeen: nil, lastSeen: nil)
        try store.record(run(), sightings: [], ruleSightings: [sighting(1), bare])
        #expect(try store.ruleSightings() == [sighting(1), bare])
        #expect(try store.runs() == [run()])
        let reopened = try scratch.store()
        #expect(try reopened.ruleSightings() == [sighting(1), bare])
    }

    @Test func theSameRunTwiceDoublesNothing() throws {
        for _ in 0..<2 {
            try store.record(run(), sightings: [], ruleSightings: [sighting(1, count: 4), sighting(2)])
        }
        #expect(try store.ruleSightings().map(\.count) == [4, 1])
        #expect(try store.runs().count == 1)
    }

    @Test func aRunOverTheSameLogsTakesThePlaceOfTheOneBefore() throws {
        try store.record(run(), sightings: [], ruleSightings: [sighting(1, count: 4), sighting(2)])
        try store.record(run(logs: "b"), sightings: [], ruleSightings: [sighting(3)])
        try store.record(run(at: later), sightings: [], ruleSightings: [sighting(1, count: 6)])
        #expect(try store.ruleSightings().map(\.id) == ["rule-sighting--1", "rule-sighting--3"])
        #expect(try store.ruleSightings().map(\.count) == [6, 1])
        #expect(try store.ruleSightings(since: later).map(\.id) == ["rule-sighting--1"])
        #expect(try store.runs() == [run(logs: "b"), run(at: later)])
    }

    @Test func aRunWithoutRulesLeavesWhatRulesHadFound() throws {
        try store.record(run(), sightings: [], ruleSightings: [sighting(1)])
        try store.record(run(at: later, rules: 0), sightings: [])
        #expect(try store.ruleSightings() == [sighting(1)])
        #expect(try store.runs() == [run(at: later, rules: 0)])
    }

    @Test func aRunThatStandsBesideAnotherDoesNotTakeItsFindings() throws {
        try store.record(run(), sightings: [], ruleSightings: [sighting(1), sighting(2)])
        try store.record(run(at: later, logs: nil), sightings: [], ruleSightings: [sighting(1)])
        #expect(try store.ruleSightings().count == 2)
        try store.record(run(at: Timestamp(seconds: 1_950_000_000)), sightings: [], ruleSightings: [])
        #expect(try store.ruleSightings().isEmpty)
    }

    @Test func aStoreOfTheFirstVersionIsBroughtUpToDate() throws {
        let path = scratch.path("older.sqlite")
        try sqlite(path, FirstSchema.sql)
        try sqlite(
            path,
            """
            INSERT INTO run VALUES (1, \(noon.microseconds), 4, 'a', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, '{"l":2}', '{}', '{}', '{}');
            INSERT INTO sighting VALUES ('sighting--1', 1, x'C6336417', NULL, 'KZ', 'UZ', 'a.log', 3, NULL, NULL, NULL, NULL,
                \(noon.microseconds), 1);
            """)
        #expect(throws: StoreError.olderVersion(path: path, found: 1, supported: 5)) {
            try Store(path: path, access: .readOnly)
        }
        let store = try Store(path: path)
        let runs = try store.runs()
        #expect(runs.count == 1 && runs[0].hits == 9 && runs[0].suppressed == ["l": 2])
        #expect(runs[0].rulesRun == 0 && runs[0].undecidedRules.isEmpty)
        #expect(try store.sightings().map(\.count) == [3])
        #expect(try store.ruleSightings().isEmpty)
        #expect(try store.correlationSightings().isEmpty)
        try store.record(run(at: later), sightings: [], ruleSightings: [sighting(1)])
        #expect(try store.runs() == [run(at: later)])
        let reopened = try Store(path: path, access: .readOnly)
        #expect(try reopened.ruleSightings() == [sighting(1)])
    }
}
