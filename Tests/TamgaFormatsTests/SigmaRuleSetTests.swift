import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct SigmaRuleSetTests {
    static func rule(
        _ title: String, id: String? = nil, name: String? = nil,
        logsource: String = "{product: windows, category: process_creation}", extra: String = ""
    ) -> String {
        "title: \(title)\n" + (id.map { "id: \($0)\n" } ?? "") + (name.map { "name: \($0)\n" } ?? "")
            + "logsource: \(logsource)\ndetection: {s: {F: \(title)}, condition: s}\n\(extra)"
    }

    static func correlation(_ title: String, name: String? = nil, rules: String, extra: String = "") -> String {
        "title: \(title)\n" + (name.map { "name: \($0)\n" } ?? "")
            + "correlation: {type: temporal, rules: [\(rules)], timespan: 1m\(extra)}\n"
    }

    /// The files `0.yml`, `1.yml` …, each of one or several documents.
    static func set(_ files: String...) -> SigmaRuleSet { set(files) }

    static func set(_ files: [String]) -> SigmaRuleSet {
        SigmaRuleSet(files.enumerated().map { SigmaReader().read(Array($1.utf8), source: "\($0).yml") })
    }

    static let first = "00000000-0000-4000-8000-000000000001"
    static let second = "00000000-0000-4000-8000-000000000002"

    @Test("Of two rules with one id the first is loaded, and both places are named")
    func oneID() throws {
        let set = Self.set(
            Self.rule("A", id: Self.first), Self.rule("B") + "---\n" + Self.rule("C", id: Self.first.uppercased()))
        #expect(set.rules.map(\.title) == ["A", "B"] && set.refusedCount == 1)
        let problem = try #require(set.problems.first)
        #expect(problem.severity == .error)
        #expect(
            problem.description
                == "1.yml:6:5: error: the id is that of “A” (0.yml:1), which was read first; give one of the two another"
        )
        #expect(problem.pointer == "id: \(Self.first)\n    ^")
        #expect(set.member(Self.first) == .rule(0))
    }

    @Test("Of two rules with one name the second goes on without it")
    func oneName() throws {
        let set = Self.set(Self.rule("A", name: "n"), Self.rule("B", name: "n"), Self.correlation("C", rules: "n"))
        #expect(set.rules.map(\.name) == ["n", nil] && set.correlations.count == 1 && set.refusedCount == 0)
        #expect(set.member("n") == .rule(0))
        #expect(
            set.problems.map(\.description) == [
                "1.yml:2:7: warning: the name is that of “A” (0.yml:1), which was read first; correlations that say it mean that one"
            ])
    }

    @Test("Two rules without an id that share a title are a warning")
    func oneTitle() {
        let set = Self.set(Self.rule("A"), Self.rule("A"))
        #expect(set.rules.count == 2)
        #expect(set.problems.map(\.severity) == [.warning])
        #expect(Self.set(Self.rule("A", id: Self.first), Self.rule("A", id: Self.second)).problems.isEmpty)
    }

    @Test("Rules that come from one another in a circle are a warning with the chain; rules that are alike are not")
    func relations() {
        func related(_ kind: String) -> [String] {
            [
                Self.rule("A", id: Self.first, extra: "related: [{id: \(Self.second), type: \(kind)}]\n"),
                Self.rule("B", id: Self.second, extra: "related: [{id: \(Self.first), type: \(kind)}]\n"),
            ]
        }
        let set = Self.set(related("derived"))
        #expect(set.rules.count == 2)
        #expect(
            set.problems.map(\.description) == [
                "0.yml:5:16: warning: rules that come from one another in a circle: “A” (0.yml:1) → “B” (1.yml:1) → “A” (0.yml:1)"
            ])
        #expect(Self.set(related("similar")).problems.isEmpty)
    }

    // MARK: - Correlations

    @Test("Correlations find their rules in any file, by id or name, and stand behind them")
    func references() {
        let set = Self.set(
            Self.correlation("Outer", rules: "inner, \(Self.first.uppercased())"),
            Self.correlation("Inner", name: "inner", rules: "n, \(Self.first)"),
            Self.rule("A", id: Self.first), Self.rule("B", name: "n"), Self.rule("C"))
        #expect(set.correlations.map(\.title) == ["Inner", "Outer"] && set.problems.isEmpty)
        #expect(set.member("inner") == .correlation(0) && set.member("n") == .rule(1) && set.member("x") == nil)
        #expect(!set.isReportedAlone(.rule(0)) && !set.isReportedAlone(.rule(1)) && set.isReportedAlone(.rule(2)))
        #expect(!set.isReportedAlone(.correlation(0)) && set.isReportedAlone(.correlation(1)))
        let generating = Self.set(
            Self.rule("A", name: "n"), Self.correlation("C", rules: "n", extra: ", generate: true"))
        #expect(generating.isReportedAlone(.rule(0)))
    }

    @Test("A correlation whose rules are not there is refused, and what refers to it")
    func strangers() throws {
        let set = Self.set(
            Self.rule("A", name: "a"), Self.correlation("C", name: "c", rules: "a, nobody"),
            Self.correlation("D", rules: "a, c"), Self.correlation("E", rules: "a"))
        #expect(set.correlations.map(\.title) == ["E"] && set.refusedCount == 2)
        #expect(set.member("c") == nil)
        #expect(
            set.problems.map(\.description) == [
                "1.yml:3:42: error: no rule that was loaded has the id or name “nobody”",
                "2.yml:2:42: error: it refers to “C” (1.yml:1), which is refused",
            ])
        // A rule that is refused is not there either.
        let broken = Self.set(
            "title: A\nname: a\nlogsource: {product: x}\ndetection: {s: x, condition: t}\n",
            Self.correlation("C", rules: "a"))
        #expect(broken.correlations.isEmpty && broken.refusedCount == 2)
    }

    @Test("Correlations that refer to one another in a circle are refused with the chain")
    func circles() {
        let set = Self.set(
            Self.correlation("A", name: "a", rules: "b"), Self.correlation("B", name: "b", rules: "c"),
            Self.correlation("C", name: "c", rules: "a"),
            Self.correlation("D", rules: "a"), Self.correlation("Self", name: "s", rules: "s"))
        #expect(set.correlations.isEmpty && set.refusedCount == 5)
        let chain =
            "correlations that refer to one another in a circle: “A” (0.yml:1) → “B” (1.yml:1) → “C” (2.yml:1) → “A” (0.yml:1)"
        #expect(set.problems.prefix(3).map(\.message) == [chain, chain, chain])
        #expect(set.problems[3].message == "it refers to “A” (0.yml:1), which is refused")
        #expect(set.problems[4].message.hasSuffix("“Self” (4.yml:1) → “Self” (4.yml:1)"))
    }

    @Test("Ten correlations may stand in a row, eleven may not")
    func depth() {
        var files = [Self.rule("R", name: "c0")]
        for level in 1...10 { files.append(Self.correlation("C\(level)", name: "c\(level)", rules: "c\(level - 1)")) }
        #expect(Self.set(files).correlations.count == 10)
        files.append(Self.correlation("C11", name: "c11", rules: "c10"))
        files.append(Self.correlation("C12", rules: "c11"))
        let set = Self.set(files.reversed())
        #expect(set.correlations.map(\.title) == (1...10).map { "C\($0)" } && set.refusedCount == 2)
        #expect(set.problems.allSatisfy { $0.message.contains("more than 10") })
    }

    @Test("Long chains, large circles and dense ones take linear time")
    func large() {
        let start = ProcessorTime.ofThread
        let count = 2_000
        let chain = (0..<count).map { Self.correlation("C\($0)", name: "c\($0)", rules: "c\($0 + 1)") }
        #expect(Self.set(chain.joined(separator: "---\n")).correlations.isEmpty)
        let circle = Self.set(
            (chain.dropLast() + [Self.correlation("Last", name: "c\(count - 1)", rules: "c0")]).joined(
                separator: "---\n"))
        #expect(circle.refusedCount == count)
        #expect(circle.problems[0].message.contains("“C7” (0.yml:29) → 1992 more → “C0” (0.yml:1)"))
        for rules in ["c0, c%", "c%, c0"] {
            let dense = (0..<count).map {
                Self.correlation("C\($0)", name: "c\($0)", rules: rules.replacing("%", with: "\($0 + 1)"))
            }
            #expect(Self.set(dense.joined(separator: "---\n")).refusedCount == count)
        }
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }

    // MARK: - Filters

    static func filter(
        _ rules: String, _ condition: String = "not s and not t", logsource: String = "{product: windows}"
    ) -> String {
        "title: F\nlogsource: \(logsource)\nfilter:\n  rules: \(rules)\n  s: {User: adm}\n  t: {User: root}\n  condition: \(condition)\n"
    }

    @Test("A filter's condition is added to the rules that it names")
    func filters() throws {
        let set = Self.set(
            Self.filter("[\(Self.first.uppercased()), n]", "not 1 of them"), Self.rule("A", id: Self.first),
            Self.rule("B", name: "n"), Self.rule("C"))
        #expect(set.problems.isEmpty && set.filters.count == 1)
        #expect(SigmaFixture.line(set.rules[0].condition) == "(F ‘A’ & not (User ‘adm’ | User ‘root’))")
        #expect(SigmaFixture.line(set.rules[1].condition) == "(F ‘B’ & not (User ‘adm’ | User ‘root’))")
        #expect(SigmaFixture.line(set.rules[2].condition) == "F ‘C’")
        #expect(
            set.rules[0].conditionText == "(s) and (not 1 of them)" && set.rules[0].filters == ["F"]
                && set.rules[2].filters.isEmpty)
        #expect(
            set.rules[0].condition.outline
                == "all of\n  s: F: A\n  filter “F”: not one of\n    s: User: adm\n    t: User: root")
    }

    @Test("“any” is each rule of the filter's logs, and several filters add up")
    func anyRule() {
        let set = Self.set(
            Self.rule("A"), Self.rule("B", logsource: "{product: linux}"),
            Self.rule("C", logsource: "{product: [windows, linux]}"),
            Self.rule("D", logsource: "{category: process_creation}"),
            Self.filter("any", "not s and not t"), Self.filter("Any", "not t"))
        #expect(set.rules.map(\.filters) == [["F", "F"], [], [], []])
        #expect(
            SigmaFixture.line(set.rules[0].condition)
                == "((F ‘A’ & (not User ‘adm’ & not User ‘root’)) & not User ‘root’)")
    }

    @Test(
        "A filter that cannot be applied says why",
        arguments: [
            ("[nobody]", "there is no rule “nobody”"), ("[c]", "“c” is a correlation; a filter is for rules"),
            ("[linux]", "“L” (1.yml:1) is for other logs than the filter"),
        ])
    func unapplied(_ rules: String, _ words: String) throws {
        let set = Self.set(
            Self.filter(rules), Self.rule("L", name: "linux", logsource: "{product: linux}"),
            Self.correlation("C", name: "c", rules: "linux"))
        let problem = try #require(set.problems.first)
        #expect(set.problems.count == 1 && problem.severity == .warning && problem.line == 4 && problem.column == 11)
        #expect(problem.message.hasPrefix(words), "\(problem.message)")
        #expect(set.rules[0].filters.isEmpty && set.refusedCount == 0)
    }

    @Test("A filter without “not” is a warning, for it would keep only what it describes")
    func lint() throws {
        let file = SigmaFixture.read(Self.filter("any", "s or t"))
        #expect(file.filters.count == 1)
        #expect(file.problems.map(\.severity) == [.warning])
        #expect(file.problems[0].line == 7 && file.problems[0].message.contains("write “not …”"))
    }

    @Test(
        "What is wrong in a filter is said with its place",
        arguments: [
            ("title: F\nlogsource: {product: a}\nfilter: {s: x, condition: not s}\n", 3, "which “rules” it is for"),
            ("title: F\nlogsource: {product: a}\nfilter: {rules: [], s: x, condition: not s}\n", 3, "names no rules"),
            ("title: F\nfilter: {rules: any, s: x, condition: not s}\n", 1, "no “logsource”"),
            ("title: F\nlogsource: {product: a}\nfilter: {rules: any, condition: not s}\n", 3, "no searches"),
            ("title: F\nlogsource: {product: a}\nfilter: {rules: any, s: x}\n", 3, "no “condition”"),
            ("title: F\nlogsource: {product: a}\nfilter: {rules: any, s: x, condition: [not s]}\n", 3, "one text"),
            ("title: F\nlogsource: {product: a}\nfilter: {rules: any, s: x, condition: not t}\n", 3, "no search “t”"),
            (
                "title: F\nlogsource: {product: a}\nfilter: {rules: [[a]], s: x, condition: not s}\n", 3,
                "by its id or its name"
            ),
        ])
    func filterFaults(_ yaml: String, _ line: Int, _ words: String) throws {
        let file = SigmaFixture.read(yaml)
        let problem = try #require(file.problems.first { $0.severity == .error })
        #expect(problem.line == line && problem.message.contains(words), "\(problem)")
        #expect(file.filters.isEmpty && file.refusedCount == 1)
    }

    @Test("The same files give the same set and the same problems")
    func determinism() {
        let files = [
            Self.filter("[x, y, n]"), Self.rule("A", id: Self.first, name: "n"),
            Self.correlation("C", name: "c", rules: "n, q, r"), Self.rule("B", id: Self.first),
        ]
        let sets = (0..<20).map { _ in Self.set(files) }
        #expect(Set(sets.map(\.problems)).count == 1 && Set(sets.map(\.rules)).count == 1)
        #expect(sets[0].problems.map(\.source) == ["0.yml", "0.yml", "2.yml", "3.yml"])
    }
}
