import Foundation
import PCRE2
import TamgaTestSupport
import Testing

@Suite struct RequiredLiteralsPropertyTests {
    /// Patterns of each kind; `TAMGA_FUZZ_ROUNDS` for more.
    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 6_000

    @Test("A subject that a pattern matches holds a literal of each clause, and a window", arguments: [false, true])
    func sound(isMangled: Bool) {
        var grammar = PatternGrammar(seed: SeededRandom.seed &+ (isMangled ? 1 : 0))
        var soundness = Soundness()
        var faults: [String] = []
        var random = SeededRandom(seed: SeededRandom.seed)
        for _ in 0..<Self.rounds {
            var (text, sample) = grammar.piece()
            if isMangled { text = grammar.mangled(text) }
            let options = Pattern.Options(rawValue: UInt8.random(in: 0..<32, using: &random))
            let subjects = (0..<8).map { $0 < 5 ? grammar.subject(around: sample) : grammar.junk() }
            if let fault = soundness.check(text, options: options, subjects: subjects) { faults.append(fault) }
            if faults.count == 10 { break }
        }
        let summary = soundness.summary
        print("seed \(SeededRandom.seed): \(summary)")
        #expect(faults.isEmpty, "seed \(SeededRandom.seed): \(faults.joined(separator: "\n"))")
        // The test says something only where patterns do match.
        let share = Double(soundness.held) / Double(max(1, soundness.runs))
        #expect(share > 0.02, "\(summary)")
    }
}
