import Foundation
import TamgaCorrelate
import TamgaModel
import TamgaTestSupport
import Testing

/// On random correlations over random records, the windows that are kept up to date say what windows say that are
/// measured anew.
@Suite struct WindowPropertyTests {
    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 600

    @Test("Kept windows agree with windows measured anew")
    func agree() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        var held = 0
        for round in 0..<Self.rounds {
            let correlations = Self.correlations(&random)
            let events = Self.events(&random)
            let line = try Timeline(correlations, events)
            let kept = try line.run(batch: Int.random(in: 1...9, using: &random))
            let anew = try line.run { $0.isReference = true }
            let about = "seed \(seed), round \(round): \(correlations) over \(events)"
            #expect(kept.hits == anew.hits, Comment(rawValue: about))
            #expect(kept.outcome.counts.map(\.counts) == anew.outcome.counts.map(\.counts), Comment(rawValue: about))
            let spilled = try line.run(line.events.shuffled(using: &random)) { $0.eventMemory = 200 }
            #expect(spilled.hits == kept.hits, Comment(rawValue: about))
            held += kept.hits.count
            if kept.hits != spilled.hits || kept.hits != anew.hits { return }
        }
        #expect(held > 2 * Self.rounds, "the random timelines say something")
    }

    @Test("A stream that is late by less than its lateness says what batch says")
    func streamAgrees() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        for round in 0..<Self.rounds / 3 {
            let line = try Timeline(Self.correlations(&random), Self.events(&random))
            let batch = try line.run()
            // Each record comes up to four seconds late, so none later than the oldest that may still come.
            let arriving = line.events.map {
                ($0.place.time.microseconds + Int64.random(in: 0...4_000_000, using: &random), $0)
            }
            .sorted { $0.0 < $1.0 }.map(\.1)
            let stream = try line.run(arriving, batch: Int.random(in: 1...5, using: &random)) {
                $0.lateness = 4_000_001
            }
            #expect(stream.outcome.late == 0)
            #expect(stream.hits == batch.hits, "seed \(seed), round \(round)")
            if stream.hits != batch.hits { return }
        }
    }

    static func correlations(_ random: inout SeededRandom) -> [String] {
        var made: [String] = []
        for index in 0..<Int.random(in: 1...3, using: &random) {
            var names = Timeline.rules.prefix(4).map(\.self)
            if index > 0, Bool.random(using: &random) { names.append(String(UnicodeScalar(UInt8(64 + index)))) }
            let rules = (0..<Int.random(in: 1...3, using: &random)).map { _ in names.randomElement(using: &random)! }
            let distinct = rules.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let kind = [
                "event_count", "value_count", "value_sum", "value_avg", "value_median", "temporal", "temporal_ordered",
            ]
            .randomElement(using: &random)!
            let group = ["", "group-by: [u], ", "group-by: [u, tamga.member], "].randomElement(using: &random)!
            let compare = ["gte", "gte", "gt", "lt", "lte", "eq", "neq"].randomElement(using: &random)!
            let bound = Int.random(in: 1...4, using: &random)
            let field = ["n", "u", "tamga.member"].randomElement(using: &random)!
            var condition =
                "condition: {\(compare): \(bound)\(kind.hasPrefix("value") ? ", field: \(kind == "value_count" ? field : "n")" : "")}, "
            if kind.hasPrefix("temporal"), Bool.random(using: &random) {
                condition = ""
                if kind == "temporal", Bool.random(using: &random) {
                    condition =
                        "condition: "
                        + distinct.map { (Bool.random(using: &random) ? "not " : "") + $0 }
                        .joined(separator: Bool.random(using: &random) ? " and " : " or ") + ", "
                }
            }
            made.append(
                "{type: \(kind), rules: [\((kind == "temporal_ordered" ? rules : distinct).joined(separator: ", "))], \(group)"
                    + "timespan: \(Int.random(in: 1...12, using: &random))s, \(condition)generate: \(Bool.random(using: &random))}"
            )
        }
        return made
    }

    static func events(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
            let time = Double(Int.random(in: 0...60, using: &random)) / 2
            let rules = ["a", "b", "c", "d", "a+b", "b+c+d"].randomElement(using: &random)!
            var words = "\(time)@\(Int.random(in: 0...2, using: &random)) \(rules)"
            if Int.random(in: 0...9, using: &random) > 0 { words += " u=\(["x", "y"].randomElement(using: &random)!)" }
            if Int.random(in: 0...9, using: &random) > 0 { words += " n=\(Int.random(in: 0...3, using: &random))" }
            if Int.random(in: 0...9, using: &random) > 0 {
                words += " m=\(["KZ", "UZ"].randomElement(using: &random)!)"
            }
            return words
        }.joined(separator: ";")
    }
}
