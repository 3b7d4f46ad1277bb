import PCRE2
import TamgaTestSupport
import Testing

@Suite struct MatchLimitsTests {
    /// Patterns that a backtracking search cannot decide, with a subject of 64 KiB each.
    static let explosive: [(pattern: String, subject: [UInt8])] = [
        ("(a+)+$", letters("a")), ("(a|aa)+$", letters("a")), (#"(\w+\s?)+$"#, letters("a")),
        ("(.*)*x=", letters("a=")),
        (#"^(([a-z])+.)+[A-Z]([a-z])+$"#, letters("a")), ("(?:a?){30}a{30}!!", letters("a")),
    ]

    private static func letters(_ tail: String) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "a"), count: 65_530) + Array("!x".utf8) + Array(tail.utf8) + Array("!".utf8)
    }

    @Test("What explodes ends undecided within milliseconds, as machine code and interpreted", arguments: explosive)
    func explodes(_ pattern: String, _ subject: [UInt8]) throws {
        for options in [[], .interpreted, .utf] as [Pattern.Options] {
            let pattern = try Pattern(pattern, options: options)
            var scratch = MatchScratch()
            let start = ProcessorTime.ofThread
            let verdict = Verdict(pattern, subject, &scratch)
            #expect(verdict == .undecided, "\(options)")
            // The goal is 5 ms in a release build; this is a bound for slow machines.
            #expect(ProcessorTime.ofThread - start < .milliseconds(500))
        }
    }

    @Test("Each match may have limits of its own")
    func own() throws {
        let pattern = try Pattern("(a+)+b")
        let subject = Array("aaaaaaaaaaaaaaaac b".utf8)
        var scratch = MatchScratch(limits: MatchLimits(steps: 100, stepsPerByte: 0))
        var verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .undecided)
        scratch.limits = MatchLimits(steps: 10_000_000)
        verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .none)
        scratch.limits.steps = 100
        scratch.limits.stepsPerByte = 0
        verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .undecided)
        scratch.limits.stepsPerByte = 1_000_000
        verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .none)
        #expect(scratch.limits == MatchLimits(steps: 100, stepsPerByte: 1_000_000))
    }

    @Test("After a limit the scratch serves on")
    func goesOn() throws {
        let slow = try Pattern("(a+)+$")
        let plain = try Pattern("b")
        let subject = [UInt8](repeating: 0x61, count: 40) + [0x62]
        var scratch = MatchScratch(matchLimit: 10_000)
        let verdict = Verdict(slow, subject, &scratch)
        #expect(verdict == .undecided)
        let match = try plain.firstMatch(in: subject.span, using: &scratch)
        #expect(match?.range == 40..<41)
    }

    @Test("A subject longer than the limit is undecided")
    func bytes() throws {
        let pattern = try Pattern("a")
        var scratch = MatchScratch(limits: MatchLimits(bytes: 3))
        let short = Verdict(pattern, Array("bba".utf8), &scratch)
        #expect(short.isMatch)
        do {
            _ = try pattern.isMatch(in: Array("bbba".utf8).span, using: &scratch)
            Issue.record("decided")
        } catch {
            #expect(error == .limitReached(code: 0))
        }
    }

    @Test("The interpreter's depth and memory are bounded")
    func depth() throws {
        let pattern = try Pattern("(?:(a)|b)*c", options: .interpreted)
        let subject = [UInt8](repeating: 0x61, count: 20_000) + Array("!c".utf8)
        var scratch = MatchScratch(limits: MatchLimits(steps: 10_000_000, depth: 100))
        var verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .undecided)
        scratch.limits = MatchLimits(steps: 10_000_000, heap: 100)
        verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict == .undecided)
    }

    @Test("What is linear stays decided in a record of a mebibyte")
    func linear() throws {
        let subject = Array("x\"".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + Array("foo".utf8)
        for (text, options) in [
            ("x.*?foo", []), ("x.*?foo", .interpreted), ("x.*?foo", .utf), (#""(?:[^"\\]|\\.)*?foo"#, []),
        ] as [(String, Pattern.Options)] {
            let pattern = try Pattern(text, options: options)
            var scratch = MatchScratch(jitStackBytes: 64 << 20)
            let verdict = Verdict(pattern, subject, &scratch)
            #expect(verdict.isMatch, "\(text) \(options)")
        }
    }
}
