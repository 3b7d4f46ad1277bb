import PCRE2
import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel
import TamgaTAXII
import TamgaYAML
import Testing

/// Each limit at its figure, and one past it.
@Suite struct LimitCaseTests {
    /// Input of a size that a limit bounds.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let limit: Int
        /// True where input of that size is taken.
        let takes: @Sendable (Int) -> Bool

        init(_ what: String, _ limit: Int, _ takes: @escaping @Sendable (Int) -> Bool) {
            (testDescription, self.limit, self.takes) = (what, limit, takes)
        }
    }

    @Test("What is as large as a limit is taken, what is one larger is not", arguments: cases)
    func boundary(_ one: Case) {
        #expect(one.takes(one.limit), "\(one.testDescription): \(one.limit) is refused")
        #expect(!one.takes(one.limit + 1), "\(one.testDescription): \(one.limit + 1) is taken")
    }

    static let cases: [Case] = feeds + patterns + rules + others

    private static func text(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

    /// The refusals of a feed.
    private static func refusals(_ text: String, _ options: FeedOptions) -> [String] {
        var bytes = Array(text.utf8)
        var refusals: [String] = []
        _ = try? FeedReader(source: "feed", options: options).read({
            defer { bytes = [] }
            return bytes
        }) { item in
            if case .refused(let refusal) = item { refusals.append(refusal.reason) }
        }
        return refusals
    }

    private static func object(_ size: Int) -> String {
        let head = #"{"type":"note","id":"note--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","x":""#
        return head + text("a", size - head.utf8.count - 2) + "\"}"
    }

    private static let feeds: [Case] = [
        Case("JSON, nesting", JSONValue.maximumDepth) { count in
            let bytes = Array((text("[", count) + text("]", count)).utf8)
            return (try? JSONValue(bytes.span)) != nil
        },
        Case("STIX object, bytes", FeedOptions().maximumObjectSize) { size in
            !refusals("[" + object(size) + "]", FeedOptions(format: .stix)).contains { $0.contains("larger") }
        },
        Case("STIX object of a line, bytes", 1_000) { size in
            !refusals(object(size) + "\n", FeedOptions(format: .stixLines, maximumObjectSize: 1_000))
                .contains { $0.contains("larger") }
        },
        Case("MISP, bytes", 1_000) { size in
            let event = #"{"Event":{"info":""#
            let whole = event + text("a", size - event.utf8.count - 3) + "\"}}"
            return !refusals(whole, FeedOptions(format: .misp, maximumEventSize: 1_000)).contains {
                $0.contains("larger")
            }
        },
        Case("line of a list, bytes", FeedReader.maximumLineLength) { size in
            !refusals(text("a", size) + "\n", FeedOptions(format: .list)).contains { $0.contains("longer than 65536") }
        },
        Case("name of a file, user, agent, bytes", 4_096) { size in
            (try? Observable(.fileName, text("a", size))) != nil
        },
        Case("entry of a list of false positives, bytes", WarningList.maximumEntryLength) { size in
            let list = #"{"name":"a","type":"substring","list":[""# + text("a", size) + "\"]}"
            return WarningList.read(Array(list.utf8), source: "l").refusals.isEmpty
        },
    ]

    private static func reads(_ pattern: String) -> Bool { (try? StixPattern(parsing: pattern)) != nil }

    private static let patterns: [Case] = [
        Case("STIX pattern, bytes", StixPatternReading.maximumLength) { size in
            reads("[a:b = 'c']" + text(" ", size - 11))
        },
        Case("STIX pattern, parentheses", StixPatternReading.maximumDepth) { count in
            reads(text("(", count) + "[a:b = 'c']" + text(")", count))
        },
        Case("STIX pattern, […]", StixPatternReading.maximumAtoms) { count in
            reads([String](repeating: "[a:b = 1]", count: count).joined(separator: " OR "))
        },
        Case("STIX pattern, IN", StixPatternReading.maximumSetCount) { count in
            reads("[a:b IN (" + [String](repeating: "1", count: count).joined(separator: ",") + ")]")
        },
        Case("STIX pattern, path", StixPatternReading.maximumSteps) { count in
            reads("[a:" + [String](repeating: "b", count: count).joined(separator: ".") + " = 1]")
        },
        Case("STIX pattern, qualifiers", StixPatternReading.maximumQualifiers) { count in
            reads("[a:b = 1]" + text(" WITHIN 5 SECONDS", count))
        },
    ]

    /// Whether a rule with such a detection is read.
    private static func reads(detection: String) -> Bool {
        let rule = "title: t\nlogsource: {category: x}\ndetection:\n" + detection
        return SigmaReader().read(Array(rule.utf8), source: "r.yml").problems.allSatisfy { $0.severity != .error }
    }

    private static let rules: [Case] = [
        Case("YAML, bytes", YAMLLimits().maximumSize) { size in
            (try? YAMLReader().documents(of: Array(("a: b\n#" + text("x", size - 6)).utf8))) != nil
        },
        Case("YAML, nesting", YAMLLimits().maximumDepth) { depth in
            let documents = try? YAMLReader().documents(of: Array((text("[", depth) + text("]", depth)).utf8))
            return documents?.allSatisfy { (try? $0.root.get()) != nil } ?? false
        },
        Case("rule, pattern, bytes", SigmaLimits().maximumPatternLength) { size in
            reads(detection: "  a: {b|re: '\(text("x", size))'}\n  condition: a\n")
        },
        Case("rule, value, bytes", SigmaLimits().maximumValueLength) { size in
            reads(detection: "  a: {b: '\(text("x", size))'}\n  condition: a\n")
        },
        Case("rule, condition, bytes", SigmaLimits().maximumConditionLength) { size in
            reads(detection: "  a: {b: c}\n  condition: '\(text(" ", size - 1))a'\n")
        },
        Case("rule, condition, nesting", SigmaLimits().maximumConditionDepth) { depth in
            reads(detection: "  a: {b: c}\n  condition: \(text("(", depth))a\(text(")", depth))\n")
        },
        Case("rule, searches", SigmaLimits().maximumSearches) { count in
            let searches = (0..<count).map { "  s\($0): {b: c}\n" }.joined()
            return reads(detection: searches + "  condition: 1 of s*\n")
        },
        Case("community file, bytes", CommunityFile.maximumSize) { size in
            let file = "members:\n  - code: KZ\n#"
            return (try? CommunityFile.read(Array((file + text("x", size - file.utf8.count)).utf8), source: "c")) != nil
        },
        Case("placeholder file, bytes", SigmaPlaceholders.maximumSize) { size in
            let file = "a: [b]\n#"
            let bytes = Array((file + text("x", size - file.utf8.count)).utf8)
            return (try? SigmaPlaceholders.read(bytes, source: "p")) != nil
        },
    ]

    private static let others: [Case] = [
        Case("subject of a regular expression, bytes", 1_000) { size in
            var scratch = MatchScratch(limits: MatchLimits(bytes: 1_000))
            guard let pattern = try? Pattern("a+b") else { return false }
            do throws(PatternError) {
                _ = try pattern.firstMatch(in: [UInt8](repeating: 0x61, count: size).span, using: &scratch)
                return true
            } catch { return error != .limitReached(code: 0) }
        },
        Case("message by syslog, bytes", 65_536) { size in
            var framer = SyslogFramer(longest: 65_536)
            var taken = false
            framer.take(
                Array("<1>\(text("a", size - 3))\n".utf8)[...], message: { taken = $0.count == size }, tooLong: {})
            return taken
        },
        Case("path of a request, bytes", TaxiiEndpoint.longestPath) { size in
            TaxiiEndpoint(path: "/union/collections/" + text("a", size - 19)) != nil
        },
        Case("objects of a request", PushedObjects.maximumCount) { count in
            let objects = [String](repeating: #"{"type":"a","id":"a--1"}"#, count: count).joined(separator: ",")
            return (try? PushedObjects(Array("{\"objects\":[\(objects)]}".utf8), allowsBundle: false)) != nil
        },
    ]
}
