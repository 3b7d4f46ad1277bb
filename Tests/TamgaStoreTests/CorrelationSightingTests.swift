import TamgaModel
import TamgaStore
import Testing

/// What correlations have found, kept and told again.
@Suite struct CorrelationSightingTests {
    private let scratch: Scratch
    private let noon = Timestamp(seconds: 1_900_000_000)

    init() throws { scratch = try Scratch() }

    private func sighting(_ number: Int, count: Int = 1) -> CorrelationSighting {
        CorrelationSighting(
            id: "correlation-sighting--\(number)", ruleID: "rule \(number)", title: "Title \(number)", level: .high,
            tags: ["attack.t1110"], observers: [MemberState("KZ")!, MemberState("UZ")!], count: count, records: 7,
            firstSeen: noon, lastSeen: Timestamp(seconds: 1_900_000_600))
    }

    private func run(at time: Int64, logs: String? = "a") -> RunOutcome {
        var run = RunOutcome(finished: Timestamp(seconds: time), revision: 1)
        run.logs = logs
        run.rulesRun = 3
        run.correlationHits = 2
        return run
    }

    @Test("What is recorded is told again, and the run says how many hits there were")
    func kept() throws {
        let store = try Store(path: scratch.path("store.sqlite"))
        try store.record(
            run(at: 1_900_001_000), sightings: [], correlationSightings: [sighting(1), sighting(2, count: 5)])
        #expect(try store.correlationSightings() == [sighting(1), sighting(2, count: 5)])
        #expect(try store.runs().map(\.correlationHits) == [2])
        #expect(try store.correlationSightings(since: Timestamp(seconds: 1_900_002_000)).isEmpty)
    }

    @Test("The same logs again take the place of what was found in them before")
    func replaced() throws {
        let store = try Store(path: scratch.path("store.sqlite"))
        try store.record(run(at: 1_900_001_000), sightings: [], correlationSightings: [sighting(1), sighting(2)])
        try store.record(run(at: 1_900_002_000), sightings: [], correlationSightings: [sighting(2, count: 3)])
        #expect(try store.correlationSightings() == [sighting(2, count: 3)])
        // Other logs leave it.
        try store.record(run(at: 1_900_003_000, logs: "b"), sightings: [], correlationSightings: [sighting(3)])
        #expect(try store.correlationSightings() == [sighting(2, count: 3), sighting(3)])
    }
}
