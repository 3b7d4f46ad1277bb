import TamgaModel
import TamgaStixPattern
import Testing

/// Observation operators and qualifiers (STIX 2.1 §9.5).
@Suite struct TimeTests {
    /// Each observation is `letters@first`, `letters@first-last` or with `*count`; seconds.
    static func observations(_ text: String) -> [Observation] {
        text.split(separator: " ").map { word in
            let (main, count) = pair(word, "*", or: 1)
            let parts = main.split(separator: "@")
            let (first, last) = pair(parts[1], "-", or: nil)
            return PatternFixture.observation(String(parts[0]), at: Int(first)!, to: last, count: count ?? 1)
        }
    }

    private static func pair(_ text: Substring, _ sign: Character, or other: Int?) -> (Substring, Int?) {
        let parts = text.split(separator: sign)
        return (parts[0], parts.count > 1 ? Int(parts[1]) : other)
    }

    static let cases: [(pattern: String, observations: String, verdict: String)] = [
        // AND, FOLLOWEDBY and REPEATS take different observations, whatever one of them satisfies.
        ("a AND b", "ab@0", "no match"), ("a AND b", "ab@0 b@5", "match"), ("a AND a", "a@0", "no match"),
        ("a AND b", "ab@0*2", "match"), ("a OR b", "b@0", "match"), ("a FOLLOWEDBY a", "a@0 a@0", "match"),
        ("a REPEATS 3 TIMES", "a@0 a@1", "no match"), ("a REPEATS 3 TIMES", "a@0 a@1*2", "match"),
        ("(a AND b) REPEATS 2 TIMES", "ab@0 ab@1 a@2", "no match"),
        ("a REPEATS 9223372036854775807 TIMES", "a@0", "no match"),
        ("(a AND b) REPEATS 2 TIMES", "ab@0 ab@1 a@2 b@3", "match"), ("a REPEATS 1 TIMES", "a@0", "match"),
        ("(a OR b) REPEATS 2 TIMES", "a@0 b@1", "match"), ("(a OR (b AND c)) REPEATS 2 TIMES", "a@0 b@1 c@1", "match"),
        ("(a OR (b AND c)) REPEATS 2 TIMES", "b@0 b@1 c@1", "no match"),
        // FOLLOWEDBY: not before, but perhaps at the same time.
        ("a FOLLOWEDBY b", "a@5 b@5", "match"), ("a FOLLOWEDBY b", "a@6 b@5", "no match"),
        ("a FOLLOWEDBY b FOLLOWEDBY c", "a@1 b@3 c@2", "no match"),
        ("(a AND b) FOLLOWEDBY c", "a@1 b@3 c@2", "no match"),
        ("a FOLLOWEDBY (b FOLLOWEDBY a)", "a@1 b@2 a@3", "match"), ("(a FOLLOWEDBY b) AND c", "c@9 a@1 b@2", "match"),
        ("a FOLLOWEDBY b", "a@4-9 b@0-4", "match"), ("a FOLLOWEDBY b", "a@5-9 b@0-4", "no match"),
        ("(a FOLLOWEDBY b) REPEATS 2 TIMES", "a@1 a@2 b@2 b@3", "match"),
        ("(a FOLLOWEDBY b) REPEATS 2 TIMES", "a@1 b@2 b@3 a@4", "no match"),
        ("(a FOLLOWEDBY b FOLLOWEDBY c) REPEATS 3 TIMES", "a@1*2 b@1 a@2 b@3*2 c@3 c@4*9", "match"),
        ("(a FOLLOWEDBY b FOLLOWEDBY c) REPEATS 3 TIMES", "a@1*2 b@1 a@2 b@3 c@3 c@4*9", "no match"),
        ("(a FOLLOWEDBY a) REPEATS 2 TIMES", "a@1*2 a@2 a@3", "match"),
        // Precedence: AND before OR before FOLLOWEDBY; a qualifier belongs to what stands right before it.
        ("a OR b AND c", "a@0", "match"), ("(a OR b) AND c", "a@0", "no match"),
        ("a OR b FOLLOWEDBY c", "a@0", "no match"), ("a AND b WITHIN 1 SECONDS", "a@0 b@9", "match"),
        ("(a AND b) WITHIN 1 SECONDS", "a@0 b@9", "no match"),
        // WITHIN: before its end.
        ("(a AND b) WITHIN 5 SECONDS", "a@0 b@4", "match"), ("(a AND b) WITHIN 5 SECONDS", "a@0 b@5", "no match"),
        ("(a AND b) WITHIN 5.000000000000000001 SECONDS", "a@0 b@5", "match"),
        ("(a AND b) WITHIN .5 SECONDS", "b@3 a@3", "match"),
        ("(a AND b) WITHIN 5 SECONDS", "a@0-6 b@9", "match"),
        ("a REPEATS 3 TIMES WITHIN 3 SECONDS", "a@0 a@2 a@4 a@6", "no match"),
        ("a REPEATS 3 TIMES WITHIN 5 SECONDS", "a@0 a@6 a@8 a@9", "match"), ("a WITHIN 1 SECONDS", "a@0-99", "match"),
        ("(a WITHIN 2 SECONDS) REPEATS 2 TIMES", "a@0 a@99", "match"),
        ("(a REPEATS 2 TIMES WITHIN 2 SECONDS) FOLLOWEDBY b", "a@0 a@5 b@6 a@6 b@5", "match"),
        ("(a REPEATS 2 TIMES WITHIN 2 SECONDS) FOLLOWEDBY b", "a@0 a@5 a@7 a@8 b@7", "no match"),
        ("(a FOLLOWEDBY b FOLLOWEDBY c) WITHIN 4 SECONDS", "a@0 b@1 a@2 c@4 b@3 c@5", "match"),
        ("((a AND b) WITHIN 2 SECONDS FOLLOWEDBY c) WITHIN 4 SECONDS", "a@0 b@3 c@5 a@4 c@6", "match"),
        ("((a AND b) WITHIN 2 SECONDS) REPEATS 2 TIMES", "a@0 b@1 a@9 b@9", "match"),
        // START belongs to the window, STOP does not.
        ("a START t'2026-01-01T00:00:00Z' STOP t'2026-01-01T00:00:05Z'", "a@0", "match"),
        ("a START t'2026-01-01T00:00:00Z' STOP t'2026-01-01T00:00:05Z'", "a@5", "no match"),
        ("a START t'2026-01-01T00:00:00Z' STOP t'2026-01-01T00:00:05Z'", "a@4-9", "match"),
        ("a START t'2026-01-01T00:00:05Z' STOP t'2026-01-01T00:00:05Z'", "a@5", "no match"),
        ("(a AND b) START t'2026-01-01T00:00:00Z' STOP t'2026-01-01T00:00:05Z'", "a@0 b@6", "no match"),
        ("(a OR b) START t'2026-01-01T00:00:01Z' STOP t'2026-01-01T00:00:05Z' REPEATS 2 TIMES", "a@0 a@1 b@2", "match"),
    ]

