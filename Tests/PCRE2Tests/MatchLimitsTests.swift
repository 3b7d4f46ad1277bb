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

    /// Patterns of which one step reads the rest of the subject, or that are tried anew at each place, with what they run on.
    static let readingFar: [(pattern: String, piece: String, end: String)] = [
        ("x(?:a*+b|a)+c", "a", "x b c x"), (#"(?:(?=(a*))\1)+$"#, "a", "!"), ("x(?:.*+b|[^c])+c$", "x", "bc!"),
        (#"\w+@"#, "a", "! @"), ("a.*b.*c.*d.*!$", "abc d", "?"), ("(?:.*,){20}x$", ",", "x "),
        ("[^b]{60000}[ef]", "a", "!"), (#"(?:\X*+[cd]|a){0,8}+[ef]"#, "a", "!"),
    ]

    @Test(
        "processor time of one search, milliseconds: past it the search ends undecided, however long the subject",
        arguments: readingFar, [1_000, 8_000, 100_000, 4_000_000])
    func readsFar(_ row: (pattern: String, piece: String, end: String), _ count: Int) throws {
        let subject =
            Array("x".utf8) + Array(String(repeating: row.piece, count: count / row.piece.utf8.count).utf8)
            + Array(row.end.utf8)
        for options in [[], .interpreted] as [Pattern.Options] {
            let pattern = try Pattern(row.pattern, options: options)
            var scratch = MatchScratch()
            let start = ProcessorTime.ofThread
            let verdict = Verdict(pattern, subject, &scratch)
            #expect(verdict != .failed)
            let spent = ProcessorTime.ofThread - start
            // 250 ms and a tenth of a microsecond a byte; what no clock is looked at for is a second at worst.
            #expect(spent < .milliseconds(1_500 + count / 10_000), "\(verdict) after \(spent)")
        }
    }

    @Test("A pattern that overruns again and again gets less time")
    func overruns() throws {
        let pattern = try Pattern("x(?:a*+b|a)+c")
        let subject = Array("x".utf8) + [UInt8](repeating: 0x61, count: 100_000) + Array(" b c x".utf8)
        var scratch = MatchScratch()
        let start = ProcessorTime.ofThread
        for _ in 0..<100 {
            let verdict = Verdict(pattern, subject, &scratch)
            #expect(verdict == .undecided)
        }
        #expect(ProcessorTime.ofThread - start < .seconds(6), "a hundred times 250 ms are 25 s")
    }

    @Test("Records that were made to overrun do not hide what comes behind them")
    func recovers() throws {
        let pattern = try Pattern("x(?:a*+b|a)+c")
        var scratch = MatchScratch()
        let poison = Array("x".utf8) + [UInt8](repeating: 0x61, count: 100_000) + Array(" b c x".utf8)
        for _ in 0..<40 {
            let verdict = Verdict(pattern, poison, &scratch)
            #expect(verdict == .undecided)
        }
        let verdict = Verdict(pattern, Array("x\(String(repeating: "ab", count: 50_000))c".utf8), &scratch)
        #expect(verdict.isMatch)
    }

    @Test("A callout that stands in a pattern changes nothing")
    func callouts() throws {
        let pattern = try Pattern("fo(?C1)o+(?C)")
        var scratch = MatchScratch()
        for count in [1, 100_000] {
            let verdict = Verdict(pattern, [UInt8](repeating: 0x66, count: count) + Array("oo".utf8), &scratch)
            #expect(verdict.range == count - 1..<count + 2)
        }
    }

    @Test("What is linear stays decided in long records")
    func linearInLongRecords() throws {
        for (text, piece, end) in [
            ("foo.*bar", "lorem ipsum ", "foo x bar"), (#"(?:\w+\.)+exe"#, "www.abc.def/", " a.b.exe"),
            (#"\d{5}"#, "ab12c345 ", "12345"),
        ] {
            let pattern = try Pattern(text)
            var scratch = MatchScratch()
            let subject = Array(String(repeating: piece, count: 300_000 / piece.utf8.count).utf8) + Array(end.utf8)
            let verdict = Verdict(pattern, subject, &scratch)
            #expect(verdict.isMatch, "\(text): \(verdict)")
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
