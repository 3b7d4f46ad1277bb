import TamgaModel
import TamgaStore
import Testing

@Suite struct SightingTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    func sighting(_ id: Int, count: Int = 1, observer: MemberState? = kz) -> Sighting {
        Sighting(
            id: "sighting--\(id)", observable: ipv4(UInt32(id)), indicatorID: indicatorID(id), producers: [cn, uz],
            observer: observer, source: "auth.log", count: count, firstSeen: Timestamp(seconds: 5), lastSeen: noon,
            confidence: 70, marking: .amberStrict)
    }

    func run(at time: Timestamp = noon, hits: Int = 3) -> RunOutcome {
        var run = RunOutcome(finished: time, revision: 9)
        run.accounting.matched = 1
        run.accounting.unmatched = 2
        run.accounting.unparsed = 3
        run.accounting.late = 4
        run.accounting.refused = 5
        run.files = 6
        run.unreadableFiles = 7
        run.bytes = 8_000_000_000
        run.hits = hits
        run.outsideValidity = 1
        run.suppressed = ["private \"networks\"": 4, "резолверы": 2]
        run.suppressedByObserver = [kz: 5, nil: 1]
        run.refusedByObserver = [uz: 12]
        run.indicatorsShared = [kz: 10, nil: 3]
        return run
    }

    @Test func aRunAndItsSightingsComeBackAsTheyWere() throws {
        let bare = Sighting(
            id: "sighting--x", observable: domain("evil.example"), indicatorID: nil, producers: [], observer: nil,
            source: "-", count: 1, firstSeen: nil, lastSeen: nil, confidence: nil, marking: nil)
        try store.record(run(), sightings: [sighting(1), bare])
        #expect(try store.sightings() == [sighting(1), bare])
        #expect(try store.runs() == [run()])
    }

    @Test func theSameRunTwiceDoublesNothing() throws {
        for _ in 0..<2 { try store.record(run(), sightings: [sighting(1, count: 4), sighting(2)]) }
        #expect(try store.sightings().map(\.count) == [4, 1])
        #expect(try store.runs().count == 1)
        let revision = try store.revision()
        #expect(revision == 0)
    }

    @Test func aRunOverTheSameLogsTakesThePlaceOfTheOneBefore() throws {
        let later = Timestamp(seconds: 1_900_000_000)
        var (first, second, other) = (run(hits: 4), run(at: later, hits: 6), run(hits: 1))
        (first.logs, second.logs, other.logs) = ("a", "a", "b")
        try store.record(first, sightings: [sighting(1, count: 4)])
        try store.record(other, sightings: [sighting(2, count: 1)])
        try store.record(second, sightings: [sighting(1, count: 6)])
        #expect(try store.runs() == [other, second])
        #expect(try store.sightings().map(\.count) == [6, 1])
        try store.record(run(hits: 9), sightings: [])
        #expect(try store.runs().count == 3)
    }

    @Test func aLaterRunReplacesWhatItSawAgain() throws {
        let later = Timestamp(seconds: 1_900_000_000)
        try store.record(run(), sightings: [sighting(1, count: 4), sighting(2)])
        try store.record(run(at: later), sightings: [sighting(1, count: 6), sighting(3, observer: uz)])
        #expect(try store.sightings().map(\.count) == [6, 1, 1])
        #expect(try store.sightings(since: later).map(\.id) == ["sighting--1", "sighting--3"])
        #expect(try store.sightings(observer: kz).map(\.id) == ["sighting--1", "sighting--2"])
        #expect(try store.sightings(since: later, observer: uz).map(\.id) == ["sighting--3"])
        #expect(try store.runs().map(\.finished) == [noon, later])
        #expect(try store.runs(since: later).count == 1)
    }

    @Test func falsePositivesMoveTheRevisionOnlyWhenTheyChange() throws {
        let entries = [
            FalsePositive(kind: .cidr, value: "10.0.0.0/8", list: "private"),
            FalsePositive(kind: .regex, value: "^a'b$", list: "mine"),
        ]
        #expect(try store.addFalsePositives(entries) == 2)
        #expect(try store.revision() == 1)
        #expect(try store.addFalsePositives(entries) == 0)
        #expect(try store.revision() == 1)
        #expect(try store.falsePositives() == [entries[1], entries[0]])
        #expect(try store.removeFalsePositives(list: "none") == 0)
        #expect(try store.removeFalsePositives(list: "mine") == 1)
        #expect(try store.revision() == 2)
        #expect(try store.falsePositives() == [entries[0]])
    }
}
