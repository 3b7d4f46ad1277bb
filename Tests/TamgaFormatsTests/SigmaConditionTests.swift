import TamgaFormats
import TamgaModel
import Testing

@Suite struct SigmaConditionTests {
    static let searches = "a: ka\nb: kb\nsel_1: k1\nsel_2: k2\nx-sel: kx\n_c: kc\nnotepad: kn\n"

    /// Whether an expression holds where these keywords do.
    static func holds(_ expression: SigmaExpression, _ true: Set<String>) -> Bool {
        switch expression {
        case .search(_, let inner): holds(inner, `true`)
        case .not(let inner): !holds(inner, `true`)
        case .all(let parts): parts.allSatisfy { holds($0, `true`) }
        case .any(let parts): parts.contains { holds($0, `true`) }
        case .test(let test): `true`.contains(test.text)
        }
    }

    @Test(
        "A condition holds where its searches say so",
        arguments: [
            ("a", ["ka"], ["kb", ""]), ("not a", ["", "kb"], ["ka"]), ("a and b", ["ka kb"], ["ka", "kb", ""]),
            ("a or b", ["ka", "kb"], ["", "k1"]),
            ("a or b and sel_1", ["ka", "kb k1"], ["kb", "k1"]),
            ("(a or b) and sel_1", ["ka k1", "kb k1"], ["ka", "k1"]), ("not a and b", ["kb"], ["ka kb", ""]),
            ("not (a and b)", ["", "ka", "kb"], ["ka kb"]), ("not a or b", ["", "kb", "ka kb"], ["ka"]),
            ("not not a", ["ka"], [""]), ("a and not b or sel_1", ["ka", "k1", "kb k1"], ["ka kb", ""]),
            ("1 of sel_*", ["k1", "k2"], ["", "kx"]), ("all of sel_*", ["k1 k2"], ["k1", "k2"]),
            ("any of sel_*", ["k1", "k2"], [""]), ("1 of *sel*", ["k1", "kx"], ["ka"]),
            ("1 of *_*", ["k1", "k2"], ["ka", "kc"]), ("1 of them", ["ka", "kb", "k1", "kx", "kn"], ["", "kc"]),
            ("all of them", ["ka kb k1 k2 kx kn"], ["ka kb k1 k2 kx kc"]),
            ("1 of _*", ["kc"], ["ka"]), ("_c", ["kc"], ["ka"]), ("1 of sel_1", ["k1"], ["k2"]),
            ("not 1 of sel_*", ["", "ka"], ["k1", "k2", "k1 k2"]),
            ("a and not all of sel_*", ["ka", "ka k1"], ["ka k1 k2"]),
            ("notepad", ["kn"], [""]), ("not notepad", [""], ["kn"]), ("x-sel and a", ["kx ka"], ["kx"]),
            ("((a))", ["ka"], [""]), ("a\n  or b", ["ka", "kb"], [""]), ("a and(b or sel_1)", ["ka kb"], ["ka"]),
            ("a AND NOT b OR sel_1", ["ka", "k1"], ["ka kb"]), ("all of *1 or b", ["k1", "kb"], ["k2"]),
            ("1 of s*l*2", ["k2"], ["k1"]),
        ])
    func conditions(_ condition: String, _ trueFor: [String], _ falseFor: [String]) throws {
        let rule = try SigmaFixture.detection(
            Self.searches + "condition: |\n  " + condition.replacing("\n", with: "\n  "))
        for keywords in trueFor {
            #expect(Self.holds(rule.condition, Set(keywords.split(separator: " ").map(String.init))), "\(keywords)")
        }
        for keywords in falseFor {
            #expect(!Self.holds(rule.condition, Set(keywords.split(separator: " ").map(String.init))), "\(keywords)")
        }
    }

