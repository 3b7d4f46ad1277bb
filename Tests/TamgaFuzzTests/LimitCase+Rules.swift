import TamgaFormats
import TamgaModel
import TamgaYAML

/// Rules and other YAML.
extension LimitCase {
    static let rules: [LimitCase] = yaml + searches + values + sets + files

    private static let limits = SigmaLimits()

    /// What is wrong with a file of rules.
    private static func errors(
        _ yaml: String, _ placeholders: [String: [String]] = [:], _ limits: SigmaLimits = SigmaLimits()
    ) -> [String] {
        SigmaReader(placeholders: placeholders, limits: limits).read(Array(yaml.utf8), source: "r.yml").problems
            .filter { $0.severity == .error }.map(\.message)
    }

    /// True where nothing is wrong with a rule around a detection.
    private static func reads(
        _ detection: String, _ placeholders: [String: [String]] = [:], _ limits: SigmaLimits = SigmaLimits()
    ) -> Bool {
        errors("title: t\nlogsource: {category: x}\ndetection:\n" + detection, placeholders, limits).isEmpty
    }

    /// True where each document of a YAML text is read.
    private static func reads(yaml: String) -> Bool {
        let documents = try? YAMLReader().documents(of: Array(yaml.utf8))
        return documents?.allSatisfy { (try? $0.root.get()) != nil } ?? false
    }

    private static let yaml: [LimitCase] = [
        LimitCase("YAML text", YAMLLimits().maximumSize) { size in reads(yaml: "a: b\n#" + text("x", size - 6)) },
        LimitCase("lists and mappings inside each other", YAMLLimits().maximumDepth) { depth in
            reads(yaml: text("[", depth) + text("]", depth))
        },
        LimitCase("values, aliases written out", YAMLLimits().maximumNodes) { count in
            // A list of 999 values with itself, again and again, the list of all, and single values for the rest.
            let (lists, rest) = (count - 1).quotientAndRemainder(dividingBy: 999)
            let first = "- &a [" + list(998) { _ in "x" } + "]\n"
            return reads(yaml: first + text("- *a\n", lists - 1) + text("- x\n", rest))
        },
    ]

    private static let searches: [LimitCase] = [
        LimitCase("searches of a rule", limits.maximumSearches) { count in
            reads((0..<count).map { "  s\($0): {b: c}\n" }.joined() + "  condition: 1 of s*\n")
        },
        LimitCase("tests of a rule", limits.maximumTests) { count in
            // Each time that the condition names a search, its tests count.
            let (many, ones) = count.quotientAndRemainder(dividingBy: 250)
            let names = [String](repeating: "a", count: many) + [String](repeating: "b", count: ones)
            return reads(
                "  a: {b: [\(list(250) { "v\($0)" })]}\n  b: {b: x}\n"
                    + "  condition: \(names.joined(separator: " or "))\n")
        },
        LimitCase("tests of a rule: in one search", 1_000) { count in
            var small = SigmaLimits()
            small.maximumTests = 1_000
            return reads("  a: {b: [\(list(count) { "v\($0)" })]}\n  condition: a\n", [:], small)
        },
        LimitCase("tests of a rule in an indicator", SigmaLimits.maximumTestsOfIndicators) { count in
            reads("  a: {b: [\(list(count) { "v\($0)" })]}\n  condition: a\n", [:], .ofIndicators)
        },
        LimitCase("conditions of a rule", limits.maximumConditions) { count in
            reads("  a: {b: c}\n  condition: [\(list(count) { _ in "a" })]\n")
        },
        LimitCase("condition, bytes", limits.maximumConditionLength) { size in
            reads("  a: {b: c}\n  condition: '\(text(" ", size - 1))a'\n")
        },
        LimitCase("( and not inside each other", limits.maximumConditionDepth) { depth in
            reads("  a: {b: c}\n  condition: \(text("(", depth))a\(text(")", depth))\n")
        },
        LimitCase("( and not inside each other: not", limits.maximumConditionDepth) { depth in
            reads("  a: {b: c}\n  condition: \(text("not ", depth))a\n")
        },
    ]

