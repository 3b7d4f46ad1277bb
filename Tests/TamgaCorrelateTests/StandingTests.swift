import Foundation
import TamgaCorrelate
import TamgaModel
import TamgaTestSupport
import Testing

/// A correlator that goes on where another was left tells what one tells that was never interrupted.
@Suite struct StandingTests {
    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 120

    @Test("Ended at any moment and resumed, nothing is lost and nothing told twice", arguments: [false, true])
    func resumed(anew: Bool) throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        var told = 0
        for round in 0..<Self.rounds {
            let line = try Timeline(
                WindowPropertyTests.correlations(&random),
                patterns: [PatternTimelineTests.pattern(2, &random), PatternTimelineTests.pattern(2, &random)],
                WindowPropertyTests.events(&random) + ";" + WindowPropertyTests.events(&random))
            let arriving = line.events.map {
                ($0.place.time.microseconds + Int64.random(in: 0...4_000_000, using: &random), $0)
            }
            .sorted { $0.0 < $1.0 }.map(\.1)
            let whole = try line.run(arriving, batch: 2) { $0.lateness = 4_000_001 }
            let pieces = try run(line, arriving, restart: anew ? 1 : Int.random(in: 1...4, using: &random), &random)
            let about = Comment(rawValue: "seed \(seed), round \(round)")
            // Where a trial was too costly, when it is made decides what is found.
            guard (whole.outcome.patterns.counts + pieces.outcome.patterns.counts).allSatisfy({ $0.counts.isComplete })
            else { continue }
            #expect(pieces.hits.sorted() == whole.hits.sorted(), about)
            #expect(pieces.outcome.counts.map(\.counts) == whole.outcome.counts.map(\.counts), about)
            told += whole.hits.count
            if pieces.hits.sorted() != whole.hits.sorted() { return }
        }
        #expect(told > Self.rounds)
    }

    /// Runs a timeline, ended behind a random part of it and resumed, again and again; what came after it was last kept
    /// comes again, as it does from a log.
    private func run(
        _ line: Timeline, _ events: [CorrelationEvent], restart: Int, _ random: inout SeededRandom
    ) throws -> (hits: [String], outcome: CorrelationOutcome) {
        var settings = CorrelationSettings()
        settings.lateness = 4_000_001
        settings.isKept = true
        func fresh() -> Correlator {
            Correlator(line.plan, patterns: line.patterns, ruleKeys: Timeline.rules, settings: settings)
        }
        var kept: [[UInt8]] = []
        var hits: [String] = []
        var correlator = fresh()
        var index = 0
        while index < events.count {
            // Steps: some are kept, and the last is lost with the process.
            for step in 0..<restart {
                let end = min(index + Int.random(in: 1...3, using: &random), events.count)
                var batch = CorrelationEvents()
                for event in events[index..<end] { batch.append(event) }
                try correlator.add(batch)
                let found = correlator.takeHits { "\($0).log" }
                let isLost = step == restart - 1 && Bool.random(using: &random)
                if isLost { break }
                hits += found.map(Timeline.text)
                index = end
                if let part = correlator.takeStanding() {
                    if part.isAnew { kept = [] }
                    kept.append(part.bytes)
                }
            }
            let key = correlator.standingKey
            correlator = fresh()
            #expect(correlator.standingKey == key)
            try correlator.resume(kept)
        }
        let (rest, outcome) = try correlator.finish { "\($0).log" }
        return (hits + rest.map(Timeline.text), outcome)
    }

    @Test("What is damaged is refused, whatever byte it is")
    func damaged() throws {
        let line = try Timeline(
            ["{type: value_count, rules: [a, b], group-by: [u], timespan: 9s, condition: {gte: 3, field: n}}"],
            patterns: ["[a] FOLLOWEDBY [b]"], "1 a u=x n=1;2 b u=x n=2;3 a u=y n=3;4 a u=x;9 b u=y n=5")
        var settings = CorrelationSettings()
        settings.lateness = 1
        settings.isKept = true
        let correlator = Correlator(line.plan, patterns: line.patterns, ruleKeys: Timeline.rules, settings: settings)
        var batch = CorrelationEvents()
        for event in line.events { batch.append(event) }
        try correlator.add(batch)
        _ = correlator.takeHits { "\($0)" }
        let part = try #require(correlator.takeStanding())
        #expect(part.isAnew && correlator.takeStanding() == nil)
        for cut in 0..<part.bytes.count {
            let other = Correlator(line.plan, patterns: line.patterns, ruleKeys: Timeline.rules, settings: settings)
            #expect(throws: StandingError.self) { try other.resume([Array(part.bytes.prefix(cut))]) }
        }
        for index in part.bytes.indices {
            var bytes = part.bytes
            bytes[index] ^= 0xFF
            let other = Correlator(line.plan, patterns: line.patterns, ruleKeys: Timeline.rules, settings: settings)
            #expect(throws: StandingError.self) { try other.resume([bytes]) }
        }
    }

    @Test("Other correlations, rules, patterns or lateness have another key")
    func keys() throws {
        func key(_ correlations: [String], _ patterns: [String] = [], lateness: Int64 = 1) throws -> String {
            let line = try Timeline(correlations, patterns: patterns, "")
            var settings = CorrelationSettings()
            settings.lateness = lateness
            return Correlator(line.plan, patterns: line.patterns, ruleKeys: Timeline.rules, settings: settings)
                .standingKey
        }
        let body = "{type: event_count, rules: [a], timespan: 9s, condition: {gte: 3}}"
        let keys = [
            try key([]), try key([body]), try key([body.replacing("9s", with: "8s")]),
            try key([body.replacing("gte: 3", with: "gte: 4")]), try key([body.replacing("[a]", with: "[b]")]),
            try key([body], ["[a] AND [b]"]), try key([body], ["[a] AND [c]"]), try key([body], lateness: 2),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(try key([body]) == keys[1])
    }
}
