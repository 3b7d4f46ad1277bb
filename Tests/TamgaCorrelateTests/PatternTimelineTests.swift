import Foundation
import TamgaCorrelate
import TamgaModel
import TamgaTestSupport
import Testing

/// STIX patterns over several observations, by what satisfies them in short timelines.
@Suite struct PatternTimelineTests {
    /// Patterns, what happens, and each match as `pattern log:line` of the record that completes it, then its records.
    static let cases: [(patterns: [String], events: String, hits: [String])] = [
        // The fewest records in the order of time; then it begins anew behind the last.
        (["[a] FOLLOWEDBY [b]"], "1 a;2 b;3 b;4 a;5 b", ["1 0.log:2 a1 b2", "1 0.log:5 a4 b5"]),
        (["[a] FOLLOWEDBY [b]"], "1 b;2 a", []),
        (["[a] FOLLOWEDBY [b]"], "1 a;2 a;3 b", ["1 0.log:3 a1 b3"]),
        // At one instant either may be the earlier.
        (["[a] FOLLOWEDBY [b]"], "1 b;1 a", ["1 0.log:2 b1 a1"]),
        // Different records, in any order.
        (["[a] AND [b]"], "1 b;2 a", ["1 0.log:2 b1 a2"]),
        (["[a] AND [b]"], "1 a+b", []),
        (["[a] AND [a]"], "1 a;9 a", ["1 0.log:2 a1 a9"]),
        (["[a] AND [b]"], "1 a+b;2 a", ["1 0.log:2 b1 a2"]),
        // OR needs one; what one record decides is only tried here because the rest needs several.
        (["[c] OR ([a] FOLLOWEDBY [b])"], "1 a;2 c;3 b", ["1 0.log:2 c2"]),
        (["[a] REPEATS 3 TIMES"], "1 a;2 a;3 a;4 a;5 a", ["1 0.log:3 a1 a2 a3"]),
        (["[a] REPEATS 2 TIMES WITHIN 2 SECONDS"], "1 a;3 a;4.5 a", ["1 0.log:3 a3 a4.5"]),
        // WITHIN is a half-open span.
        (["([a] FOLLOWEDBY [b]) WITHIN 5 SECONDS"], "1 a;6 b", []),
        (["([a] FOLLOWEDBY [b]) WITHIN 5 SECONDS"], "1 a;5.9 b", ["1 0.log:2 a1 b5.9"]),
        (["([a] FOLLOWEDBY [b]) WITHIN 5 SECONDS"], "1 a;4 a;8 b", ["1 0.log:3 a4 b8"]),
        (["([a] AND [b]) WITHIN 1 SECONDS"], "1 b;1 a", ["1 0.log:2 b1 a1"]),
        // START is in, STOP is out.
        (
            ["([a] AND [b]) START t'1970-01-01T00:00:02Z' STOP t'1970-01-01T00:00:04Z'"],
            "1 a;2 a;4 b;3 b", ["1 0.log:4 a2 b3"]
        ),
        (["[a] START t'1970-01-01T00:00:02Z' STOP t'1970-01-01T00:00:04Z'"], "1 a;2 a;4 a", ["1 0.log:2 a2"]),
        // Records of several logs are one sequence in time; at one time the order is that of the logs.
        (["[a] FOLLOWEDBY [b]"], "5@0 b;1@1 a", ["1 0.log:1 a1 b5"]),
        (["[a] AND [b]"], "1@1 a;1@0 b", ["1 1.log:1 b1 a1"]),
        // Two patterns share records.
        (["[a] AND [b]", "[b] FOLLOWEDBY [a]"], "1 b;2 a", ["1 0.log:2 b1 a2", "2 0.log:2 b1 a2"]),
        (["[a] FOLLOWEDBY [b] FOLLOWEDBY [c]"], "1 a;2 b;2 c;3 a", ["1 0.log:3 a1 b2 c2"]),
        (["([a] FOLLOWEDBY [b]) REPEATS 2 TIMES"], "1 a;2 b;3 a;4 b", ["1 0.log:4 a1 b2 a3 b4"]),
        (["[d] AND [e]"], "1 a;2 b", []),
    ]

    @Test("In a timeline these patterns are satisfied by these records, in both engines", arguments: cases.indices)
    func holds(_ number: Int) throws {
        let one = Self.cases[number]
        let line = try Timeline(patterns: one.patterns, one.events)
        #expect(try line.run().hits == one.hits)
        #expect(try line.run { $0.isReference = true }.hits == one.hits)
        #expect(try line.run(line.events.reversed(), batch: 2) { $0.eventMemory = 1 }.hits == one.hits)
    }

    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 60

