import TamgaModel
import TamgaStixPattern
import TamgaTestSupport
import Testing

/// What a search costs: steps, which are the same on every machine.
@Suite struct SearchCostTests {
    /// Patterns over `a` at even seconds and `b` at odd ones.
    static let patterns: [(pattern: String, verdict: String)] = [
        ("a REPEATS 5000 TIMES", "match"), ("a REPEATS 5001 TIMES", "no match"),
        ("(a OR b) REPEATS 10000 TIMES", "match"), ("(a AND b) REPEATS 5000 TIMES", "match"),
        ("a REPEATS 50 TIMES WITHIN 99 SECONDS", "match"), ("a REPEATS 50 TIMES WITHIN 98 SECONDS", "no match"),
        ("(a FOLLOWEDBY b) WITHIN 2 SECONDS", "match"), ("(a FOLLOWEDBY b) WITHIN 1 SECONDS", "no match"),
        ("a REPEATS 4000 TIMES FOLLOWEDBY b REPEATS 1000 TIMES", "match"),
        ("a REPEATS 4000 TIMES FOLLOWEDBY b REPEATS 1001 TIMES", "match"),
        ("a REPEATS 4000 TIMES FOLLOWEDBY b REPEATS 1002 TIMES", "no match"),
        ("(a REPEATS 50 TIMES WITHIN 98 SECONDS) FOLLOWEDBY b", "no match"),
        ("a FOLLOWEDBY b FOLLOWEDBY a FOLLOWEDBY b FOLLOWEDBY a FOLLOWEDBY b", "match"),
        ("(a FOLLOWEDBY b FOLLOWEDBY a FOLLOWEDBY b FOLLOWEDBY a) WITHIN 4 SECONDS", "no match"),
        ("(a FOLLOWEDBY b) REPEATS 5000 TIMES", "match"), ("(b FOLLOWEDBY a) REPEATS 5000 TIMES", "no match"),
        ("(a FOLLOWEDBY a) REPEATS 2500 TIMES", "match"), ("(a FOLLOWEDBY a) REPEATS 2501 TIMES", "no match"),
    ]

    @Test("Over 10,000 observations the common shapes take few steps for each", arguments: patterns)
    func commonShapesAreCheap(_ pattern: String, _ verdict: String) throws {
        let expanded = pattern.replacing(/\b[ab]\b/) { "[x:n = '\($0.output)']" }
        let compiled = try Search.compiled(expanded)
        let letters = expanded.matches(of: /'([ab])'/).map { String($0.output.1) }
        let events = (0..<10_000).map { second in
            let letter = second.isMultiple(of: 2) ? "a" : "b"
            return Search.Event(first: second, last: second, atoms: letters.indices.filter { letters[$0] == letter })
        }
        switch Search.timeline(compiled, events).verdict(limits: BindingLimits(steps: 200 * events.count)) {
        case .match: #expect(verdict == "match")
        case .noMatch: #expect(verdict == "no match")
        case .undecided: Issue.record("more than 200 steps an observation")
        }
    }

    @Test("An observation's count is a weight: no copies are made")
    func countsAreWeights() throws {
        let events = [
            Search.Event(first: 0, last: 9, count: .max, atoms: [0]), Search.Event(first: 1, last: 1, atoms: [0]),
        ]
        for (count, isMatch) in [("1000000000", true), ("1099511627777", true), ("9223372036854775807", false)] {
            let compiled = try Search.compiled("[x:n = 'a'] REPEATS \(count) TIMES WITHIN 5 SECONDS")
            if case .match = Search.timeline(compiled, events).verdict(limits: BindingLimits(steps: 1_000)) {
                #expect(isMatch, "\(count)")
            } else {
                #expect(!isMatch, "\(count)")
            }
        }
    }

    @Test("Thousands of places, and what all of them would be filled with, are bounded")
    func placesAreBounded() throws {
        let start = ProcessorTime.ofThread
        func timeline(_ joint: String, _ places: Int, _ events: Int, _ atoms: (Int) -> [Int]) throws -> Timeline {
            let pattern = Array(repeating: "[x:n = 'a']", count: places).joined(separator: " \(joint) ")
            return Search.timeline(
                try Search.compiled(pattern), (0..<events).map { Search.Event(first: $0, last: $0, atoms: atoms($0)) })
        }
        let all = Array(0..<2_000)
        #expect(try timeline("FOLLOWEDBY", 2_000, 1_999) { _ in all }.verdict() == .noMatch)
        #expect(try timeline("AND", 2_000, 1_999) { _ in all }.verdict() == .noMatch)
        guard case .match(let bindings) = try timeline("AND", 2_000, 2_000, { _ in all }).verdict() else {
            Issue.record("2,000 observations for 2,000 places")
            return
        }
        #expect(Set(bindings.map(\.atom)).count == 2_000 && Set(bindings.map(\.observation)).count == 2_000)
        let few = BindingLimits(candidates: 100_000)
        let different = try timeline("AND", 2_000, 500) { number in all.filter { $0 % 500 != number } }
        #expect(different.verdict(limits: few) == .undecided(.search))
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }

    @Test("What would take too long is undecided")
    func theRestIsUndecided() throws {
        // Nine pairs can be had, and ten are asked for; what lasts 1 second could stand on either side.
        let compiled = try Search.compiled("([x:n = 'a'] FOLLOWEDBY [x:n = 'b']) REPEATS 10 TIMES")
        let events = (0..<200).map { number in
            let atoms = number == 5 ? [0, 1] : number < 9 ? [0] : number < 100 ? [1] : number > 103 ? [0] : []
            return Search.Event(first: number, last: number + 1, atoms: atoms)
        }
        #expect(Search.timeline(compiled, events).verdict(limits: BindingLimits(steps: 10_000)) == .undecided(.search))
        let ways = String(repeating: "([x:n = 'a'] OR ([x:n = 'b'] AND [x:n = 'c'])) AND ", count: 20) + "[x:n = 'd']"
        let wide = try Search.compiled(ways)
        let all = (0..<100).map { Search.Event(first: $0, last: $0, atoms: Array(0..<61)) }
        #expect(Search.timeline(wide, all).verdict() == .undecided(.search))
    }
}
