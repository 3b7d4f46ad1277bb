import TamgaFormats
import TamgaModel
import Testing

@Suite struct SigmaModifierTests {
    @Test(
        "A value is what its modifiers make of it",
        arguments: [
            ("F: x", "F ‘x’"), ("F: [x, 'y*']", "(F ‘x’ | F ‘y*’)"), ("F: 4688", "F 4688.0 as 4688"),
            ("F: '4688'", "F ‘4688’"),
            ("F: 1.50", "F 1.5 as 1.50"), ("F: -1", "F -1.0 as -1"), ("F: 0x17", "F ‘0x17’"), ("F: 007", "F ‘007’"),
            ("F: 2024-01-01", "F ‘2024-01-01’"), ("F: true", "F true"), ("F: 'true'", "F ‘true’"),
            ("F: yes", "F ‘yes’"),
            ("F: null", "F null"), ("F:", "F null"), ("F: ~", "F null"), ("F: ''", "F ‘’"), ("F: '*'", "F ‘*’"),
            ("F|contains: x", "F ‘*x*’"), ("F|contains: '*x'", "F ‘*x*’"), ("F|startswith: x", "F ‘x*’"),
            ("F|endswith: x", "F ‘*x’"),
            ("F|contains: 443", "F ‘*443*’"), ("F|startswith: true", "F ‘true*’"), ("F|contains: '\\*'", "F ‘*<*>*’"),
            ("F|contains: ''", "F ‘*’"),
            ("F|contains|all: [x, y]", "(F ‘*x*’ & F ‘*y*’)"), ("F|all|contains: [x, y]", "(F ‘*x*’ & F ‘*y*’)"),
            ("F|all: [1, x]", "(F 1.0 as 1 & F ‘x’)"),
            ("F|neq: x", "not F ‘x’"), ("F|neq: [x, y]", "not (F ‘x’ | F ‘y’)"),
            ("F|all|neq: [x, y]", "not (F ‘x’ & F ‘y’)"), ("F|neq: null", "not F null"),
            ("F|contains|neq: x", "not F ‘*x*’"), ("F|cased: X", "F cased ‘X’"), ("F|cased: 1", "F cased ‘1’"),
            ("F|contains|cased: X", "F cased ‘*X*’"),
            ("F|cased|endswith: X", "F cased ‘*X’"),
            // Patterns are taken as they stand.
            (#"F|re: '\\*a|^b$'"#, #"F /\\*a|^b$/"#), ("F|re|i: a", "F /a/i"),
            ("F|re|ignorecase|multiline|dotall: a", "F /a/ims"), ("F|re|m|s: a", "F /a/ms"),
            ("F|re|all: [a, b]", "(F /a/ & F /b/)"), ("F|re|neq: a", "not F /a/"), ("F|re: 4688", "F /4688/"),
            ("F|re: '(?<!a)b\\1(c)'", "F /(?<!a)b\\1(c)/"),
            ("F|cidr: 192.0.2.0/24", "F in ipv4Network 192.0.2.0/24"),
            ("F|cidr: 2001:db8::/32", "F in ipv6Network 2001:db8::/32"),
            ("F|cidr: 192.0.2.1", "F in ipv4Address 192.0.2.1"), ("F|cidr: ::1/128", "F in ipv6Address ::1"),
            (
                "F|cidr|neq: [192.0.2.0/24, fe80::/10]",
                "not (F in ipv4Network 192.0.2.0/24 | F in ipv6Network fe80::/10)"
            ),
            ("F|lt: 3", "F lt 3.0"), ("F|lte: 3", "F lte 3.0"), ("F|gt: -1.5", "F gt -1.5"),
            ("F|gte: [1, 2]", "(F gte 1.0 | F gte 2.0)"), ("F|gt|neq: 1", "not F gt 1.0"),
            ("F|exists: true", "F exists true"), ("F|exists: no", "F exists false"), ("F|fieldref: G", "F equal G"),
            ("F|fieldref|contains: G", "F contains G"),
            ("F|fieldref|startswith: G", "F startswith G"), ("F|fieldref|endswith|cased: G.h", "F cased endswith G.h"),
            ("F|fieldref|neq: G", "not F equal G"),
            ("F|hour: 3", "F hour eq 3"), ("F|minute|gte: 5", "F minute gte 5"), ("F|day|lt: 31", "F day lt 31"),
            ("F|week: 53", "F week eq 53"),
            ("F|month|neq: 1", "not F month eq 1"), ("F|year|lte: 2024", "F year lte 2024"),
            // RFC 4648, and the forms of a text inside a longer one.
            ("F|base64: foobar", "F ‘Zm9vYmFy’"), ("F|base64: fo", "F ‘Zm8=’"), ("F|base64: f", "F ‘Zg==’"),
            ("F|base64|contains: foo", "F ‘*Zm9v*’"),
            ("F|base64offset|contains: http", "(F ‘*aHR0c*’ | F ‘*h0dH*’ | F ‘*odHRw*’)"),
            ("F|base64offset: ab", "(F ‘YW’ | F ‘Fi’ | F ‘hY’)"),
            (
                "F|base64offset|contains|all: [ab, cd]",
                "((F ‘*YW*’ | F ‘*Fi*’ | F ‘*hY*’) & (F ‘*Y2*’ | F ‘*Nk*’ | F ‘*jZ*’))"
            ),
            ("F|base64|cased: foo", "F cased ‘Zm9v’"), (#"F|base64: 'a\*b'"#, "F ‘YSpi’"),
            ("F|base64|base64: f", "F ‘Wmc9PQ==’"), ("F|base64: 443", "F ‘NDQz’"),
            ("F|wide: ab", "F ‘61 00 62 00’"), ("F|utf16le: ab", "F ‘61 00 62 00’"),
            ("F|utf16be: ab", "F ‘00 61 00 62’"), ("F|utf16: cmd", "F ‘ff fe 63 00 6d 00 64 00’"),
            ("F|wide|contains: 'a*b'", "F ‘*61 00*62 00*’"), ("F|wide: é😀", "F ‘e9 00 3d d8 00 de’"),
            ("F|wide|base64: foo", "F ‘ZgBvAG8A’"),
            ("F|utf16|base64: foo", "F ‘//5mAG8AbwA=’"), ("F|utf16be|base64: foo", "F ‘AGYAbwBv’"),
            // The byte length counts, not that of the characters: é is two bytes, in UTF-16 too.
            ("F|base64offset: é", "(F ‘w6’ | F ‘Op’ | F ‘Dq’)"),
            ("F|wide|base64offset: é", "(F ‘6Q’ | F ‘kA’ | F ‘pA’)"),
            ("F|windash: -a", "(F ‘-a’ | F ‘/a’ | F ‘–a’ | F ‘—a’ | F ‘―a’)"), ("F|windash: a-b /", "F ‘a-b /’"),
            ("F|windash: '--a'", "(F ‘--a’ | F ‘-/a’ | F ‘-–a’ | F ‘-—a’ | F ‘-―a’)"),
            ("F|contains|windash: ' /é'", "(F ‘* -é*’ | F ‘* /é*’ | F ‘* –é*’ | F ‘* —é*’ | F ‘* ―é*’)"),
            ("F|windash|contains: '*-'", "F ‘*-*’"),
            ("F|windash|all: ['-a', b]", "((F ‘-a’ | F ‘/a’ | F ‘–a’ | F ‘—a’ | F ‘―a’) & F ‘b’)"),
            ("F|expand: '%admins%'", "(F ‘root’ | F ‘adm_*’)"),
            ("F|expand|contains: 'x%admins%'", "(F ‘*xroot*’ | F ‘*xadm_*’)"),
            ("F|contains|expand: '%admins%'", "(F ‘*root*’ | F ‘*adm_*’)"), (#"F|expand: '\%admins%'"#, "F ‘%admins%’"),
            (#"F|expand: 'a\\%admins%'"#, #"(F ‘a\root’ | F ‘a\adm_*’)"#),
            ("F|expand: '%admins%%admins%'", "(F ‘rootroot’ | F ‘rootadm_*’ | F ‘adm_*root’ | F ‘adm_*adm_*’)"),
            ("F|expand: 100%", "F ‘100%’"), ("F: '%admins%'", "F ‘%admins%’"),
            ("F|expand|all: ['%admins%', x]", "((F ‘root’ | F ‘adm_*’) & F ‘x’)"),
            (#"F|expand: '\%plain%admins%'"#, "(F ‘%plainroot’ | F ‘%plainadm_*’)"),
            ("F|re|expand: '^%admins%$'", #"(F /^root$/ | F /^adm\_.*$/)"#),
            (#"F|re|expand: '\%admins%'"#, #"F /\%admins%/"#),
            ("F|cidr|expand: '%nets%'", "(F in ipv4Network 192.0.2.0/24 | F in ipv6Network 2001:db8::/32)"),
        ])
    func values(_ item: String, _ meant: String) throws {
        #expect(SigmaFixture.line(try SigmaFixture.item(item)) == meant)
    }

    @Test(
        "Keywords stand anywhere in a record",
        arguments: [
            ("s: x", "‘x’"), ("s: [x, 'y?']", "(‘x’ | ‘y?’)"), ("s: [4688, true]", "(‘4688’ | ‘true’)"),
            ("s: {'|all': [x, y]}", "(‘x’ & ‘y’)"),
            ("s: {'|contains|all': [x, y]}", "(‘*x*’ & ‘*y*’)"), ("s: {'|re': 'a+'}", "/a+/"),
            ("s: {'|re|i': [a, b]}", "(/a/i | /b/i)"),
            ("s: {'|base64offset': ab}", "(‘YW’ | ‘Fi’ | ‘hY’)"), ("s: {'': [x]}", "‘x’"),
            ("s: [x, {F: y}]", "(‘x’ | F ‘y’)"),
            ("s: [{F: x, G: y}, {H: z}]", "((F ‘x’ & G ‘y’) | H ‘z’)"),
            ("s: [[a, b], [{F: c}, d]]", "((‘a’ | ‘b’) | (F ‘c’ | ‘d’))"),
            ("s: {F: x, '|all': [a, b], G: 1}", "(F ‘x’ & (‘a’ & ‘b’) & G 1.0 as 1)"),
            ("s: {'|cased': X}", "cased ‘X’"),
        ])
    func keywords(_ search: String, _ meant: String) throws {
        let rule = try SigmaFixture.detection("\(search)\ncondition: s")
        #expect(SigmaFixture.line(rule.condition) == meant)
    }

    @Test("A test knows its line and how it is written")
    func testsKnowTheirPlace() throws {
        let rule = try SigmaFixture.detection(
            "s:\n  F|contains:\n    - one\n    - 'two'\n  G:\n  H: ''\nk:\n  - three\ncondition: s or k")
        var tests: [SigmaTest] = []
        func collect(_ expression: SigmaExpression) {
            switch expression {
            case .search(_, let inner), .not(let inner): collect(inner)
            case .all(let parts), .any(let parts): parts.forEach(collect)
            case .test(let test): tests.append(test)
            }
        }
        collect(rule.condition)
        #expect(tests.map(\.line) == [6, 7, 8, 9, 11])
        #expect(tests.map(\.text) == ["F|contains: one", "F|contains: two", "G: null", "H: ''", "three"])
    }

    @Test(
        "What does not go together is refused where it stands",
        arguments: [
            ("F|endswth: x", 5, "“endswth” is no modifier; did you mean “endswith”?"),
            ("F|xyzzy: x", 5, "“xyzzy” is no modifier"),
            ("F||contains: x", 5, "“” is no modifier"), ("F|Contains: x", 5, "did you mean “contains”?"),
            ("F|contains|re: x", 14, "“re” contradicts “contains”"),
            ("F|re|contains: x", 8, "searched for anywhere"),
            ("F|cidr|contains: 192.0.2.0/24", 10, "“contains” contradicts “cidr”"),
            ("F|contains|cidr: 192.0.2.0/24", 14, "“cidr” contradicts “contains”"),
            ("F|wide|utf16be: x", 10, "“utf16be” contradicts “wide”"),
            ("F|i: x", 5, "“i” belongs behind “re”"), ("F|contains|s: x", 14, "“s” belongs behind “re”"),
            ("F|re|cased: x", 3, "“cased” contradicts “re”"),
            ("F|startswith|endswith: x", 16, "“endswith” contradicts “startswith”"),
            ("F|contains|startswith: x", 14, "contradicts"),
            ("F|contains|base64: x", 14, "“base64” stands before “contains”"),
            ("F|base64|windash: x", 12, "“windash” stands before “base64”"),
            ("F|wide|expand: x", 10, "“expand” stands before “wide”"), ("F|gt|lt: 1", 8, "“lt” contradicts “gt”"),
            ("F|gt|contains: 1", 8, "“contains” contradicts “gt”"),
            ("F|contains|gt: 1", 14, "“gt” contradicts “contains”"), ("F|exists|all: true", 3, "“exists” stands alone"),
            ("F|neq|exists: true", 3, "“exists” stands alone"),
            ("F|contains|fieldref: G", 14, "“fieldref” stands before “contains”"),
            ("F|fieldref|contains|endswith: G", 23, "“endswith” contradicts “contains”"),
            ("F|fieldref|re: G", 14, "“re” contradicts “fieldref”"),
            ("F|hour|minute: 1", 10, "“minute” contradicts “hour”"), ("F|gte|hour: 1", 9, "“hour” contradicts “gte”"),
            ("F|hour|gt|lt: 1", 13, "contradicts"), ("F|cased|cidr: ::1", 3, "“cased” contradicts “cidr”"),
            ("F|lt|expand: 1", 8, "“expand” contradicts “lt”"),
            ("'|cidr': 192.0.2.0/24", 3, "“cidr” needs a field"), ("'|gt': 1", 3, "“gt” needs a field"),
            ("'|exists': true", 3, "“exists” needs a field"), ("'|fieldref': G", 3, "“fieldref” needs a field"),
        ])
    func contradictions(_ item: String, _ column: Int, _ words: String) throws {
        let problem = try refusal(item)
        #expect(problem.line == 5)
        // The search is indented by four.
        #expect(problem.column == column + 2, "\(problem.message)")
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    @Test(
        "What is no value for its modifiers is refused where it stands",
        arguments: [
            ("F: []", 6, "an empty list"), ("F: {G: x}", 6, "a list or a mapping where a value"),
            ("F: [[x]]", 7, "a list or a mapping where a value"),
            ("F: [x, null]", 10, "null cannot stand in a list"), ("F|contains: null", 15, "no value"),
            ("F|contains:", 3, "no value"), ("F|cased:", 3, "no value"),
            ("F|re:", 3, "no value"), ("F|re: ''", 9, "an empty pattern"),
            ("F|re: a(b", 12, "no PCRE2 pattern: missing closing parenthesis"),
            ("F|re: '*a'", 10, "quantifier does not follow"),
            ("F|re: '[z-a]'", 13, "range out of order"), ("F|cidr: 192.0.2.1/24", 11, "write 192.0.2.0/24"),
            ("F|cidr: 2001:db8::1/32", 11, "write 2001:db8::/32"),
            ("F|cidr: example", 11, "no network"), ("F|cidr: 192.0.2.0/33", 11, "no network"),
            ("F|gt: x", 9, "compares numbers"), ("F|gt: '5'", 9, "without quotes"),
            ("F|exists: 1", 13, "true or false"), ("F|exists: 'true'", 13, "true or false"),
            ("F|fieldref: a*", 15, "no wildcards"), ("F|fieldref: ''", 15, "a field's name"),
            ("F|hour: 24", 11, "between 0 and 23"), ("F|month: 0", 12, "between 1 and 12"),
            ("F|day: 1.5", 10, "a whole number"), ("F|week: x", 11, "compares numbers"),
            ("F|base64: 'a*'", 13, "wildcards cannot be encoded"), ("F|base64: ''", 13, "nothing to encode"),
            ("F|base64offset: a", 19, "two bytes or more"),
            ("F|windash: -a -b -c -d", 14, "up to 3"), ("F|expand: '%nobody%'", 13, "“%nobody%”"),
            ("F|expand: '%none%'", 13, "“%none%”"), ("F|re|expand: 'a%nobody%'", 16, "“%nobody%”"),
            ("F|cidr|expand: '%nobody%'", 18, "“%nobody%”"), ("F|re|expand: '(%admins%'", 17, "no PCRE2 pattern"),
        ])
    func values(_ item: String, _ column: Int, _ words: String) throws {
        let problem = try refusal(item)
        #expect(problem.line == 5)
        #expect(problem.column == column + 2, "\(problem.message)")
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    @Test(
        "A keyword that every record holds is refused",
        arguments: [
            ("s: ''", "empty keyword"), ("s: ['*']", "empty keyword"), ("s: null", "no keyword"),
            ("s: [a, ~]", "no keyword"), ("s:", "is empty"), ("s: {}", "is empty"), ("s: []", "empty list"),
        ])
    func emptyKeywords(_ search: String, _ words: String) throws {
        let file = SigmaFixture.read(SigmaFixture.rule("\(search)\ncondition: s"))
        let problem = try #require(file.problems.first { $0.severity == .error })
        #expect(problem.message.contains(words), "\(problem.message)")
        #expect(problem.line == 4)
    }

    @Test(
        "What is doubtful is loaded with a warning",
        arguments: [
            ("F|all: x", "“all” says nothing"), ("F|contains|contains: x", "stands twice"),
            ("F|contains: ''", "any value fits"), ("F|expand: x", "finds no %placeholder%"),
            (#"F|expand: '\%admins%'"#, "plain percent sign"), ("F|hour|lt: 24", "between 0 and 23"),
        ])
    func doubts(_ item: String, _ words: String) throws {
        let file = SigmaFixture.read(SigmaFixture.rule("s:\n  \(item)\ncondition: s"))
        #expect(file.rules.count == 1)
        let problem = try #require(file.problems.first)
        #expect(problem.severity == .warning)
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    private func refusal(_ item: String) throws -> SigmaProblem {
        let file = SigmaFixture.read(SigmaFixture.rule("s:\n  \(item)\ncondition: s"))
        #expect(file.rules.isEmpty && file.refusedCount == 1)
        return try #require(file.problems.first { $0.severity == .error })
    }
}