    @Test("Of a list of conditions, one must hold")
    func lists() throws {
        let rule = try SigmaFixture.detection(Self.searches + "condition:\n  - a and b\n  - sel_1")
        #expect(rule.conditionText == "a and b or sel_1")
        #expect(
            Self.holds(rule.condition, ["k1"]) && Self.holds(rule.condition, ["ka", "kb"])
                && !Self.holds(rule.condition, ["ka"]))
    }

    @Test(
        "What is wrong in a condition is said with its place",
        arguments: [
            ("a and c", 7, "there is no search “c”"), ("sel_3", 1, "did you mean “sel_1”?"),
            ("1 of nothing*", 6, "no search fits “nothing*”"), ("2 of sel_*", 1, "“2 of” is not part of Sigma"),
            ("a b", 3, "“and” or “or” is missing before “b”"), ("(a b)", 4, "“and” or “or” is missing before “b”"),
            ("a and", 6, "ends where a search is expected"), ("and a", 1, "a search is expected before “and”"),
            ("a or or b", 6, "a search is expected before “or”"), ("(a or b", 1, "“(” is never closed"),
            ("a)", 2, "“)” without “(”"), ("()", 2, "a search is expected before “)”"), ("not", 4, "ends where"),
            ("sel_*", 1, "needs a quantifier"), ("1 of", 1, "“of” is followed by"),
            ("all of (a)", 1, "“of” is followed by"), ("a | min(b) > 5", 3, "write a correlation rule"),
            ("a | near b", 3, "write a correlation rule"),
            ("a > 5", 3, "“Field|gt: 7”"), ("a && b", 3, "written as words"), ("!a", 1, "written as words"),
            ("a, b", 2, "“,” has no meaning"), ("a and ka.b", 9, "“.” has no meaning"),
        ])
    func faults(_ condition: String, _ column: Int, _ words: String) throws {
        for quote in ["", "'"] where quote == "'" || !condition.hasPrefix("!") {
            let file = SigmaFixture.read(SigmaFixture.rule(Self.searches + "condition: \(quote)\(condition)\(quote)"))
            let problem = try #require(file.problems.first { $0.severity == .error })
            #expect(problem.line == 11)
            #expect(problem.column == column + 13 + quote.count, "\(problem.message)")
            #expect(problem.message.contains(words), "\(problem.message)")
            #expect(file.rules.isEmpty)
        }
    }

    @Test("The place in a condition of several lines is in its line")
    func faultsInFoldedConditions() throws {
        let file = SigmaFixture.read(SigmaFixture.rule(Self.searches + "condition: >\n  a and\n  nobody\n"))
        let problem = try #require(file.problems.first { $0.severity == .error })
        #expect(problem.line == 13 && problem.column == 5)
        #expect(problem.pointer == "    nobody\n    ^")
    }

    @Test(
        "A condition that is none is refused",
        arguments: [
            ("condition:", "a condition is a text"), ("condition: {a: b}", "a condition is a text"),
            ("condition: []", "empty list of conditions"), ("condition: ['']", "an empty condition"),
            ("other: x", "no “condition”"),
        ])
    func noConditions(_ line: String, _ words: String) throws {
        let file = SigmaFixture.read(SigmaFixture.rule("a: ka\n\(line)"))
        #expect(try #require(file.problems.first { $0.severity == .error }).message.contains(words), "\(file.problems)")
        #expect(file.rules.isEmpty)
    }

    @Test("A search that no condition names is a warning, and capital letters are")
    func lints() {
        let file = SigmaFixture.read(SigmaFixture.rule("a: ka\nb: kb\nc: kc\ncondition: a OR b"))
        #expect(file.rules.count == 1)
        #expect(
            file.problems.map(\.message) == [
                "“c” is not in the condition", "“and”, “or” and “not” are written in small letters",
            ])
        #expect(file.problems.map(\.line) == [6, 7])
        #expect(file.problems.map(\.column) == [3, 16])
    }

    @Test("Long and deep conditions end somewhere")
    func bounds() throws {
        func error(_ condition: String, _ limits: SigmaLimits = SigmaLimits()) throws -> String {
            let file = SigmaFixture.read(SigmaFixture.rule("a: [ka, kb]\ncondition: \(condition)"), limits: limits)
            return try #require(file.problems.first { $0.severity == .error }).message
        }
        #expect(try error(String(repeating: "(", count: 10_000)).contains("more than 64"))
        #expect(try error(String(repeating: "not ", count: 10_000) + "a").contains("more than 64"))
        #expect(try error(Array(repeating: "a", count: 20_000).joined(separator: " or ")).contains("longer than 65536"))
        #expect(try error("[\(String(repeating: "nobody, ", count: 2_000))]").contains("more than 1000 conditions"))
        var limits = SigmaLimits()
        limits.maximumTests = 9
        #expect(try error("a or a or a or a or a", limits).contains("more than 9 tests"))
    }
}
