import TamgaModel
import TamgaStixPattern
import Testing

/// Each limit of a search at its figure, and one past it.
@Suite struct PatternLimitTests {
    /// An observation of one object of type `x` with the property `n`.
    private static func observation(_ value: ObservedValue) -> Observation {
        Observation(
            id: "o", first: PatternFixture.instant(0), last: PatternFixture.instant(0),
            objects: [
                ObservedObject(id: [1], properties: [Array("type".utf8): .text("x"), Array("n".utf8): value])
            ])
    }

    @Test("values that a path reaches in one object: of one more it is undecided")
    func pathValues() {
        func words(_ count: Int) -> String {
            let list = ObservedValue.list([ObservedValue](repeating: .integer(0), count: count))
            return Verdict.words("[x:n[*] = 1]", [Self.observation(list)])
        }
        #expect(words(AtomEvaluator.maximumValues) == "no match")
        #expect(words(AtomEvaluator.maximumValues + 1) == "undecided")
    }

    @Test("comparisons of one value with a LIKE: with one more it is undecided")
    func likeSteps() {
        // 41,959 letters against 238 of them and one that never comes: 1 + (41,959 − 237) · 239 + 238 · 239 / 2 steps,
        // which is ten millions. Each `_` before them takes one letter and one step.
        func words(_ more: Int) -> String {
            let text = String(repeating: "a", count: 41_959 + more)
            let like = String(repeating: "_", count: more) + "%" + String(repeating: "a", count: 238) + "b"
            return Verdict.words("[x:n LIKE '\(like)']", [Self.observation(.text(text))])
        }
        let rest: Int = 238 * 239 / 2
        let steps: Int = (41_959 - 237) * 239 + rest + 1
        #expect(steps == 10_000_000)
        #expect(words(0) == "no match")
        #expect(words(1) == "undecided")
    }

    /// True where a search is decided.
    private static func isDecided(_ pattern: String, _ events: [Search.Event], _ limits: BindingLimits) throws -> Bool {
        Search.timeline(try Search.compiled(pattern), events).verdict(limits: limits) != .undecided(.search)
    }

    @Test("comparisons of observations in time: the last one counts")
    func steps() throws {
        let pattern = "([x:n = 'a'] FOLLOWEDBY [x:n = 'b'] FOLLOWEDBY [x:n = 'a']) WITHIN 1 SECONDS"
        let events = (0..<1_000).map { second in
            Search.Event(first: second, last: second, atoms: second.isMultiple(of: 2) ? [0, 2] : [1])
        }
        func isDecided(_ steps: Int) throws -> Bool {
            try Self.isDecided(pattern, events, BindingLimits(steps: steps))
        }
        var (low, high) = (0, BindingLimits.standard.steps)
        while low < high {
            let middle = low + (high - low) / 2
            if try isDecided(middle) { high = middle } else { low = middle + 1 }
        }
        #expect(low > 100 && low < BindingLimits.standard.steps)
        #expect(try isDecided(low))
        #expect(try !isDecided(low - 1))
        #expect(try !isDecided(low / 2))
    }

    @Test("observations in all places of a pattern: with one fewer it is undecided")
    func candidates() throws {
        let events = (0..<50).map { Search.Event(first: $0, last: $0, atoms: $0 < 30 ? [0] : [1]) }
        func isDecided(_ candidates: Int) throws -> Bool {
            try Self.isDecided("[x:n = 'a'] AND [x:n = 'b']", events, BindingLimits(candidates: candidates))
        }
        #expect(try isDecided(50))
        #expect(try !isDecided(49))
    }

    @Test("FOLLOWEDBY and WITHIN that are decided one within the other: with one fewer it is undecided")
    func decisions() throws {
        let letters = (0..<6).map { "[x:n = '\($0)']" }
        let events = (0..<6).map { Search.Event(first: $0, last: $0, atoms: [$0]) }
        func isDecided(_ decisions: Int) throws -> Bool {
            let pattern = letters.joined(separator: " FOLLOWEDBY ")
            return try Self.isDecided(pattern, events, BindingLimits(decisions: decisions))
        }
        let found = try (1...100).first { try isDecided($0) }
        let needed = try #require(found)
        #expect(needed > 1 && needed <= 6)
        #expect(try !isDecided(needed - 1))
        #expect(try isDecided(BindingLimits.standard.decisions))
    }

    @Test("ways to choose in its OR and REPEATS: with one fewer it is undecided")
    func alternatives() throws {
        let letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
        let pairs = stride(from: 0, to: 10, by: 2).map { number in
            "([x:n = '\(letters[number])'] AND [x:n = '\(letters[number + 1])'])"
        }
        /// Over observations of which each satisfies every atom.
        func isDecided(_ pattern: String, atoms: Int, _ alternatives: Int) throws -> Bool {
            let events = (0..<10).map { Search.Event(first: $0, last: $0, atoms: Array(0..<atoms)) }
            return try Self.isDecided(pattern, events, BindingLimits(alternatives: alternatives))
        }
        let five = pairs.joined(separator: " OR ")
        #expect(try isDecided(five, atoms: 10, 5))
        #expect(try !isDecided(five, atoms: 10, 4))
        // Of two kinds of pairs, two can be had in three ways.
        let twice = "(\(pairs[0]) OR \(pairs[1])) REPEATS 2 TIMES"
        #expect(try isDecided(twice, atoms: 4, 3))
        #expect(try !isDecided(twice, atoms: 4, 2))
    }
}
