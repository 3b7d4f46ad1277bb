import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct SigmaStringTests {
    @Test(
        "Backslashes and wildcards are what the specification says",
        arguments: [
            (#""#, ""), (#"a"#, "a"), (#"a*b?c"#, "a*b?c"), (#"\*"#, "<*>"), (#"\?"#, "<?>"), (#"\\*"#, #"\*"#),
            (#"\\?"#, #"\?"#),
            (#"\\\*"#, #"\<*>"#), (#"\\\\"#, #"\\"#), (#"\\\\*"#, #"\\*"#), (#"\\\"#, #"\\"#), (#"\\"#, #"\"#),
            (#"\"#, #"\"#),
            (#"C:\Windows\cmd.exe"#, #"C:\Windows\cmd.exe"#), (#"C:\\Windows"#, #"C:\Windows"#),
            (#"\\\\server\share"#, #"\\server\share"#),
            (#"\\\server"#, #"\\server"#), (#"**"#, "*"), (#"a**?*"#, "a*?*"), (#"??"#, "??"), (#"é\*–"#, "é<*>–"),
            (#"\a\*"#, #"\a<*>"#),
        ])
    func escapes(_ written: String, _ meant: String) {
        #expect(SigmaFixture.text(SigmaString(written)) == meant)
    }

    @Test(
        "A string is written with no more backslashes than it needs",
        arguments: [
            (#"C:\Windows\cmd.exe"#, #"C:\Windows\cmd.exe"#), (#"\\\\server"#, #"\\\server"#), (#"a\\*"#, #"a\\*"#),
            (#"a\*b"#, #"a\*b"#),
            (#"a\\\*"#, #"a\\\*"#), (#"a\"#, #"a\"#), ("***", "*"),
        ])
    func writing(_ written: String, _ shortest: String) {
        #expect(SigmaString(written).text == shortest)
    }

    @Test("Whatever is written reads as the same string")
    func writtenReadsAsTheSame() {
        var random = SeededRandom(seed: SeededRandom.seed)
        let signs = Array(#"\\\**?a–"#)
        for _ in 0..<5_000 {
            let written = String(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    signs[Int.random(in: 0..<signs.count, using: &random)]
                })
            let string = SigmaString(written)
            #expect(SigmaString(string.text) == string, "seed \(SeededRandom.seed): \(written)")
            #expect(string.text.utf8.count <= written.utf8.count)
            // Any parts at all, not only those that some text gives.
            var parts: [SigmaString.Part] = []
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: parts.append(.anyRun)
                case 1: parts.append(.anyOne)
                default:
                    parts.append(
                        .text(
                            Array(
                                String(
                                    (0..<Int.random(in: 0...3, using: &random)).map { _ in
                                        signs[Int.random(in: 0..<signs.count, using: &random)]
                                    }
                                ).utf8)))
                }
            }
            let made = SigmaString(parts: parts)
            #expect(SigmaString(made.text) == made, "seed \(SeededRandom.seed): \(parts)")
        }
    }

    @Test("An outline says what a rule asks for, as it is written")
    func outline() throws {
        let rule = try SigmaFixture.detection(
            #"""
            selection:
              Image|endswith: \certutil.exe
              CommandLine|contains: [' -urlcache', "a\tb"]
            keywords: {'|all': [one, two]}
            filter_a:
              - ParentImage: null
              - EventID: 1
            filter_b: {User|windash: -x}
            condition: selection and not 1 of filter* or not (keywords and selection)
            """#)
        #expect(
            rule.condition.outline == #"""
                one of
                  all of
                    selection: all of
                      Image|endswith: \certutil.exe
                      one of
                        CommandLine|contains:  -urlcache
                        CommandLine|contains: a\tb
                    not one of
                      filter_a: one of
                        ParentImage: null
                        EventID: 1
                      filter_b: User|windash: -x
                  not all of
                    keywords: all of
                      |all: one
                      |all: two
                    selection: all of
                      Image|endswith: \certutil.exe
                      one of
                        CommandLine|contains:  -urlcache
                        CommandLine|contains: a\tb
                """#)
        #expect(SigmaExpression.all([]).outline == "always")
        #expect(SigmaExpression.not(.any([])).outline == "not never")
        var deep = SigmaExpression.all([])
        for _ in 0..<2_000 { deep = .not(deep) }
        #expect(deep.outline.hasSuffix("…"))
    }
}
