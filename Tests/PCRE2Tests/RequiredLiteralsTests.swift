import PCRE2
import Testing

@Suite struct RequiredLiteralsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let pattern: String
        let options: Pattern.Options
        /// Each clause with a bar between its literals; `~` before one in which case does not count.
        let clauses: Set<String>

        init(_ pattern: String, _ clauses: [String], _ options: Pattern.Options = []) {
            (self.pattern, self.options) = (pattern, options)
            self.clauses = Set(clauses.map { $0.split(separator: "|").sorted().joined(separator: "|") })
        }

        var testDescription: String { pattern }
    }

    /// What a pattern requires, as ``Case/clauses`` writes it.
    private func clauses(_ pattern: String, _ options: Pattern.Options = []) -> Set<String> {
        Set(
            RequiredLiterals(of: pattern, options: options).clauses.map { clause in
                clause.map { ($0.isCaseless ? "~" : "") + String(decoding: $0.bytes, as: UTF8.self) }.sorted().joined(
                    separator: "|")
            })
    }

    @Test(
        "Literals that stand side by side are one",
        arguments: [
            Case("foo", ["foo"]), Case("foo.*bar", ["foo", "bar"]), Case(#"foo\bbar$"#, ["foobar"]),
            Case("(foo)(?<n>bar)(?'m'ba)(?P<o>z)", ["foobarbaz"]), Case("(?>foo)(*atomic:bar)", ["foobar"]),
            Case("(?:foo|bar)baz", ["foobaz|barbaz", "baz"]), Case("x(?:a|bc)y", ["xay|xbcy", "x", "y"]),
            Case("(?|foo|bar)", ["foo|bar"]), Case("foo|foobar|zfoo", ["foo"]),
            Case("a[.]b[xy]", ["a.bx|a.by", "a.b"]),
            Case("(*UTF)(*NO_JIT)foo", ["foo"]), Case("foo(*MARK:bar)(*COMMIT)qux", ["fooqux"]),
            Case("foo(?#bar)qux", ["fooqux"]), Case("[[:<:]]foo[[:>:]]", ["foo"]), Case(#"foo\K\Gbar"#, ["foobar"]),
        ])
    func adjacent(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test(
        "A quantifier takes the last character or group",
        arguments: [
            Case("a{3}", ["aaa"]), Case("fo{2,}", ["foo"]), Case("foo*bar", ["bar", "fo"]),
            Case("foo?bar", ["foobar|fobar", "fo", "bar"]),
            Case("fo{0}bar", ["fbar"]), Case("(?:ab){2}c", ["ababc"]), Case("(?:ab)+c", ["abc"]),
            Case("(?:foo.bar)+", ["foo", "bar"]), Case("(?:foo.bar){2}", ["barfoo"]),
            Case("(?:foo)*", []), Case("(?:foo|ba?)", ["foo|b"]), Case("foo++bar", ["obar", "foo"]),
            Case("fo+?bar", ["obar", "fo"]),
            Case("f{a}", ["f{a}"]), Case("f{2", ["f{2"]), Case("f{2,1,}", ["f{2,1,}"]), Case("f{}", ["f{}"]),
            // A quantifier from release 10.43 on, literal before.
            Case("foo{,2}", []), Case("foo{ 2}", []),
            Case(#"ab\E+c"#, ["bc", "ab"]), Case(#"ab\Q\E+c"#, ["bc", "ab"]), Case("ab(?#x)+c", ["bc", "ab"]),
            Case(#"\Qa.b\E+c"#, ["a.b", "bc"]), Case(#"a+\Qb\E"#, ["ab"]),
            // The whole letter where the pattern is UTF, its last byte where it is not.
            Case("éa{2}", ["éaa"]), Case("zé{2}", ["zéé"], .utf), Case("zé{0}y", ["zy"], .utf),
            Case("zéé*y", ["zé", "y"], .utf),
        ])
    func quantified(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test("Without UTF a quantifier takes a letter's last byte")
    func lastByte() {
        let required = RequiredLiterals(of: "zé{2}")
        #expect(required.clauses == [[RequiredLiterals.Literal(bytes: [0x7A, 0xC3, 0xA9, 0xA9])]])
    }

    @Test(
        "Escapes stand for their bytes",
        arguments: [
            Case(#"\x41\x{42}\o{103}\0611"#, ["ABC11"]), Case(#"ab\104c"#, ["ab", "c"]),
            Case(#"\0611\x6f\cA"#, ["11o\u{1}"]),
            Case(#"\a\e\f\n\r\t"#, ["\u{7}\u{1B}\u{C}\n\r\t"]), Case(#"\Qa\b.*\Ec"#, [#"a\b.*c"#]),
            Case(#"\.\\\/\_"#, [#".\/_"#]),
            Case(#"\N{U+e9}x"#, ["éx"], .utf), Case(#"\x{e9}x"#, ["éx"], .utf), Case(#"foo\Rbar"#, ["foo", "bar"]),
            Case(#"foo\Xbar\hq"#, ["foo", "bar", "q"]), Case(#"a\1b"#, ["a", "b"]),
            Case(#"foo\g{-1}bar"#, ["foo", "bar"]),
            Case(#"foo\k<n>bar(?P=n)ba"#, ["foo", "bar"]), Case(#"foo(?R)?bar(?&n)"#, ["foo", "bar"]),
        ])
    func escapes(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test(
        "Letter case is folded in ASCII, and partners beyond it are alternatives",
        arguments: [
            Case("(?i)foo", ["~foo"]), Case("[Ff]oo", ["~foo"]), Case("fo(?i)o", ["~foo"]), Case("(?i)12", ["12"]),
            Case("(?i:f)oo", ["~foo"]), Case("a(?i)b|c", ["~ab|~c"]), Case("(?i)a(?-i)b.c", ["~ab", "c"]),
            Case("task", ["~task"], .caseless),
            Case("pak", ["~pak|~pa\u{212A}", "~pa"], [.caseless, .utf]),
            Case("st", ["~st|~ſt", "~t"], [.caseless, .utf]),
            Case("fé", ["fé"], .utf), Case("fé", ["~fé"], .caseless), Case("foé", ["~fo"], [.caseless, .utf]),
            Case("(*UCP)foé", ["~fo"], .caseless),
            Case("f中", ["~f中"], [.caseless, .utf]), Case("(?^)foo", ["foo"], .caseless),
        ])
    func letterCase(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test(
        "Extended mode leaves blanks and comments away",
        arguments: [
            Case("(?x) f o o # bar\n q", ["fooq"]), Case("(?x)f o {2} o", ["fooo"]), Case(#"(?x)f\ o[ ]o"#, ["f o o"]),
            Case("(?x: f o )\\ o", ["fo o"]), Case("(?x)f + + o", ["fo"]), Case("(?x)\u{85}foo", []),
            Case("(*CR)(?x)a#b\nfoo", []),
            Case("(?xx)fo[ a]", []), Case("(?-x) f", [" f"]),
        ])
    func extended(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test(
        "Brackets are read as PCRE2 reads them",
        arguments: [
            Case("f[]]o", ["f]o"]), Case("f[^]]oo", ["oo", "f"]), Case(#"f[\]-]o"#, ["f]o|f-o", "f", "o"]),
            Case(#"f[\Q]\E]o"#, ["f]o"]),
            Case("f[a-c]o", ["fao|fbo|fco", "f", "o"]), Case("fo[a-z]ba", ["fo", "ba"]),
            Case("fo[[:alpha:]]ba", ["fo", "ba"]),
            Case("f[[:]o", ["f:o|f[o", "f", "o"]), Case(#"f[\b]"#, ["f\u{8}"]), Case("f[é]", ["fé"], .utf),
            Case("fo[é-]", ["fo-|foé", "fo"], .utf),
        ])
    func brackets(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test(
        "Looks: what is seen ahead or behind is there, what is not seen says nothing",
        arguments: [
            Case("foo(?=bar)", ["foo", "bar"]), Case("(?<=foo)bar", ["foo", "bar"]), Case("(*pla:foo)b", ["foo", "b"]),
            Case("(?!foo)bar", ["bar"]),
            Case("(?<!foo)bar", ["bar"]), Case("(?=foo|bar)", ["foo|bar"]), Case("(?:(?=foo)a|b)", ["foo|b", "a|b"]),
            Case("(?=foo)?b", ["b"]),
        ])
    func looks(_ one: Case) { #expect(clauses(one.pattern, one.options) == one.clauses) }

    @Test("The clause that is likely to turn away most stands first")
    func order() {
        for (pattern, first) in [
            ("a.*longer.*bc", "longer"), ("[ab]x.*foo", "foo"), ("(?:com|net|org).*evil", "evil"),
        ] {
            let clause = RequiredLiterals(of: pattern).clauses.first ?? []
            #expect(clause.map { String(decoding: $0.bytes, as: UTF8.self) } == [first], "\(pattern)")
        }
    }

    @Test(
        "Where nothing is certain nothing is required",
        arguments: [
            "", "a|", "(a|)", "a*", "a?", "[^a]", ".*", #"\w+\s\d"#, "foo(*ACCEPT)bar", "(?:foo(*ACCEPT:x)|b)c",
            "(?C1)foo", "foo(?C)", "(?(1)foo|)b?",
            "(?(DEFINE)(?<n>foo))", "(*scs:(1)foo)", "(?[[a]])", "(?", "[a", #"\"#, #"\u"#, "[[.a.]]", "(?z)foo",
            String(repeating: "(", count: 200) + "foo" + String(repeating: ")", count: 200),
            String(repeating: "a", count: 70_000),
        ])
    func nothing(_ pattern: String) { #expect(RequiredLiterals(of: pattern).clauses == []) }

    @Test("Conditionals require one of their branches")
    func conditional() {
        #expect(clauses("(x)?(?(1)foo|bar)") == ["bar|foo"])
        #expect(clauses("(?(?=a)foo|bar)qux") == ["barqux|fooqux", "qux"])
        #expect(clauses("(?(DEFINE)(?<n>foo))bar") == ["bar"])
    }

    @Test("Clauses are bounded")
    func bounds() {
        let words = (0..<500).map { "word\($0)x" }.joined(separator: "|")
        let long = RequiredLiterals(of: String(repeating: "abcdefgh", count: 100))
        for required in [
            RequiredLiterals(of: "(?:\(words))tail"), long,
            RequiredLiterals(of: String(repeating: "(?:a|b)", count: 30)),
            RequiredLiterals(of: (0..<500).map { "lit\($0).*" }.joined()),
            RequiredLiterals(of: String(repeating: "s", count: 60), options: [.caseless, .utf]),
        ] {
            #expect(!required.clauses.isEmpty)
            #expect(required.clauses.count <= RequiredLiterals.mostClauses)
            for clause in required.clauses {
                #expect(1...RequiredLiterals.mostLiterals ~= clause.count)
                #expect(clause.allSatisfy { 1...RequiredLiterals.longestLiteral ~= $0.bytes.count })
            }
        }
        #expect(long.clauses.first?.first?.bytes.count == RequiredLiterals.longestLiteral)
        let many = RequiredLiterals(of: "(?:\(words))tail").clauses
        #expect(many.contains { $0.count > 1 }, "a wide choice is told by shorter beginnings")
        #expect(many.contains { $0.map { String(decoding: $0.bytes, as: UTF8.self) } == ["tail"] })
    }

    @Test("A literal says whether it is in a run of bytes")
    func isIn() {
        let cased = RequiredLiterals.Literal(bytes: Array("Foo".utf8))
        let caseless = RequiredLiterals.Literal(bytes: Array("Foo".utf8), isCaseless: true)
        #expect(caseless.bytes == Array("foo".utf8))
        #expect(!RequiredLiterals.Literal(bytes: [0x31], isCaseless: true).isCaseless)
        for (text, inCased, inCaseless) in [
            ("aFoo", true, true), ("FOO", false, true), ("Fo", false, false), ("", false, false),
        ] {
            #expect(cased.isIn(Array(text.utf8)) == inCased)
            #expect(caseless.isIn(Array(text.utf8)) == inCaseless)
        }
    }
}
