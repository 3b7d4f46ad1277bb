import PCRE2
import TamgaTestSupport
import Testing

@Suite struct LeadingBytesTests {
    @Test(
        "A pattern that is anchored says what its subject begins with",
        arguments: [
            (#"^ab[0-9]+c"#, ["a", "b", "[0-9]", "[0-9c]"], 4),
            (#"\A<\d{1,3}>"#, ["<", "[0-9]", "[0-9>]", "."], 3),
            ("^(?:GET|PUT) ", ["[GP]", "[EU]", "T", " "], 4),
            ("^a?b", ["[ab]", ".", ".", "."], 1),
            ("ab", [".", ".", ".", "."], 0),
            ("^a|b", [".", ".", ".", "."], 0),
            ("^", [".", ".", ".", "."], 0),
        ] as [(String, [String], Int)])
    func lead(of pattern: String, is places: [String], atLeast count: Int) {
        let lead = LeadingBytes(of: pattern, count: 4)
        #expect(lead.places.map(\.words) == places)
        #expect(lead.leastCount == count)
    }

    @Test("A subject that an anchored pattern matches begins with its leading bytes")
    func sound() {
        var grammar = PatternGrammar(seed: SeededRandom.seed)
        var scratch = MatchScratch(matchLimit: 20_000)
        var held = 0
        for _ in 0..<4_000 {
            let (text, sample) = grammar.piece()
            let anchored = "^(?:\(text))"
            guard let pattern = try? Pattern(anchored) else { continue }
            let lead = LeadingBytes(of: anchored, count: 6)
            for subject in [Array(sample.utf8)] + (0..<4).map({ _ in grammar.subject(around: sample) }) {
                let matches = try? pattern.firstMatch(in: subject.span, using: &scratch)
                guard let match = matches, match.range.lowerBound == 0 else { continue }
                held += lead.leastCount > 0 ? 1 : 0
                let fits = zip(lead.places, subject).allSatisfy { $0.contains($1) }
                #expect(
                    fits && subject.count >= lead.leastCount,
                    "seed \(SeededRandom.seed): \(anchored) \(subject) \(lead.places.map(\.words))")
            }
        }
        #expect(held > 500, "\(held)")
    }
}
