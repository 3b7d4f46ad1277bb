import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// What a test of a rule means, record by record, for both engines.
@Suite struct RuleCaseTests {
    /// A search in YAML, a record, and whether the one matches the other.
    struct Case: CustomTestStringConvertible, Sendable {
        var search: String
        var record: String
        var matches: Bool

        init(_ search: String, _ record: String, _ matches: Bool) {
            self.search = search
            self.record = record
            self.matches = matches
        }

        var testDescription: String { "\(search) on \(record)" }
    }

    static let strings: [Case] = [
        Case(#"f: abc"#, #"{"f":"ABC"}"#, true),
        Case(#"f: abc"#, #"{"f":"abcd"}"#, false),
        Case(#"f: abc"#, #"{"g":"abc"}"#, false),
        Case(#"f|cased: abc"#, #"{"f":"ABC"}"#, false),
        Case(#"f|cased: abc"#, #"{"f":"abc"}"#, true),
        Case(#"f|contains: bc"#, #"{"f":"aBcd"}"#, true),
        Case(#"f|startswith: ab"#, #"{"f":"ABcd"}"#, true),
        Case(#"f|startswith: ab"#, #"{"f":"cab"}"#, false),
        Case(#"f|endswith: '\cmd.exe'"#, #"{"f":"C:\\Windows\\CMD.EXE"}"#, true),
        Case(#"f|endswith: '\cmd.exe'"#, #"{"f":"C:\\Windows\\xcmd.exe"}"#, false),
        Case(#"f: 'a*c'"#, #"{"f":"axyzc"}"#, true),
        Case(#"f: 'a*c'"#, #"{"f":"axyzcd"}"#, false),
        Case(#"f: 'a?c'"#, #"{"f":"aéc"}"#, true),
        Case(#"f: 'a?c'"#, #"{"f":"ac"}"#, false),
        Case(#"f: 'a\*c'"#, #"{"f":"a*c"}"#, true),
        Case(#"f: 'a\*c'"#, #"{"f":"axc"}"#, false),
        Case(#"f: '*a*b*a*'"#, #"{"f":"xaxxbxxax"}"#, true),
        Case(#"f: '*a*b*a*'"#, #"{"f":"xbxa"}"#, false),
        Case(#"f: 'x*ab'"#, #"{"f":"xabab"}"#, true),
        Case(#"f: '*'"#, #"{"f":""}"#, true),
        Case(#"f: '*'"#, #"{"g":""}"#, false),
        Case(#"f: '*'"#, #"{"f":null}"#, false),
        Case(#"f: ''"#, #"{"f":""}"#, true),
        Case(#"f: ''"#, #"{"f":null}"#, false),
        Case(#"f: ''"#, #"{}"#, false),
        Case(#"f: ПРИВЕТ"#, #"{"f":"привет"}"#, true),
        Case(#"f|contains: Ташкент"#, #"{"f":"город ташкент"}"#, true),
        Case(#"f|contains: ß"#, #"{"f":"SS"}"#, false),
        Case(#"f: k"#, #"{"f":"\u212a"}"#, false),
        Case(#"f: abc"#, #"{"f":"\u0061bc"}"#, true),
        Case(#"f|contains: 'a/b'"#, #"{"f":"xa\/b"}"#, true),
        Case(#"f|contains|all: [ab, cd]"#, #"{"f":"cd ab"}"#, true),
        Case(#"f|contains|all: [ab, cd]"#, #"{"f":"cd a b"}"#, false),
        Case(#"f: [x, abc]"#, #"{"f":"abc"}"#, true),
        Case(#"f|windash|contains: ' -a'"#, #"{"f":"x /a"}"#, true),
        Case(#"f|base64offset|contains: foobar"#, #"{"f":"Zm9vYmFy"}"#, true),
        Case(#"f|wide|base64offset|contains: foo"#, #"{"f":"xZgBvAG8Ay"}"#, true),
        Case(#"f|neq: abc"#, #"{"f":"abd"}"#, true),
        Case(#"f|neq: abc"#, #"{"f":"ABC"}"#, false),
    ]

    static let others: [Case] = [
        Case("f: 4688", #"{"f":4688}"#, true),
        Case("f: 4688", #"{"f":"4688"}"#, true),
        Case("f: 4688", #"{"f":"+04688.0"}"#, true),
        Case("f: 4688", #"{"f":46880}"#, false),
        Case("f: '4688'", #"{"f":4688}"#, true),
        Case("f: 0x10", #"{"f":"0x10"}"#, true),
        Case("f: 0", #"{"f":"-0"}"#, true),
        Case("f: true", #"{"f":true}"#, true),
        Case("f: true", #"{"f":"True"}"#, true),
        Case("f: true", #"{"f":1}"#, false),
        Case("f: null", #"{}"#, true),
        Case("f: null", #"{"f":null}"#, true),
        Case("f: null", #"{"f":""}"#, false),
        Case("f|exists: true", #"{"f":null}"#, true),
        Case("f|exists: false", #"{}"#, true),
        Case("f|exists: false", #"{"f":0}"#, false),
        Case("f|gt: 5", #"{"f":6}"#, true),
        Case("f|gt: 5", #"{"f":"5.5"}"#, true),
        Case("f|gte: 5", #"{"f":5}"#, true),
        Case("f|lt: 5", #"{"f":"x"}"#, false),
        Case("f|lt: 5", #"{"f":-7e2}"#, true),
        Case("f|cidr: 192.0.2.0/24", #"{"f":"192.0.2.77"}"#, true),
        Case("f|cidr: 192.0.2.0/24", #"{"f":"192.0.3.77"}"#, false),
        Case("f|cidr: 192.0.2.0/24", #"{"f":"192.0.2.77:80"}"#, false),
        Case("f|cidr: '2001:db8::/32'", #"{"f":"2001:DB8:1::5"}"#, true),
        Case("f|cidr: 192.0.2.0/24", #"{"f":"::ffff:192.0.2.1"}"#, true),
        Case("f|fieldref: g", #"{"f":"Ab","g":"aB"}"#, true),
        Case("f|fieldref: g", #"{"f":"Ab"}"#, false),
        Case("f|fieldref: g", #"{}"#, false),
        Case("f|fieldref|contains: g", #"{"f":"xaby","g":"AB"}"#, true),
        Case("f|hour: 13", #"{"f":"2026-11-24T13:05:00Z"}"#, true),
        Case("f|hour: 13", #"{"f":"2026-11-24T13:05:00+05:00"}"#, false),
        Case("f|week: 53", #"{"f":"2021-01-03 10:00:00"}"#, true),
        Case("f|re: '^a.c$'", #"{"f":"abc"}"#, true),
        Case("f|re: '^a.c$'", #"{"f":"ABC"}"#, false),
        Case("f|re|i: '^a.c$'", #"{"f":"ABC"}"#, true),
        Case("f|re|i: 'masked'", #"{"f":"MAſKED"}"#, true),
        Case("f|re: 'a.c'", #"{"f":"a\nc"}"#, false),
        Case("f|re|s: 'a.c'", #"{"f":"a\nc"}"#, true),
        Case("f|re|m: '^b$'", #"{"f":"a\nb\nc"}"#, true),
        Case("a.b: x", #"{"a":{"b":"x"}}"#, true),
        Case("a.b: x", #"{"a.b":"x"}"#, true),
        Case("a.b.c: x", #"{"a.b":{"c":"x"}}"#, true),
        Case("a.b: x", #"{"a":[{"b":"y"},{"b":"X"}]}"#, true),
        Case("f: x", #"{"f":["y","x"]}"#, true),
        Case("f|contains: '['", #"{"f":["y"]}"#, false),
        Case("f|exists: true", #"{"f":[]}"#, true),
        Case("f: null", #"{"f":[]}"#, false),
        Case("f: null", #"{"f":[1,null]}"#, true),
        Case("f|contains: '\"k\"'", #"{"f":{"k":1}}"#, true),
        Case("'|re': 'cat.{1,5}dog'", #"{"x":"the cat and dog"}"#, true),
    ]

    static let keywords: [Case] = [
        Case("[evil]", #"{"a":{"b":["so EVIL it is"]}}"#, true),
        Case("[evil]", #"{"evil":"good"}"#, true),
        Case("[evil]", #"{"\u0065vil":"good"}"#, false),
        Case("['line one']", #"{"a":"\u006cine\u0020one"}"#, true),
        Case("['a*c']", #"{"f":"xxabcxx"}"#, true),
        Case("['C:\\Temp']", #"{"f":"in C:\\temp\\x"}"#, true),
        Case("['\"quoted\"']", #"{"f":"a \"quoted\" word"}"#, true),
        Case("[evil]", "Nov 24 10:00:00 host prog[1]: something Evil happens", true),
        Case("[evil, bad]", "a bad line", true),
        Case("[evil, bad]", "a good line", false),
        Case("{'|all': [evil, line]}", "an evil line", true),
        Case("{'|all': [evil, line]}", "an evil thing", false),
    ]

    @Test("Strings, wildcards and what modifiers make of them", arguments: strings)
    func stringCases(_ one: Case) throws { try check(one, "{\(one.search)}") }

    @Test("Numbers, truth, absence, networks, fields, dates, patterns, paths", arguments: others)
    func otherCases(_ one: Case) throws { try check(one, "{\(one.search)}") }

    @Test("Keywords stand anywhere in a record's values or text", arguments: keywords)
    func keywordCases(_ one: Case) throws { try check(one, one.search) }

    /// Tries a case with both engines, as it is and under a not, alone in its log and behind other records.
    private func check(_ one: Case, _ search: String) throws {
        let rules = RuleRun.rules(
            """
            title: plain
            logsource: {category: test}
            detection:
              s: \(search)
              condition: s
            ---
            title: negated
            logsource: {category: test}
            detection:
              s: \(search)
              condition: not s
            """)
        let scratch = Scratch()
        let isJSON = one.record.hasPrefix("{")
        let noise = isJSON ? #"{"zz":"zz"}"# : "zz zz"
        for text in [one.record, "\(noise)\n\(one.record)\n\(noise)\n"] {
            let path = scratch.file(text == one.record ? "one" : "three", Array(text.utf8))
            for engine in MatchOptions.Engine.allCases {
                let found = try RuleRun.search(
                    [.file(path)], RuleRun.table(rules, map: LogSourceMap()), Manner(engine: engine),
                    logFormat: isJSON ? "json" : "text")
                let line = text == one.record ? 1 : 2
                let hits = found.hits.filter { $0.line == line }.map(\.rule)
                #expect(hits == [one.matches ? "plain" : "negated"], "\(engine)")
            }
        }
    }

    @Test("A pattern that backtracks without end is undecided, counted and named, and holds nothing up")
    func limits() throws {
        let rules = RuleRun.rules(
            """
            title: catastrophe
            id: 11111111-1111-4111-8111-111111111111
            logsource: {category: test}
            detection: {s: {f|re: '^(a+)+$'}, condition: s}
            ---
            title: its opposite
            logsource: {category: test}
            detection: {s: {f|re: '^(a+)+$'}, condition: not s}
            """)
        let scratch = Scratch()
        let bad = #"{"f":""# + String(repeating: "a", count: 60_000) + #"b"}"# + "\n"
        let path = scratch.file("log", Array((#"{"f":"aa"}"# + "\n" + String(repeating: bad, count: 20)).utf8))
        for engine in MatchOptions.Engine.allCases {
            let start = ContinuousClock.now
            let found = try RuleRun.search(
                [.file(path)], RuleRun.table(rules, map: LogSourceMap()), Manner(engine: engine), logFormat: "json")
            // A search without limits takes longer than anybody has.
            #expect(ContinuousClock.now - start < .seconds(200))
            #expect(found.hits.map(\.line) == [1])
            #expect(found.outcome.undecidedRules.map(\.records) == [20, 20], "\(engine)")
            #expect(found.outcome.undecidedRules.map(\.line) == [2, 2])
            #expect(found.outcome.accounting.matched == 1 && found.outcome.accounting.unmatched == 20)
        }
    }

    @Test("Records of JSON in any shape have the lines on which they begin")
    func shapes() throws {
        let rules = RuleRun.rules(
            "{title: t, logsource: {category: test}, detection: {s: {n: [2, 3]}, condition: s}}")
        let scratch = Scratch()
        let shapes: [(text: String, lines: [Int], offsets: [Int])] = [
            ("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", [2, 3], [8, 16]),
            ("[{\"n\":1},{\"n\":2},{\"n\":3}]", [1, 1], [9, 17]),
            ("{\"Records\":[{\"n\":1},\n{\"n\":2},{\"n\":3}]}", [2, 2], [21, 29]),
            ("{\n \"n\": 1\n}\n{\n \"n\": 2\n}\n{\n \"n\": 3\n}\n", [4, 7], [12, 24]),
            ("[\n {\n  \"n\": 1\n },\n {\n  \"n\": 2\n },\n {\n  \"n\": 3\n }\n]\n", [5, 8], [19, 35]),
        ]
        for (index, shape) in shapes.enumerated() {
            let path = scratch.file("\(index).json", Array(shape.text.utf8))
            for manner in [Manner(), Manner(blockSize: 1), Manner(engine: .reference, blockSize: 7)] {
                let found = try RuleRun.search([.file(path)], RuleRun.table(rules, map: LogSourceMap()), manner)
                #expect(found.hits.map(\.line) == shape.lines, "\(shape.text) \(manner)")
                #expect(found.hits.map(\.byteOffset) == shape.offsets, "\(shape.text) \(manner)")
                #expect(found.outcome.accounting.total == 3, "\(shape.text) \(manner)")
            }
        }
    }
}
