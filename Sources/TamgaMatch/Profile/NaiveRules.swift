import PCRE2
import TamgaModel

/// The naive way with rules that test nothing but a record's text: every pattern run by PCRE2 on every record, no sieve, no
/// log source. A yardstick, and a check: what a rule hits by the engine it must match here.
struct NaiveRules: ~Copyable {
    /// One pattern; a class, since patterns are not copied.
    private final class Test: Sendable {
        let pattern: Pattern
        /// The pattern by itself, with its flags inside, for programs that take one.
        let text: String

        init(_ text: String, flags: String, _ options: Pattern.Options) throws(PatternError) {
            pattern = try Pattern(text, options: options)
            self.text = flags.isEmpty ? "(?:\(text))" : "(?\(flags):\(text))"
        }
    }

    /// A rule's condition over tests by number.
    private indirect enum Node {
        case test(Int)
        case all([Node])
        case any([Node])
        case not(Node)
    }

    /// The rules that can be tried so, by their numbers in the table.
    let rules: [Int]
    private let roots: [Node]
    private let tests: [Test]
    private var verdicts: [RuleVerdict]
    private var scratch = MatchScratch()
    /// For each of ``rules``, records that match.
    private(set) var matches: [Int]
    /// Records that some rule of ``plain`` matches.
    private(set) var plainRecords = 0
    /// For each of ``rules``, whether it is nothing but patterns of which one must be found.
    private let isPlain: [Bool]

    init(_ table: RuleTable) {
        var rules: [Int] = []
        var roots: [Node] = []
        var tests: [Test] = []
        for (number, rule) in table.rules.enumerated() where table.testsOnlyText[number] {
            let known = tests.count
            guard let root = Self.node(rule.condition, &tests) else {
                tests.removeLast(tests.count - known)
                continue
            }
            rules.append(number)
            roots.append(root)
        }
        self.rules = rules
        self.roots = roots
        self.tests = tests
        isPlain = roots.map(Self.isPlain)
        verdicts = Array(repeating: .fails, count: tests.count)
        matches = Array(repeating: 0, count: rules.count)
    }

    var patternCount: Int { tests.count }

    /// All patterns of the rules that are nothing but a choice of patterns, as one; `nil` where there are none.
    var alternation: String? {
        var numbers: [Int] = []
        for index in roots.indices where isPlain[index] { Self.collect(roots[index], &numbers) }
        guard !numbers.isEmpty else { return nil }
        // Two patterns may give groups the same name.
        let hasNames = numbers.contains { Self.mayName(tests[$0].text) }
        return (hasNames ? "(?J)" : "") + numbers.map { tests[$0].text }.joined(separator: "|")
    }

    private static func mayName(_ text: String) -> Bool {
        ["(?<", "(?P<", "(?'"].contains { Rarity.contains(Array(text.utf8), Array($0.utf8)) }
    }

    /// How many rules ``alternation`` stands for.
    var plainCount: Int { isPlain.count { $0 } }

    /// Runs every pattern on every record of a piece.
    mutating func search(_ text: TextView) {
        var walk = RecordWalk(text)
        while let record = walk.next() {
            guard !record.isEmpty else { continue }
            for index in tests.indices { verdicts[index] = Self.verdict(tests[index], text, record, &scratch) }
            var matchesPlain = false
            for index in roots.indices where Self.verdict(roots[index], verdicts) == .holds {
                matches[index] += 1
                if isPlain[index] { matchesPlain = true }
            }
            if matchesPlain { plainRecords += 1 }
        }
    }

    private static func verdict(
        _ test: Test, _ text: TextView, _ record: Range<Int>, _ scratch: inout MatchScratch
    ) -> RuleVerdict {
        text.withSpan(record) { span in
            do throws(PatternError) {
                return RuleVerdict(try test.pattern.firstMatch(in: span, using: &scratch) != nil)
            } catch {
                return .undecided
            }
        }
    }

    /// Rules are nested at most ``RuleTable/deepestCondition`` deep.
    private static func verdict(_ node: Node, _ verdicts: [RuleVerdict]) -> RuleVerdict {
        switch node {
        case .test(let index): verdicts[index]
        case .not(let inner): verdict(inner, verdicts).inverted
        case .all(let parts): parts.map { verdict($0, verdicts) }.min() ?? .holds
        case .any(let parts): parts.map { verdict($0, verdicts) }.max() ?? .fails
        }
    }

    private static func isPlain(_ node: Node) -> Bool {
        switch node {
        case .test: true
        case .any(let parts): parts.allSatisfy(isPlain)
        case .all(let parts): parts.count == 1 && isPlain(parts[0])
        case .not: false
        }
    }

    private static func collect(_ node: Node, _ numbers: inout [Int]) {
        switch node {
        case .test(let index): numbers.append(index)
        case .any(let parts), .all(let parts): for part in parts { collect(part, &numbers) }
        case .not(let part): collect(part, &numbers)
        }
    }

    /// `nil` where some test is not a pattern: numbers, and text beyond ASCII, whose cases PCRE2 counts otherwise.
    private static func node(_ condition: SigmaExpression, _ tests: inout [Test]) -> Node? {
        switch condition {
        case .search(_, let inner): return node(inner, &tests)
        case .not(let inner): return node(inner, &tests).map(Node.not)
        case .all(let parts): return nodes(parts, &tests).map(Node.all)
        case .any(let parts): return nodes(parts, &tests).map(Node.any)
        case .test(let test):
            guard test.field == nil, let made = pattern(test.predicate) else { return nil }
            tests.append(made)
            return .test(tests.count - 1)
        }
    }

    private static func nodes(_ parts: [SigmaExpression], _ tests: inout [Test]) -> [Node]? {
        var nodes: [Node] = []
        for part in parts {
            guard let node = node(part, &tests) else { return nil }
            nodes.append(node)
        }
        return nodes
    }

    private static func pattern(_ predicate: SigmaPredicate) -> Test? {
        switch predicate {
        case .regex(let regex):
            let flags = [(regex.isCaseless, "i"), (regex.isMultiline, "m"), (regex.dotIsAll, "s")]
                .filter(\.0).map(\.1).joined()
            return try? Test(regex.pattern, flags: flags, regex.options)
        case .string(let string):
            var text = ""
            for part in string.parts {
                switch part {
                case .anyRun: text += ".*"
                case .anyOne: text += "(?:[\\x00-\\x7f]|[\\xc0-\\xff][\\x80-\\xbf]*)"
                case .text(let bytes):
                    guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
                    text += bytes.map(quoted).joined()
                }
            }
            return string.isCased
                ? try? Test(text, flags: "s", .dotAll) : try? Test(text, flags: "is", [.caseless, .dotAll])
        default: return nil
        }
    }

    private static func quoted(_ byte: UInt8) -> String {
        let character = String(UnicodeScalar(byte))
        if TextByte.isDigit(byte) || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A { return character }
        return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