    @Test("On random patterns and records the engine that halves agrees with one that tries at each record")
    func agree() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        var matches = 0
        var hard = 0
        for round in 0..<Self.rounds {
            let patterns = (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.pattern(3, &random) }
            let count = round % 10 == 0 ? 300 : 40
            let events = (0..<Int.random(in: 0...count, using: &random)).map { _ in
                let rules = ["a", "b", "c", "d", "a+b", "b+c+d"].randomElement(using: &random)!
                let time = Double(Int.random(in: 0...(3 * count), using: &random)) / 2
                return "\(time)@\(Int.random(in: 0...2, using: &random)) \(rules)"
            }.joined(separator: ";")
            let line = try Timeline(patterns: patterns, events)
            let anew = try line.run { $0.isReference = true }
            let about = Comment(rawValue: "seed \(seed), round \(round): \(patterns) over \(events)")
            let batch = try line.run(line.events.shuffled(using: &random))
            let sorted = line.events.sorted { CorrelationEvent.Place.precedes($0.place, $1.place) }
            let stream = try line.run(sorted, batch: Int.random(in: 1...5, using: &random)) { $0.lateness = 1 }
            // What is too costly to try may be found later, or not.
            let undecided = [anew, batch, stream].flatMap { $0.outcome.patterns.counts }.contains {
                $0.counts.undecided > 0
            }
            if undecided {
                hard += 1
                continue
            }
            #expect(batch.hits == anew.hits, about)
            #expect(Set(stream.hits) == Set(anew.hits), about)
            matches += anew.hits.count
            if batch.hits != anew.hits || Set(stream.hits) != Set(anew.hits) { return }
        }
        #expect(matches > Self.rounds && hard < Self.rounds / 20, "\(matches) matches, \(hard) rounds too costly")
    }

    static func pattern(_ depth: Int, _ random: inout SeededRandom) -> String {
        func operand() -> String { pattern(depth - 1, &random) }
        guard depth > 0 else { return "[\(["a", "b", "c", "d"].randomElement(using: &random)!)]" }
        switch Int.random(in: 0...8, using: &random) {
        case 0...2: return "(\(operand()) FOLLOWEDBY \(operand()))"
        case 3: return "(\(operand()) AND \(operand()))"
        case 4: return "(\(operand()) OR \(operand()))"
        case 5: return "(\(operand())) WITHIN \(Int.random(in: 1...20, using: &random)) SECONDS"
        case 6: return "(\(operand())) REPEATS \(Int.random(in: 1...3, using: &random)) TIMES"
        case 7:
            let start = Int.random(in: 0...30, using: &random)
            let times = [start, start + Int.random(in: 1...25, using: &random)].map {
                "t'1970-01-01T00:00:\($0 < 10 ? "0" : "")\(min($0, 59))Z'"
            }
            return "(\(operand())) START \(times[0]) STOP \(times[1])"
        default: return pattern(0, &random)
        }
    }

    @Test("Where records wait for a match past their memory, the older half is forgotten and that is counted")
    func memory() throws {
        let events = (0..<1_000).map { "\($0) a" }.joined(separator: ";") + ";2000 b"
        let run = try Timeline(patterns: ["[a] FOLLOWEDBY [b]", "[c] AND [d]"], events).run {
            $0.patternMemory = 160 * 100
        }
        #expect(run.hits.count == 1 && run.hits[0].hasSuffix("b2000"))
        let counts = run.outcome.patterns.counts.map(\.counts)
        #expect(counts[0].matches == 1 && counts[0].forgotten > 800 && counts[0].forgotten < 1_000)
        #expect(counts[1].isComplete)
    }

    @Test("A sighting is counted once for each hit, by pattern, observer and log")
    func sightings() throws {
        let run = try Timeline(patterns: ["[a] FOLLOWEDBY [b]"], "1 a;2 b m=KZ;3 a;4 b m=KZ;5 a;6 b m=UZ").run()
        let found = run.outcome.patterns
        #expect(found.hits == 3)
        #expect(found.sightings.map { "\($0.observer?.code ?? "-") \($0.count)" } == ["KZ 2", "UZ 1"])
        #expect(found.sightings[0].firstSeen == Timestamp(seconds: 1))
        #expect(found.sightings[0].lastSeen == Timestamp(seconds: 4))
    }

    @Test("REPEATS over 10,000 records, and as many that come to nothing, cost little")
    func many() throws {
        let events = (0..<20_000).map { "\($0) a" }.joined(separator: ";")
        let line = try Timeline(
            patterns: ["[a] REPEATS 10000 TIMES", "[a] FOLLOWEDBY [b]", "([a] AND [b]) WITHIN 50 SECONDS"], events)
        let start = ProcessorTime.ofThread
        let hits = try line.run(batch: 1_000).hits
        #expect(hits.count == 2)
        #expect(ProcessorTime.ofThread - start < .seconds(20))
    }
}