    /// A letter in a pattern stands for `[x:n = 'letter']`.
    @Test("Each operator and qualifier gives its verdict", arguments: cases)
    func operatorsHold(_ pattern: String, _ observations: String, _ verdict: String) {
        let expanded = pattern.replacing(/\b[abc]\b/) { "[x:n = '\($0.output)']" }
        #expect(Verdict.words(expanded, Self.observations(observations)) == verdict, "\(expanded)")
    }

    @Test("The reference implementation's WITHIN takes its end, too: see “WITHIN at its end”")
    func withinAtItsEnd() {
        let pattern = "([x:n = 'a'] AND [x:n = 'b']) WITHIN 5 SECONDS"
        let observations = Self.observations("a@0 b@5")
        #expect(Verdict.words(pattern, observations, .text) == "no match")
        #expect(Verdict.words(pattern, observations, .reference) == "match")
    }

    @Test("Numbers that are not above zero, and a second qualifier of a kind")
    func qualifiersAreChecked() {
        let observations = Self.observations("a@0 a@1 a@2 a@3")
        #expect(Verdict.words("[x:n = 'a'] REPEATS 0 TIMES", observations) == "invalid")
        #expect(Verdict.words("[x:n = 'a'] WITHIN 0 SECONDS", observations, .reference) == "invalid")
        #expect(Verdict.words("[x:n = 'a'] REPEATS 2 TIMES REPEATS 2 TIMES", observations) == "match")
        #expect(
            Verdict.words("[x:n = 'a'] START '2026-01-01T00:00:00Z' STOP '2026-01-02T00:00:00Z'", observations)
                == "invalid")
        #expect(
            Verdict.words(
                "[x:n = 'a'] START '2026-01-01T00:00:00Z' STOP '2026-01-02T00:00:00Z'", observations, version: .v20)
                == "match")
    }

    @Test("A match names the observations that it is bound to")
    func bindingsAreNamed() throws {
        let compiled = try Search.compiled(
            "([x:n = 'a'] REPEATS 2 TIMES FOLLOWEDBY ([x:n = 'b'] OR [x:n = 'c'])) WITHIN 9 SECONDS")
        let verdict = try compiled.verdict(on: Self.observations("a@0 a@20 ac@21 c@21 b@1 c@22"))
        guard case .match(let bindings) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(bindings.map(\.observation).sorted() == [1, 2, 3])
        #expect(bindings.map(\.count) == [1, 1, 1])
        #expect(bindings.map(\.atom) == [0, 0, 2])
    }
}
