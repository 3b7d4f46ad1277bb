import TamgaModel
import TamgaStixPattern
import Testing

/// What stands between `[` and `]`.
@Suite struct ComparisonTests {
    @Test(
        "Each rule gives its verdict", arguments: PatternCase.comparisons + PatternCase.paths + PatternCase.differences)
    func eachRuleHolds(_ example: PatternCase) throws {
        let observations = try PatternFixture.observations()
        #expect(Verdict.words(example.pattern, observations) == example.text)
        #expect(Verdict.words(example.pattern, observations, .reference) == example.reference)
        #expect((example.text != example.reference) == (example.heading != nil))
    }

    @Test("A test that reaches its limit is undecided, unless another decides")
    func limitsAreUndecided() throws {
        let text = String(repeating: "a", count: 40) + "!"
        let observation = Observation(
            id: "o", first: PatternFixture.instant(0), last: PatternFixture.instant(0),
            objects: [
                ObservedObject(id: [1], properties: [Array("type".utf8): .text("x"), Array("n".utf8): .text(text)])
            ])
        let slow = "x:n MATCHES '^(a+)+$'"
        for (pattern, verdict) in [
            ("[\(slow)]", "undecided"), ("[x:n NOT MATCHES '^(a+)+$']", "undecided"),
            ("[\(slow) AND x:n = 'b']", "no match"), ("[\(slow) OR x:n LIKE 'a%']", "match"),
            ("[\(slow) OR x:n = 'b']", "undecided"), ("[\(slow)] AND [x:n = 'b']", "no match"),
            ("[\(slow)] OR [x:n LIKE 'a%']", "match"), ("[\(slow)] REPEATS 2 TIMES", "no match"),
        ] {
            #expect(Verdict.words(pattern, [observation]) == verdict, "\(pattern)")
        }
    }

    @Test("Paths that reach too much are undecided")
    func pathsAreBounded() {
        let names = (0..<60).map { ObservedValue.string(Array("o\($0)".utf8)) }
        let objects = (0..<60).map { place in
            ObservedObject(
                id: Array("o\(place)".utf8),
                properties: [Array("type".utf8): .text("x"), Array("n_refs".utf8): .list(names)])
        }
        let observation = Observation(
            id: "o", first: PatternFixture.instant(0), last: PatternFixture.instant(0), objects: objects)
        let path = "x:n_refs[*].n_refs[*]" + String(repeating: ".n_refs[*]", count: 2) + ".absent"
        #expect(Verdict.words("[\(path) = 1]", [observation]) == "undecided")
    }
}
