import Foundation
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

/// The rules that people have written: what is refused is refused for a reason that can be shown.
@Suite(.enabled(if: SharedData.isPresent, "the shared data is absent"))
struct SigmaRealRulesTests {
    static func read(_ folder: String, named name: String? = nil) throws -> [SigmaFile] {
        try SharedData.files(under: folder, suffixes: [".yml", ".yaml"]).filter {
            name == nil || $0.lastPathComponent == name
        }
        .map { SigmaReader().read(Array(try Data(contentsOf: $0)), source: $0.lastPathComponent) }
    }

    /// How often each message stands, without what is between quotes.
    static func messages(_ files: [SigmaFile], _ severity: SigmaProblem.Severity) -> [String: Int] {
        var counts: [String: Int] = [:]
        for problem in files.flatMap(\.problems) where problem.severity == severity {
            let message = problem.message.replacing(/“[^”]*”/, with: "“…”").replacing(/line [0-9]+/, with: "line n")
            counts[message, default: 0] += 1
        }
        return counts
    }

    @Test("All 826 rules of SigmaHQ's subset are read, without a warning")
    func sigmaHQ() throws {
        let files = try Self.read("rules-sigma-subset")
        #expect(files.map(\.rules.count).reduce(0, +) == 826)
        #expect(files.flatMap(\.problems).map(\.description) == [])
        let set = SigmaRuleSet(files)
        #expect(set.rules.count == 826 && set.refusedCount == 0)
        // Six pairs say that each is derived from the other.
        #expect(set.problems.map(\.severity) == Array(repeating: .warning, count: 6))
        #expect(set.problems.allSatisfy { $0.message.contains("come from one another in a circle") })
    }

    @Test("The 53 rules of SigmaHQ's regression data are read")
    func regression() throws {
        let files = try Self.read("sigma-regression", named: "rule.yml")
        #expect(files.map(\.rules.count).reduce(0, +) == 53)
        #expect(files.allSatisfy { !$0.hasErrors })
    }

    @Test("The specification's own files are read")
    func specification() throws {
        let files = try Self.read("rules-sigma-spec")
        #expect(files.map(\.rules.count).reduce(0, +) == 2)
        #expect(files.map(\.correlations.count).reduce(0, +) == 8)
        #expect(files.map(\.filters.count).reduce(0, +) == 2)
        #expect(Self.messages(files, .error).isEmpty)
        #expect(
            Self.messages(files, .warning) == [
                "the taxonomy “…” is not translated; fields are looked for by these names": 3,
                "a rule matches where its own condition and the filter's hold; to leave records out, write “…”": 2,
                "no “…” in the condition; 50 is taken, the median": 1,
            ])
    }

    /// 366 documents: 344 rules, 31 of which count as in Sigma 1 (nine of them without a timeframe), 14 correlations,
    /// and 8 that are broken.
    @Test("Of mdecrevoisier's rules, those are refused that no reading could save")
    func mdecrevoisier() throws {
        let files = try Self.read("rules-mdecrevoisier-sigma")
        #expect(files.map(\.rules.count).reduce(0, +) == 344)
        #expect(files.map(\.correlations.count).reduce(0, +) == 45)
        #expect(files.map(\.refusedCount).reduce(0, +) == 8)
        #expect(
            Self.messages(files, .error) == [
                "a condition compares nothing; write the comparison in a search, as “…”": 2,
                "there is no search “…”": 3, "a pattern needs a quantifier: “…” or “…”": 1,
                "“…” is empty": 1,
                "no YAML: a tab among the blanks that begin the line; YAML indents with spaces": 1,
            ])
        #expect(
            Self.messages(files, .warning) == [
                "a list of values for “…”, where Sigma has one; any of them is meant": 44,
                "“…” stands twice, first in line n; both must hold": 42,
                "“…” is a mapping in Sigma; this one is not read": 22,
                "what stands behind “…” is the form of Sigma 1; it is read as a correlation “…”": 31,
                "no “…” says within what time is counted; 15m is taken": 9,
                "“…” is no longer part of Sigma and is not read; a correlation rule has a “…”": 2,
                "“…”, “…” and “…” are written in small letters": 6, "the tag “…” has no namespace, as “…” has": 3,
                "“…” stands twice in the rule, first in line n; the last one counts": 2,
                "“…” stands twice in the rule, first in line n; the lists are joined": 1,
                "“…” stands twice": 2, "“…” is not in the condition": 2,
                "“…” is no status; known are stable, test, experimental, deprecated, unsupported": 1,
                "“…” is no status; did you mean “…”?; known are stable, test, experimental, deprecated, unsupported": 1,
            ])
        let set = SigmaRuleSet(files)
        #expect(set.rules.count == 344 && set.correlations.count == 45, "each correlation finds its rules")
        #expect(set.problems.count { $0.severity == .error } == 8)
    }

    @Test("Of 1,178 files of rules, eight have a document that is refused")
    func refusedShare() throws {
        let files = try Self.read("rules-sigma-subset") + Self.read("rules-mdecrevoisier-sigma")
        #expect(files.count == 1_178)
        #expect(files.count { $0.refusedCount > 0 } == 8, "less than one in a hundred")
    }

    @Test("A name between percent signs is text where nothing expands it")
    func placeholders() throws {
        let rules = try Self.read("rules-mdecrevoisier-sigma").flatMap(\.rules)
        let tests = rules.map { SigmaFixture.line($0.condition) }
        #expect(tests.count { $0.contains("‘%domain_controllers_ips%’") } == 10)
    }
}
