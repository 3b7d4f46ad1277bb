import PCRE2
import TamgaTestSupport
import Testing

/// What patterns make of subjects in ASCII, in UTF-8 and in neither.
@Suite struct SubjectTextTests {
    @Test("A dot is a character where the subject is UTF-8, and one bad byte hides nothing")
    func dots() throws {
        var scratch = MatchScratch()
        for (text, options, subject, found) in [
            ("^.$", .utf, Array("é".utf8), 0..<2), ("^.$", [], Array("é".utf8), nil),
            ("^..$", .utf, Array("é".utf8), nil),
            ("foo.bar", .utf, Array("fooébar".utf8), 0..<8),
            ("foo.bar", .utf, Array("foo".utf8) + [0xE9] + Array("bar".utf8), 0..<7),
            ("foo.*bar", .utf, Array("foo é ".utf8) + [0xC3] + Array(" bar".utf8), 0..<12),
            ("(?i)é.", .utf, Array("É\u{FF}".utf8), 0..<4),
            ("(?i)вирус", .utf, [0xFF] + Array("ВИРУС".utf8) + [0xD0], 1..<11),
            ("(?i)k", .utf, Array("\u{212A}".utf8), 0..<3),
            ("(?i)k", [], Array("\u{212A}".utf8), nil),
            (#"x\W+y"#, .utf, Array("x".utf8) + [0xFF, 0xFE] + Array("y".utf8), 0..<4),
            // What stands for itself beyond ASCII is one character, not some bytes.
            ("é+b", .utf, [0xC3, 0xA9, 0xA9, 0x62, 0xFF], nil), ("(*UTF)^.$", [], Array("é".utf8), 0..<2),
            ("(*UTF)a", [], [0xFF, 0x61], 1..<2),
            // A cut character is one replacement, not one for each byte.
            ("^.b$", .utf, [0xE4, 0xB8, 0x62], 0..<3), ("^..b$", .utf, [0xE4, 0xB8, 0x62], nil),
            (#"\x{FFFD}+"#, .utf, [0x61, 0x80, 0x80], 1..<3),
            (#"\S"#, .utf, Array("ſb".utf8), 0..<2), (#"^\W$"#, .utf, Array("é".utf8), 0..<2),
            (#"a\z"#, .utf, [0x61, 0x80, 0x62], nil),
        ] as [(String, Pattern.Options, [UInt8], Range<Int>?)] {
            for more in [[], .interpreted] as [Pattern.Options] {
                let pattern = try Pattern(text, options: options.union(more))
                let match = try pattern.firstMatch(in: subject.span, using: &scratch)
                #expect(match?.range == found, "\(text) \(options) \(subject)")
                let isMatch = try pattern.isMatch(in: subject.span, using: &scratch)
                #expect(isMatch == (found != nil), "\(text) \(options) \(subject)")
            }
        }
    }

    @Test("Groups and offsets are the subject's, however much of it is repaired")
    func offsets() throws {
        var scratch = MatchScratch()
        let subject: [UInt8] =
            [0x80, 0x80] + Array("ab".utf8) + [0xF0, 0x9F] + Array("é".utf8) + [0xFF] + Array("z".utf8)
        let pattern = try Pattern("(a)(b.)(é)(.)(z)", options: .utf)
        let match = try #require(try pattern.firstMatch(in: subject.span, using: &scratch))
        #expect(match.captures == [2..<3, 3..<6, 6..<8, 8..<9, 9..<10])
        let any = try Pattern(".", options: .utf)
        let starts = try subject.indices.map { try any.firstMatch(in: subject.span, from: $0, using: &scratch)?.range }
        #expect(starts == [0..<1, 1..<2, 2..<3, 3..<4, 4..<6, 6..<8, 6..<8, 8..<9, 8..<9, 9..<10])
    }

    @Test("A search may start within a character")
    func within() throws {
        var scratch = MatchScratch()
        let subject = Array("éaé".utf8)
        for options in [.utf, [.utf, .interpreted]] as [Pattern.Options] {
            let pattern = try Pattern(".", options: options)
            let found = try (0...5).map { try pattern.firstMatch(in: subject.span, from: $0, using: &scratch)?.range }
            #expect(found == [0..<2, 2..<3, 2..<3, 3..<5, nil, nil])
        }
    }

    @Test("A byte beyond ASCII is seen wherever it stands", arguments: 1..<100)
    func place(_ length: Int) throws {
        // A pattern of ASCII has a second reading for subjects in ASCII, for which é would be two characters.
        let pattern = try Pattern(#"^\s*\S\s*$"#, options: .utf)
        var scratch = MatchScratch()
        for index in 0..<length {
            let subject =
                Array(repeating: 0x20, count: index) + Array("é".utf8) + Array(repeating: 0x20, count: length - index)
            let isMatch = try pattern.isMatch(in: subject.span, using: &scratch)
            #expect(isMatch)
        }
    }

    @Test("Random subjects: a pattern says of bytes what it says of them repaired, and has one reading in ASCII")
    func readings() {
        var grammar = PatternGrammar(seed: SeededRandom.seed)
        var scratch = MatchScratch()
        var (matches, repaired) = (0, 0)
        for _ in 0..<RequiredLiteralsPropertyTests.rounds / 2 {
            let (text, sample) = grammar.piece()
            guard let pattern = try? Pattern(text, options: .utf),
                let other = try? Pattern("(*UTF)" + text)
            else { continue }
            for round in 0..<4 {
                var subject = grammar.subject(around: sample)
                if round == 0 { subject.insert(0xC3, at: subject.count / 2) }
                let clean = Array(String(decoding: subject, as: UTF8.self).utf8)
                let verdict = Verdict(pattern, subject, &scratch)
                let expected = Verdict(other, clean, &scratch)
                if verdict == .undecided || expected == .undecided { continue }
                guard case .match(let match) = verdict, case .match(let same) = expected else {
                    #expect(verdict == expected, "\(text.debugDescription) \(subject)")
                    continue
                }
                matches += 1
                if clean == subject {
                    #expect(match == same, "\(text.debugDescription) \(subject)")
                    continue
                }
                repaired += 1
                for (lying, expected) in zip([match.range] + match.captures, [same.range] + same.captures) {
                    let text = lying.map { String(decoding: subject[$0], as: UTF8.self) }
                    #expect(text == expected.map { String(decoding: clean[$0], as: UTF8.self) })
                }
            }
        }
        print("seed \(SeededRandom.seed): \(matches) matches, \(repaired) in repaired text")
        #expect(matches > 2_000)
        #expect(repaired > 200)
    }
}
