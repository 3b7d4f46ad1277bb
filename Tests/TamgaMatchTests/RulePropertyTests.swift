import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// Random rules over random records: the engines agree on every one.
@Suite struct RulePropertyTests {
    /// Makes rules and records over so few words that they meet often.
    private struct Maker {
        var random: SeededRandom

        mutating func pick<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &random)]
        }
        mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

        static let fields = ["f", "g", "a.b", "EventID", "Channel", "user", "src_ip", "Image"]
        static let words = [
            "cmd", "evil", "EVIL", "a", "ab", "Привет", "é", "4688", "1", "0.50", "192.0.2.7", "c:\\x\\cmd.exe",
            "http://e",
            "k", "K", "ſ", "s", "null", "true", "Security", "-x /y", "\"q\"", "a=b,c|d", "", " ",
            "2026-11-24T10:00:00Z",
        ]
        static let regexes = [
            "ev[i1]l", "^a", "(?i)CMD", "a|b", "\\d{3,}", "(?<user>\\w+) /y", ".", "k", "s$", "x*", "[^a]", "é",
            "(?:cmd|evil)",
            "\\bcmd\\b", "a.b",
        ]

        mutating func word() -> String { chance(0.2) ? pick(Self.words) + pick(Self.words) : pick(Self.words) }

        mutating func string() -> SigmaString {
            var parts: [SigmaString.Part] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                parts.append(pick([.text(Array(word().utf8)), .anyRun, .anyOne, .text(Array(pick(Self.words).utf8))]))
            }
            return SigmaString(parts: parts, isCased: chance(0.2))
        }

        mutating func test() -> SigmaTest {
            let predicate: SigmaPredicate =
                switch Int.random(in: 0..<12, using: &random) {
                case 0: .number(4688, text: pick(["4688", "1", "0.5", "00"]))
                case 1: .null
                case 2: .exists(chance(0.5))
                case 3, 4:
                    .regex(SigmaRegex(pattern: pick(Self.regexes), isCaseless: chance(0.5), dotIsAll: chance(0.3)))
                case 5: .bool(chance(0.5))
                case 6: .compare(pick(SigmaComparison.allCases), pick([1, 4688, 0.5]))
                case 7: .field(pick(Self.fields), pick([.equal, .contains, .startsWith]), isCased: chance(0.5))
                case 8: .cidr(Observable(type: .ipv4Network, canonicalBytes: [192, 0, 2, 0, 24]))
                default: .string(string())
                }
            var field: String? = pick(Self.fields)
            switch predicate {
            case .string, .regex: if chance(0.3) { field = nil }
            default: break
            }
            return SigmaTest(field: field, predicate: predicate, text: "", line: 1)
        }

        mutating func expression(_ depth: Int) -> SigmaExpression {
            if depth == 0 || chance(0.4) { return .test(test()) }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return .not(expression(depth - 1))
            case 1: return .any((0..<Int.random(in: 0...3, using: &random)).map { _ in expression(depth - 1) })
            default: return .all((0..<Int.random(in: 1...3, using: &random)).map { _ in expression(depth - 1) })
            }
        }

        mutating func rule(_ number: Int) -> SigmaRule {
            var rule = SigmaRule(
                title: "r\(number)", condition: expression(3), place: SigmaPlace(source: "random", line: number))
            rule.logSource = pick([
                SigmaLogSource(), SigmaLogSource(products: ["windows"], services: ["security"]),
                SigmaLogSource(categories: ["process_creation"], products: ["windows"]),
                SigmaLogSource(products: ["linux"], services: ["sshd"]), SigmaLogSource(categories: ["nowhere"]),
            ])
            return rule
        }

        func quoted(_ text: String) -> String {
            "\""
                + text.unicodeScalars.map { scalar -> String in
                    switch scalar {
                    case "\"", "\\": "\\\(scalar)"
                    default: "\(scalar)"
                    }
                }.joined() + "\""
        }

        mutating func value(_ depth: Int) -> String {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return pick(["4688", "1", "0.5", "-0", "1e3", "00"].dropLast())
            case 1: return pick(["true", "false", "null"])
            case 2 where depth > 0: return "[\(value(depth - 1)),\(value(depth - 1))]"
            case 3 where depth > 0: return object(depth - 1)
            case 4: return "\"\\u0065vil \\u004B\\/\""
            default: return quoted(word())
            }
        }

        mutating func object(_ depth: Int) -> String {
            let keys = [
                "f", "g", "a", "b", "a.b", "EventID", "Channel", "Event", "EventData", "System", "Image",
                "NewProcessName",
            ]
            let members = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                "\(quoted(pick(keys))):\(pick(["", " "]))\(value(depth))"
            }
            return "{\(members.joined(separator: ","))}"
        }

        mutating func record() -> String {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return "Nov 24 10:00:00 host sshd[7]: Failed password for \(word()) from 192.0.2.7 port 22 ssh2"
            case 1: return "\(word()) \(word()) \(word())"
            case 2: return "<13>Nov 24 10:00:00 host app: \(object(1))"
            case 3: return "CEF:0|v|p|1|2|n|3|src=192.0.2.7 suser=\(word()) msg=\(word())"
            case 4: return "{" + word()
            default: return object(2)
            }
        }
    }

    @Test("Rules and records at random", arguments: ["json", "text"])
    func random(_ format: String) throws {
        let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 20
        for round in 0..<rounds {
            let seed = SeededRandom.seed &+ UInt64(round)
            var maker = Maker(random: SeededRandom(seed: seed))
            let table = RuleRun.table((0..<60).map { maker.rule($0) })
            let log = (0..<60).map { _ in maker.record() }.joined(separator: "\n")
            let scratch = Scratch()
            let path = scratch.file("log", Array(log.utf8))
            let truth = try RuleRun.search([.file(path)], table, Manner(engine: .reference), logFormat: format)
            let found = try RuleRun.search([.file(path)], table, Manner(workers: 2, blockSize: 777), logFormat: format)
            let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
            func told(_ hits: Set<RuleFound>) -> String {
                hits.prefix(2).map { hit in
                    let rule = table.rules.first { $0.title == hit.rule }
                    return
                        "\(String(describing: rule?.condition)) \(String(describing: rule?.logSource)) on \(lines[hit.line - 1])"
                }.joined(separator: "; ")
            }
            let missing = told(Set(truth.hits).subtracting(found.hits))
            let invented = told(Set(found.hits).subtracting(truth.hits))
            #expect(missing.isEmpty && invented.isEmpty, "seed \(seed): lost \(missing), invented \(invented)")
            #expect(found.hits == truth.hits, "seed \(seed)")
            #expect(found.outcome.accounting == truth.outcome.accounting, "seed \(seed)")
        }
    }

    /// Sets of literals for every way in which they are looked for: few, many, long, and short ones among them.
    static let sets: [(count: Int, lengths: ClosedRange<Int>)] = [
        (3, 1...3), (40, 1...12), (300, 7...20), (700, 2...9), (700, 5...6), (1_000, 4...4), (1_500, 1...24),
        (600, 1...3),
    ]

    @Test("However many literals are looked for, and however long: both engines find the same", arguments: sets)
    func literals(_ count: Int, _ lengths: ClosedRange<Int>) throws {
        var random = SeededRandom(seed: SeededRandom.seed &+ UInt64(count))
        // Few letters, so that much is nearly a literal, and that literals lie in others.
        let letters = Array("abcdexyz /.=")
        func text(_ count: Int) -> String { String((0..<count).map { _ in letters.randomElement(using: &random)! }) }
        let words = (0..<count).map { _ in "k" + text(Int.random(in: lengths, using: &random) - 1) }
        let rules = words.enumerated().map { index, word in
            var rule = SigmaRule(
                title: "r\(index)",
                condition: .test(
                    SigmaTest(
                        field: index % 2 == 0 ? nil : "f",
                        predicate: .string(
                            SigmaString(parts: [.anyRun, .text(Array(word.utf8)), .anyRun], isCased: false)),
                        text: "", line: 1)), place: SigmaPlace(source: "many", line: index))
            rule.logSource = SigmaLogSource()
            return rule
        }
        let table = RuleRun.table(rules, map: LogSourceMap())
        let lines = (0..<40).map { number -> String in
            var line = text(Int.random(in: 0...9, using: &random))
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let word = words.randomElement(using: &random)!
                line +=
                    (Bool.random(using: &random) ? word : word.uppercased())
                    + text(Int.random(in: 0...70, using: &random))
            }
            return number % 2 == 0 ? line : "{\"f\":\"\(line)\"}"
        }
        let scratch = Scratch()
        let path = scratch.file("log", Array(lines.joined(separator: "\n").utf8))
        for format in ["text", "json"] {
            let truth = try RuleRun.search([.file(path)], table, Manner(engine: .reference), logFormat: format)
            let found = try RuleRun.search([.file(path)], table, Manner(blockSize: 777), logFormat: format)
            #expect(!truth.hits.isEmpty)
            #expect(found.hits == truth.hits, "seed \(SeededRandom.seed), \(format)")
        }
    }
}
