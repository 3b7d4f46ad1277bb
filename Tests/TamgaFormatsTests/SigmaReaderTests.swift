import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct SigmaReaderTests {
    @Test("A rule is read whole")
    func wholeRule() throws {
        let file = SigmaFixture.read(
            #"""
            # a comment
            title: Suspicious thing
            id: 929A690E-BEF0-4204-a928-ef5e620d6fcc
            name: suspicious_thing
            related:
              - {id: 08FBC97D-0a2f-491c-ae21-8ffcfd3174e9, type: derived}
              - {id: 18fbc97d-0a2f-491c-ae21-8ffcfd3174e9, type: obsoletes}
            status: Stable
            description: |
              Two
              lines
            tags: [attack.t1059.001, cve.2024.1]
            logsource:
              Category: other
              category: Process_Creation
              product: [windows, Linux]
              definition: none
            detection:
              s: {F: x}
              condition: s
            falsepositives: Unlikely
            fields: [F, G]
            level: HIGH
            tamga:
              match:
                - 'a plain line'
                - {F: x, n: 007, deep: {b: true, list: [1, 1.50, +2, .5, null, 'q"']}}
                - {line: 'sshd[1]: x', format: syslog}
              no_match: |
                one line
              match_limit: 5000
              depth_limit: 100
              unsieved: it is short
              format: json
            custom: {anything: [goes]}
            """#)
        let rule = try #require(file.rules.first, "\(file.problems)")
        #expect(rule.title == "Suspicious thing")
        #expect(rule.id == "929a690e-bef0-4204-a928-ef5e620d6fcc" && rule.key == rule.id)
        #expect(rule.name == "suspicious_thing")
        #expect(rule.related.map(\.kind) == [.derived, .obsolete])
        #expect(rule.related.first?.id == "08fbc97d-0a2f-491c-ae21-8ffcfd3174e9")
        #expect(rule.status == "stable" && rule.level == .high)
        #expect(rule.summary == "Two\nlines\n")
        #expect(rule.tags == ["attack.t1059.001", "cve.2024.1"])
        #expect(rule.falsePositives == ["Unlikely"] && rule.fields == ["F", "G"])
        #expect(rule.logSource == SigmaLogSource(categories: ["process_creation"], products: ["windows", "linux"]))
        #expect(rule.conditionText == "s")
        #expect(rule.place == SigmaPlace(source: "r.yml", line: 2))
        #expect(
            rule.custom.matches == [
                SigmaExample(record: "a plain line", format: "json", line: 26),
                SigmaExample(
                    record: #"{"F":"x","n":"007","deep":{"b":true,"list":[1,1.50,2.0,0.5,null,"q\""]}}"#,
                    format: "json", line: 27),
                SigmaExample(record: "sshd[1]: x", format: "syslog", line: 28),
            ])
        #expect(rule.custom.nonMatches == [SigmaExample(record: "one line", format: "json", line: 29)])
        #expect(rule.custom.matchLimit == 5000 && rule.custom.depthLimit == 100)
        #expect(rule.custom.unsieved == "it is short")
        #expect(
            file.problems.map(\.message) == [
                "“Category” says nothing here; did you mean “category”?",
                "a list of values for “product”, where Sigma has one; any of them is meant",
            ])
    }

    @Test("Of a rule's keys that stand twice, lists are joined and what only describes is the last")
    func repeatedTopKeys() throws {
        let file = SigmaFixture.read(
            "title: T\ntags: [a.b]\nstatus: test\ntags:\n- c.d\ntags: e.f\nstatus: stable\nfields: x\nauthor: n\n"
                + "author: m\nlogsource: {product: a}\ndetection: {s: x, condition: s}\n")
        let rule = try #require(file.rules.first, "\(file.problems)")
        #expect(rule.tags == ["a.b", "c.d", "e.f"])
        #expect(rule.status == "stable")
        #expect(rule.fields == ["x"])
        #expect(file.problems.map(\.line) == [4, 6, 7, 10])
        #expect(file.problems.allSatisfy { $0.severity == .warning })
        #expect(file.problems[0].message == "“tags” stands twice in the rule, first in line 2; the lists are joined")
        #expect(file.problems[2].message == "“status” stands twice in the rule, first in line 3; the last one counts")
    }

    @Test(
        "Of what a rule is, nothing may stand twice",
        arguments: ["detection: {s: x, condition: s}", "logsource: {product: a}", "title: T", "id: x", "level: low"])
    func repeatedKeysThatMatter(_ line: String) {
        let file = SigmaFixture.read(
            "title: T\nid: x\nlevel: low\nlogsource: {product: a}\ndetection: {s: x, condition: s}\n\(line)\n")
        #expect(file.rules.isEmpty && file.refusedCount == 1)
        #expect(file.problems.contains { $0.severity == .error && $0.line == 6 && $0.message.contains("stands twice") })
    }

    @Test("A key that stands twice in a search is two items, both of which must hold")
    func repeatedKeys() throws {
        let file = SigmaFixture.read(SigmaFixture.rule("s:\n  F|contains: a\n  G: b\n  F|contains: c\ncondition: s"))
        #expect(SigmaFixture.line(try #require(file.rules.first).condition) == "(F ‘*a*’ & G ‘b’ & F ‘*c*’)")
        let problem = try #require(file.problems.first)
        #expect(problem.severity == .warning && problem.line == 7 && problem.column == 5)
        #expect(problem.message == "“F|contains” stands twice, first in line 5; both must hold")
    }

    @Test(
        "What is wrong in a rule is said with its place",
        arguments: [
            ("", 1, 1, "the file is empty"), ("# nothing\n", 1, 1, "the file is empty"),
            ("- a\n- b\n", 1, 1, "no rule; a rule is a mapping"), ("just text", 1, 1, "no rule; a rule is a mapping"),
            ("title: T\n", 1, 1, "no “detection”"),
            ("detection: {s: x, condition: s}\nlogsource: {product: a}\n", 1, 1, "no “title”"),
            ("title: ''\ndetection: {s: x, condition: s}\nlogsource: {product: a}\n", 1, 8, "no “title”"),
            (
                "title: [T]\ndetection: {s: x, condition: s}\nlogsource: {product: a}\n", 1, 8,
                "“title” must be a single value"
            ),
            ("title: T\ndetection: {s: x, condition: s}\n", 1, 1, "no “logsource”"),
            ("title: T\nlogsource: windows\ndetection: {s: x, condition: s}\n", 2, 12, "“logsource” must be a mapping"),
            ("title: T\nlogsource: {definition: x}\ndetection: {s: x, condition: s}\n", 2, 1, "neither a category"),
            (
                "title: T\nlogsource: {product: {a: b}}\ndetection: {s: x, condition: s}\n", 2, 22,
                "must be a single value"
            ),
            (
                "title: T\nlogsource: {product: a, product: b}\ndetection: {s: x, condition: s}\n", 2, 25,
                "“product” stands twice in logsource, first in line 2"
            ),
            ("title: T\nlogsource: {product: a}\ndetection: x\n", 3, 12, "“detection” must be a mapping"),
            ("title: T\nlogsource: {product: a}\ndetection: {condition: s}\n", 3, 1, "no searches"),
            ("title: T\nlogsource: {product: a}\ndetection: {s: x}\n", 3, 1, "no “condition”"),
            (
                "title: T\nlogsource: {product: a}\ndetection:\n  s: x\n  s: y\n  condition: s\n", 5, 3,
                "“s” stands twice in detection, first in line 4"
            ),
            (
                "title: T\ntitle: U\nlogsource: {product: a}\ndetection: {s: x, condition: s}\n", 2, 1,
                "“title” stands twice in the rule, first in line 1"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\nlevel: hgih\n", 4, 8,
                "“hgih” is no level; did you mean “high”?"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\nlevel: [high]\n", 4, 8,
                "single value"
            ),
            (
                "action: global\ntitle: T\nlogsource: {product: a}\n", 1, 1,
                "“action: global” is no longer part of Sigma"
            ), ("title: T\naction: repeat\n", 2, 1, "correlation rule"), ("action: reset\n", 1, 1, "no longer part"),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {match_limt: 5}\n", 4, 9,
                "“match_limt” is not known in tamga; did you mean “match_limit”?"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: x\n", 4, 8,
                "“tamga” must be a mapping"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {match_limit: 0}\n", 4, 22,
                "a whole number"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {depth_limit: 4294967296}\n",
                4, 22, "a whole number"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {match: ['']}\n", 4, 17,
                "an empty example"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {match: [[a]]}\n", 4, 17,
                "an example is a line"
            ),
            (
                "title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\ntamga: {unsieved: }\n", 4, 9,
                "says why"
            ), ("title: T\n\tlogsource: x\n", 2, 1, "no YAML: a tab"),
            ("title: 'T\n", 1, 8, "no YAML: the quote is never closed"),
            (
                "title: T\ncorrelation: {type: x}\ndetection: {s: x, condition: s}\n", 2, 1,
                "“correlation” and “detection” in one document"
            ),
            (
                "title: T\nfilter: {s: x}\ndetection: {s: x, condition: s}\n", 2, 1,
                "“filter” and “detection” in one document"
            ),
            ("title: T\ncorrelation: x\n", 2, 1, "“correlation” must be a mapping"),
            ("title: T\nfilter: x\n", 2, 1, "“filter” must be a mapping"),
            ("title: é\nlevel: \"hi\\qgh\"\n", 2, 11, "no YAML: no escape"),
        ])
    func faults(_ yaml: String, _ line: Int, _ column: Int, _ words: String) throws {
        let file = SigmaFixture.read(yaml)
        let problem = try #require(file.problems.first { $0.severity == .error })
        #expect(problem.line == line && problem.column == column, "\(problem)")
        #expect(problem.message.contains(words), "\(problem)")
        #expect(file.rules.isEmpty && file.hasErrors)
        if !yaml.isEmpty, !yaml.hasPrefix("#") {
            #expect(file.refusedCount == 1)
            #expect(problem.excerpt == String(yaml.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]))
        }
    }

    @Test(
        "What is doubtful in a rule is a warning with its place",
        arguments: [
            ("status: prodction", 8, "“prodction” is no status"), ("status: deprecated", 8, "the rule is deprecated"),
            ("status: unsupported", 8, "the rule is unsupported"), ("id: x", 4, "no UUID"),
            ("tags: [malware]", 0, "no namespace"), ("tags: [[a.b]]", 7, "left out"),
            ("taxonomy: ecs", 10, "“ecs” is not translated"), ("related: x", 9, "must be a list"),
            ("related: [{id: x}]", 10, "an “id” and a “type”"),
            ("related: [{id: x, type: simlar}]", 10, "did you mean “similar”?"),
            ("correlation: see rule 2", 0, "“correlation” is a mapping in Sigma"),
        ])
    func doubts(_ line: String, _ column: Int, _ words: String) throws {
        let file = SigmaFixture.read("title: T\nlogsource: {product: a}\ndetection: {s: x, condition: s}\n\(line)\n")
        #expect(file.rules.count == 1)
        let problem = try #require(file.problems.first)
        #expect(problem.severity == .warning && problem.line == 4 && problem.column == column + 1, "\(problem)")
        #expect(problem.message.contains(words), "\(problem)")
    }

    @Test("One document that is refused leaves the others as they are")
    func documentsStandAlone() {
        let rule = SigmaFixture.rule("s: {F: x}\ncondition: s")
        let file = SigmaFixture.read("\(rule)---\ntitle: 'open\n---\n\(rule)---\ntitle: T\n---\n\(rule)")
        #expect(file.rules.map(\.place.line) == [1, 9, 17])
        #expect(file.refusedCount == 2)
        #expect(file.problems.map(\.line) == [7, 15])
    }

    @Test("A problem shows its line with a caret")
    func pointers() throws {
        let file = SigmaFixture.read(SigmaFixture.rule("s:\n  é|endswth: x\ncondition: s"))
        let problem = try #require(file.problems.first)
        #expect(problem.description == "r.yml:5:7: error: “endswth” is no modifier; did you mean “endswith”?")
        #expect(problem.pointer == "    é|endswth: x\n      ^")
        #expect(problem.title == "T")
        #expect(problem.refusal.description == "r.yml:5: “endswth” is no modifier; did you mean “endswith”? (T)")
        let tab = SigmaFixture.read("title: T\na:\t\tb: c\n").problems[0]
        #expect(tab.pointer == "a:\t\tb: c\n  \t\t ^")
        #expect(SigmaFixture.read("title: \u{1B}[31m\n").problems[0].pointer == "title: ?[31m\n       ^")
    }

    @Test("Sigma's files are text in UTF-8")
    func binaryFiles() {
        for (bytes, words) in [
            ([0x74, 0xFF], "not UTF-8"), ([0xFF, 0xFE, 0x74, 0x00], "UTF-16"), ([0x00], "control character"),
        ] as [([UInt8], String)] {
            let file = SigmaReader().read(bytes, source: "x")
            #expect(file.refusedCount == 1 && file.problems.count == 1)
            #expect(file.problems[0].message.contains(words))
        }
    }

    @Test("Hostile files end in bounded time")
    func hostileFiles() {
        let start = ProcessorTime.ofThread
        func message(_ yaml: String) -> String {
            SigmaFixture.read(yaml).problems.first { $0.severity == .error }?.message ?? ""
        }
        var bomb = "title: T\nlogsource: {product: a}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb +=
                "a\(level): &a\(level) [" + repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(message(bomb + "detection: {s: *a9, condition: s}\n").contains("aliases written out"))
        #expect(message("title: " + String(repeating: "[", count: 100_000)).contains("inside each other"))
        #expect(message(String(repeating: "x", count: (16 << 20) + 1)).contains("larger than"))
        let long = String(repeating: "-a ", count: 30_000)
        #expect(message(SigmaFixture.rule("s: {F|windash: '\(long)'}\ncondition: s")).contains("longer than 65536"))
        #expect(
            message(SigmaFixture.rule("s: {F|expand: '\(String(repeating: "%admins%", count: 40))'}\ncondition: s"))
                .contains("expands to more than 10000"))
        var small = SigmaLimits()
        small.maximumExpandedSize = 100_000
        let dashes = SigmaFixture.rule("s:\n  F|windash: '-\(String(repeating: "x", count: 30_000))'\ncondition: s")
        #expect(SigmaFixture.read(dashes, limits: small).problems.first?.message.contains("bytes") == true)
        #expect(
            message(SigmaFixture.rule("s: {F|re: '\(String(repeating: "(a|b)", count: 2_000))'}\ncondition: s"))
                .contains("a pattern longer than"))
        #expect(
            message(SigmaFixture.rule((0..<2_000).map { "s\($0): x\n" }.joined() + "condition: 1 of them")).contains(
                "more than 1000 searches"))
        let many = SigmaFixture.read(
            SigmaFixture.rule("s:\n" + String(repeating: "  - F|nothing: x\n", count: 2_000) + "condition: s"))
        #expect(many.problems.count == 201 && many.refusedCount == 1)
        #expect(many.problems.last?.message == "1800 more errors and 0 more warnings, which are not listed")
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }

    @Test("A list of 100,000 values is read")
    func longLists() throws {
        let values = (0..<100_000).map { "      - value\($0).example\n" }.joined()
        let file = SigmaFixture.read(
            "title: T\nlogsource: {product: a}\ndetection:\n  s:\n    F|endswith:\n\(values)  condition: s\n")
        guard case .search(_, .any(let tests)) = try #require(file.rules.first).condition else {
            Issue.record("no list")
            return
        }
        #expect(tests.count == 100_000)
    }

    @Test("Cut anywhere, a file is read or refused")
    func everyPrefix() {
        let yaml = Array(
            SigmaFixture.rule(
                "s:\n  F|contains|windash: ['-é', \"\\\\*\"]\nk: ['a?', b]\ncondition: s and not 1 of k* # x"
            ).utf8)
        for end in 0..<yaml.count {
            let file = SigmaReader().read(Array(yaml[..<end]), source: "x")
            #expect(file.rules.count + file.refusedCount <= 1)
            #expect(file.rules.count == 1 || file.hasErrors)
        }
    }

    @Test("Changed anywhere, a file is read or refused, and each problem is in the file")
    func changedFiles() {
        let original = Array(
            (SigmaFixture.rule(
                "s:\n  F|contains|windash: ['-é', \"\\\\*\"]\n  G|re: 'a+'\nk: [a, b]\ncondition: s and not 1 of k*")
                + "---\ntitle: C\ncorrelation: {type: temporal, rules: [a, b], timespan: 1m, condition: a and b}\n")
                .utf8)
        let signs = Array("|:'\"-[]{}*?\\ \n\t#&%0a,".utf8)
        var random = SeededRandom(seed: SeededRandom.seed)
        var kinds: Set<String> = []
        for _ in 0..<3_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                let sign = signs[Int.random(in: 0..<signs.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = sign
                default: bytes.insert(sign, at: at)
                }
            }
            let file = SigmaReader().read(bytes, source: "x")
            #expect(file.refusedCount == 0 || file.hasErrors, "seed \(SeededRandom.seed)")
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            for problem in file.problems {
                kinds.insert(problem.message.replacing(/“[^”]*”/, with: ""))
                guard (1...lines.count).contains(problem.line) else {
                    Issue.record("seed \(SeededRandom.seed): \(problem)")
                    continue
                }
                #expect(String(decoding: lines[problem.line - 1], as: UTF8.self) == problem.excerpt, "\(problem)")
                #expect(problem.caret == problem.column - 1 && problem.caret <= problem.excerpt.unicodeScalars.count)
            }
        }
        #expect(kinds.count > 40, "the changes say something: \(kinds.count)")
    }
}
