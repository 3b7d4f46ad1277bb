import Foundation
import PCRE2
import TamgaTestSupport
import Testing

@Suite struct StressSearchTests {
    /// Random patterns that are tried; `TAMGA_FUZZ_ROUNDS` for more.
    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 20

    @Test(
        "Subjects are found on which a pattern explodes, and they do end undecided",
        arguments: [
            "(a+)+$", "(a|aa)+$", #"(\w+\s?)+$"#, "(.*)*x", "((ab)+)+c", "(?:a{3}|a{5})+b",
            "^(([a-z])+.)+[A-Z]([a-z])+$", "(a|b|ab)*c", "(?=(a+)+b)",
            #"cmd.{0,5}"set\s[a-z]{3,6}.*(?:\{\d\})+\\"\s+?-f(?:.*\)){1,}.*""#,
        ])
    func explodes(_ text: String) throws {
        let finding = try #require(try StressSearch.worst(of: text))
        #expect(finding.growth == .exponential)
        #expect(finding.subject == finding.subject(ofLength: 4_096))
        #expect(finding.steps > 1_000_000_000)
        #expect(finding.length(within: 10_000_000) < 200)
        let pattern = try Pattern(text)
        var scratch = MatchScratch()
        let verdict = Verdict(pattern, finding.subject, &scratch)
        #expect(verdict == .undecided)
    }

    @Test(
        "Growth is told from counted steps",
        arguments: [
            (#"\w+="#, Growth.quadratic), (#"\s+$"#, .quadratic), ("(?:a|b)*c", .quadratic), (".*.*=", .quadratic),
            ("foo.*bar", .quadratic),
            (#"\d+\d+x"#, .cubic), (#"\+.*\+.*\+.*x"#, .polynomial(4)), ("a*a*a*b", .polynomial(4)),
            (#"(?x) \d+ \d+ x"#, .cubic),
        ])
    func growth(_ text: String, _ growth: Growth) throws {
        let finding = try #require(try StressSearch.worst(of: text))
        #expect(finding.growth == growth)
        #expect(3_000...4_096 ~= finding.subject.count)
        #expect(finding.steps > 100_000)
        // Twice the steps for a longer subject; and never more than asked for.
        let length = finding.length(within: 1_000_000)
        #expect(finding.length(within: 1_000_000_000) > 2 * length)
    }

    @Test(
        "Where work keeps step with the subject there is nothing to find",
        arguments: [
            "foo", #"^\d{1,3}\.\d{1,3}$"#, ".*foo", "^foo.*bar$", "(a+)+", "x(a+)+", #"^\w+@"#, "^(a)?(?(1)a|b)*+c", "",
            "(*ACCEPT)(a+)+b",
        ])
    func nothing(_ text: String) throws {
        let finding = try StressSearch.worst(of: text)
        #expect(finding == nil)
    }

    @Test("The same pattern gives the same answer")
    func again() throws {
        let first = try StressSearch.worst(of: #"(\w+)\s*=\s*(\w+)+;"#, upTo: 2_000)
        let second = try StressSearch.worst(of: #"(\w+)\s*=\s*(\w+)+;"#, upTo: 2_000)
        #expect(first != nil)
        #expect(first == second)
    }

    @Test("A malformed pattern is refused, as anywhere")
    func malformed() {
        do {
            _ = try StressSearch.worst(of: "(a")
            Issue.record("accepted")
        } catch {
            guard case .malformed(2, _, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("What the screen calls exponential, trying confirms")
    func confirmed() throws {
        var grammar = PatternGrammar(seed: SeededRandom.seed)
        var (called, confirmed) = (0, 0)
        while called < Self.rounds {
            let text = grammar.piece().pattern
            // Bounded repeats explode only as far as their bound.
            let risks = BacktrackingRisk.risks(in: text).filter { $0.kind == .nestedRepeats }
            guard !risks.isEmpty, (try? Pattern(text)) != nil else { continue }
            called += 1
            if try StressSearch.worst(of: text)?.growth == .exponential {
                confirmed += 1
            }
        }
        print("seed \(SeededRandom.seed): \(confirmed) of \(called) confirmed")
        #expect(confirmed * 10 >= called * 6)
    }
}