    private static let values: [LimitCase] = [
        LimitCase("value of a test, bytes", limits.maximumValueLength) { size in
            reads("  a: {b: '\(text("x", size))'}\n  condition: a\n")
        },
        LimitCase("values that one expands to", limits.maximumExpansions) { count in
            reads("  a: {b|expand: '%p%'}\n  condition: a\n", ["p": (0..<count).map { "v\($0)" }])
        },
        LimitCase("option dashes of a value with windash", 3) { count in
            reads("  a: {b|windash: 'x\(text(" -y", count))'}\n  condition: a\n")
        },
        LimitCase("bytes that a rule's values expand to", 1_000) { size in
            var small = SigmaLimits()
            small.maximumExpandedSize = 1_000
            // Two values: one in ten, one whose placeholder is all of it.
            let parts = [String](repeating: text("x", 50), count: 10)
            return reads(
                "  a: {b|expand: '%parts%', c|expand: '%rest%'}\n  condition: a\n",
                ["parts": parts, "rest": [text("y", size - 500)]], small)
        },
        LimitCase("bytes that a rule's values expand to: in a regular expression", 1_000) { size in
            var small = SigmaLimits()
            small.maximumExpandedSize = 1_000
            return reads(
                "  a: {b|re|expand: 'a%p%b'}\n  condition: a\n", ["p": ["x", text("y", size - 5)]], small)
        },
        LimitCase("regular expression of a rule, bytes", limits.maximumPatternLength) { size in
            reads("  a: {b|re: '\(text("x", size))'}\n  condition: a\n")
        },
        LimitCase("regular expressions of a file", limits.maximumPatterns) { count in
            reads("  a: {b|re: [\(list(count) { "x\($0)" })]}\n  condition: a\n")
        },
        LimitCase("examples of a rule", limits.maximumExamples) { count in
            reads("  a: {b: c}\n  condition: a\ntamga:\n  match: [\(list(count) { _ in "x" })]\n")
        },
        LimitCase("problems told of one file", limits.maximumProblems) { count in
            let wrong = "title: t\nlogsource: {category: x}\ndetection:\n  a: {b: [\(list(count) { _ in "[x]" })]}\n"
            return errors(wrong + "  condition: a\n").count { $0.contains("where a value is expected") } == count
        },
    ]

    private static let sets: [LimitCase] = [
        LimitCase("rules that a correlation or filter names", limits.maximumReferences) { count in
            let correlation = "title: t\ncorrelation: {type: temporal, timespan: 1m, rules: ["
            return !errors(correlation + list(count) { "r\($0)" } + "]}\n").contains { $0.contains("more than") }
        },
        LimitCase("rules that a correlation or filter names: a filter", limits.maximumReferences) { count in
            let filter = "title: t\nlogsource: {category: x}\nfilter:\n  a: {b: c}\n  condition: not a\n  rules: ["
            return !errors(filter + list(count) { "r\($0)" } + "]\n").contains { $0.contains("more than") }
        },
        LimitCase("aliases of a correlation", limits.maximumAliases) { count in
            let correlation = "title: t\ncorrelation: {type: temporal, timespan: 1m, rules: [r], aliases: {"
            return errors(correlation + list(count) { "a\($0): {r: f}" } + "}}\n").isEmpty
        },
        LimitCase("correlations that refer to one another in a row", SigmaRuleSet.maximumChainDepth) { count in
            let rule = "title: t\nname: c0\nlogsource: {category: x}\ndetection: {s: {F: v}, condition: s}\n"
            let chain = (1...count).map { number in
                "---\ntitle: C\(number)\nname: c\(number)\n"
                    + "correlation: {type: temporal, rules: [c\(number - 1)], timespan: 1m}\n"
            }
            let file = SigmaReader().read(Array((rule + chain.joined()).utf8), source: "r.yml")
            return SigmaRuleSet([file]).correlations.count == count
        },
    ]

    /// True where reading a file does not fail for its size.
    private static func fits(_ read: () throws -> Void) -> Bool {
        do {
            try read()
            return true
        } catch {
            return !"\(error)".contains("larger than")
        }
    }

    private static let files: [LimitCase] = [
        LimitCase("placeholder file", SigmaPlaceholders.maximumSize) { size in
            (try? SigmaPlaceholders.read(padded("a: [b]\n#", "x", size), source: "p")) != nil
        },
        LimitCase("text format file", TextFormatReader.maximumSize) { size in
            let format = "name: a\ntitle: T\npattern: '^(?<user>.*)$'\n#"
            return fits { _ = try TextFormatReader.read(padded(format, "x", size), source: "f") }
        },
        LimitCase("log source map", LogSourceMapReader.maximumSize) { size in
            fits { _ = try LogSourceMapReader.read(padded("sources: []\n#", "x", size), source: "l") }
        },
    ]
}
