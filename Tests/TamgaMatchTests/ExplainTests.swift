import Foundation
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// What is said of a hit is what the engines say.
@Suite struct ExplainTests {
    /// The records of a log.
    static func records(_ path: String, formatName: String? = nil, blockSize: Int = 1 << 20) -> [LogRecord] {
        var reader = LogRecordReader(
            [.file(path)], formats: RuleRun.formats, formatName: formatName, blockSize: blockSize)
        var records: [LogRecord] = []
        while let record = reader.next() { records.append(record) }
        return records
    }

    /// A rule's explanation on the only record of a text.
    private static func explain(_ search: String, _ record: String) throws -> RuleExplanation {
        let scratch = Scratch()
        let rules = RuleRun.rules(
            "title: a\nlogsource: {category: none-of-the-map}\ndetection: {s: {\(search)}, condition: s}\n")
        let table = RuleRun.table(rules)
        var explainer = RuleExplainer(table, RuleRun.formats)
        explainer.read(try #require(records(scratch.file("log", Array(record.utf8))).first))
        return explainer.explain(rule: 0)
    }

    /// The tests of an explanation, from left to right.
    private static func tests(_ part: ExplainedPart) -> [(test: ExplainedTest, verdict: ExplainedVerdict)] {
        if case .test(let test) = part.kind { return [(test, part.verdict)] }
        return part.parts.flatMap(tests)
    }

    @Test(
        "A string or pattern that holds says which bytes of the value and of the record matched",
        arguments: [
            (#"f|contains: BC"#, #"{"f":"abcd"}"#, 1..<3, 7..<9),
            (#"f|startswith: AB"#, #"{"f":"abcd"}"#, 0..<2, 6..<8),
            (#"f|endswith: cd"#, #"{"f":"abcd"}"#, 2..<4, 8..<10),
            (#"f: abcd"#, #"{"f":"abcd"}"#, 0..<4, 6..<10),
            (#"f: '*b?d*'"#, #"{"f":"aabxdz"}"#, 2..<5, 8..<11),
            (#"f: 'a*d'"#, #"{"f":"axxd"}"#, 0..<4, 6..<10),
            (#"f: '*d*d'"#, #"{"f":"dxxdd"}"#, 0..<5, 6..<11),
            (#"f|re: 'b.'"#, #"{"f":"abcd"}"#, 1..<3, 7..<9),
            (#"f|cidr: 192.0.2.0/24"#, #"{"f":"192.0.2.7"}"#, 0..<9, 6..<15),
            (#"f|contains: ТАШ"#, #"{"f":"xташ"}"#, 1..<7, 7..<13),
            (#"f: 7"#, #"{"f":7}"#, 0..<1, 5..<6),
        ] as [(String, String, Range<Int>, Range<Int>)])
    func spans(search: String, record: String, span: Range<Int>, place: Range<Int>) throws {
        let explanation = try Self.explain(search, record)
        #expect(explanation.verdict == .holds)
        let tests = Self.tests(try #require(explanation.ways.first).condition)
        let value = try #require(tests.first?.test.values.first)
        #expect(value.span == span)
        #expect(value.place == place)
        #expect(value.name == "f")
    }

    @Test("A value that had to be decoded has a span, and no place in the record")
    func decodedValues() throws {
        let explanation = try Self.explain(#"f|contains: '\b'"#, #"{"f":"a\\b"}"#)
        let value = try #require(Self.tests(explanation.ways[0].condition).first?.test.values.first)
        #expect(value.text == #"a\b"#)
        #expect(value.span == 1..<3)
        #expect(value.place == nil)
        #expect(value.matched == #"\b"#)
    }

    @Test("An absent field has no values, and the verdict that the test gives it")
    func absence() throws {
        for (search, verdict) in [("f: x", ExplainedVerdict.fails), ("f: null", .holds), ("f|exists: false", .holds)] {
            let explanation = try Self.explain(search, #"{"g":1}"#)
            #expect(explanation.verdict == verdict, "\(search)")
            #expect(Self.tests(explanation.ways[0].condition)[0].test.values.isEmpty)
        }
    }

    @Test("A pattern that runs into its limit leaves the rule undecided")
    func undecided() throws {
        let record = #"{"f":""# + String(repeating: "a", count: 400) + #"!"}"#
        let explanation = try Self.explain("f|re: '^(?:(a+)+)+\\1?b?$'", record)
        #expect(explanation.verdict == .undecided)
    }

    @Test("A rule's own match limit counts here as in both engines")
    func ownLimit() throws {
        let yaml =
            "title: a\nlogsource: {category: none-of-the-map}\ndetection: {s: {f|re: '^(?:a+)+[bc]$'}, condition: s}\n"
        let record = #"{"f":"aaaaaaaaaaaa!ab"}"#
        for (custom, verdict) in [("", ExplainedVerdict.fails), ("tamga: {match_limit: 20}\n", .undecided)] {
            let table = RuleRun.table(RuleRun.rules(yaml + custom))
            var trial = RuleTrial(table, RuleRun.formats, newest: Timestamp(seconds: 0))
            let outcome = trial.run(record, format: nil, rule: 0)
            var explainer = RuleExplainer(table, RuleRun.formats)
            explainer.read(try #require(outcome?.records.first))
            #expect(explainer.explain(rule: 0).verdict == verdict)
            #expect(outcome?.fast == verdict)
            #expect(outcome?.reference == verdict)
        }
    }

    @Test("A record of another log source is tried in no way")
    func otherLogSource() throws {
        let scratch = Scratch()
        let rules = RuleRun.rules(
            "title: a\nlogsource: {product: linux, service: sshd}\ndetection: {s: ['x'], condition: s}\n")
        var explainer = RuleExplainer(RuleRun.table(rules), RuleRun.formats)
        let log = scratch.file("log", Array("Nov 24 09:20:02 app3 CRON[1]: x\nNov 24 09:20:02 a sshd[1]: x\n".utf8))
        let records = Self.records(log)
        explainer.read(records[0])
        #expect(explainer.explain(rule: 0).ways.isEmpty)
        #expect(explainer.explain(rule: 0).isMapped)
        #expect(explainer.read(records[1]).formats.first == "syslog")
        #expect(explainer.explain(rule: 0).verdict == .holds)
    }

    @Test(
        "Records are those of a run: lines, offsets and headers, whatever the block size", arguments: [1, 7, 1 << 20])
    func records(blockSize: Int) {
        let scratch = Scratch()
        let zeek = "#separator \\x09\n#fields\tts\tid.orig_h\n#types\ttime\taddr\n1.0\t192.0.2.1\n\n2.0\t192.0.2.2\n"
        let records = Self.records(scratch.file("conn.log", Array(zeek.utf8)), blockSize: blockSize)
        #expect(records.map(\.line) == [1, 2, 3, 4, 6])
        #expect(records.map(\.byteOffset) == [0, 16, 37, 54, 69])
        #expect(records.last?.header?.columnNames == ["ts", "id.orig_h"])
        let json = "[\n  {\n   \"a\": 1\n  },\n  {\"a\": 2}\n]\n"
        let reshaped = Self.records(scratch.file("a.json", Array(json.utf8)), blockSize: blockSize)
        let withFields = reshaped.filter { $0.text.contains("\"a\"") }
        #expect(withFields.map(\.line) == [2, 5])
        #expect(withFields.first?.lastLine == 4)
    }

    @Test("The hits of one record have the ids, places and times that they have in a run over its log")
    func hitsOfOneRecord() throws {
        let scratch = Scratch()
        let log = scratch.file(
            "log",
            Array(
                "2026-11-01T00:00:00Z from 198.51.100.23\n\n2026-11-02T00:00:00Z from 198.51.100.23, again 198.51.100.24\n"
                    .utf8))
        let indicators = table([
            try Observable(.ipv4Address, "198.51.100.23"), try Observable(.ipv4Address, "198.51.100.24"),
        ])
        let whole = try search([.file(log)], indicators)
        #expect(whole.hits.count == 3)
        var single: [String] = []
        for record in Self.records(log) {
            let found = Collected()
            let run = MatchRun(
                table: indicators, suppressions: SuppressionList([]), options: MatchOptions(),
                derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
                printHit: { hit, _ in found.add("\(hit.id) \(hit.line) \(hit.byteOffset)") })
            try run.search(record)
            single += found.all
        }
        #expect(single == whole.hits.map { "\($0.id) \($0.line) \($0.byteOffset)" })
    }

    @Test("Examples are tried by both engines, each as the log that it would be")
    func trials() {
        let rules = RuleRun.rules(
            "title: a\nlogsource: {product: zeek, service: conn}\ndetection: {s: {id.orig_h: 192.0.2.2}, condition: s}\n"
        )
        var trial = RuleTrial(RuleRun.table(rules), RuleRun.formats, newest: Timestamp(seconds: 1_795_000_000))
        let head = "#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\n#types\ttime\taddr\n"
        let hit = trial.run(head + "1.0\t192.0.2.2", format: nil, rule: 0)
        #expect(hit?.fast == .holds && hit?.reference == .holds)
        #expect(hit?.records.count == 5)
        let miss = trial.run(head + "1.0\t192.0.2.1", format: "zeek", rule: 0)
        #expect(miss?.fast == .fails && miss?.reference == .fails)
        let none = trial.run("x", format: "no-such-format", rule: 0)
        #expect(none == nil)
    }
}

/// Words from several threads.
private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var words: [String] = []

    func add(_ word: String) { lock.withLock { words.append(word) } }

    var all: [String] { lock.withLock { words } }
}

/// The same over real rules and logs.
@Suite(.enabled(if: SharedData.isPresent, "shared data is absent"))
struct ExplainRealDataTests {
    private static let isFull: Bool = {
        #if DEBUG
            ProcessInfo.processInfo.environment["TAMGA_FULL"] == "1"
        #else
            true
        #endif
    }()

    /// A log with those lines that the fast engine hits, its first, and one in so many of the others: an hour of one
    /// machine says much the same on most lines, and the reference needs milliseconds for each.
    private static func sample(
        _ file: URL, _ table: RuleTable, oneIn share: Int, _ random: inout SeededRandom, _ scratch: Scratch
    ) throws -> String {
        let found = try RuleRun.search([.file(file.path)], table).hits
        let hit = Set(found.map(\.line))
        let lines = try Data(contentsOf: file).split(separator: 0x0A, omittingEmptySubsequences: false)
        let kept = lines.enumerated().filter { index, _ in
            index == 0 || hit.contains(index + 1) || Int.random(in: 0..<share, using: &random) == 0
        }
        return scratch.file(file.lastPathComponent, Array(kept.map(\.element).joined(separator: [0x0A])))
    }

    /// Hits as “rule line”.
    private static func hits(_ path: String, _ table: RuleTable, _ engine: MatchOptions.Engine) throws -> Set<String> {
        Set(try RuleRun.search([.file(path)], table, Manner(engine: engine)).hits.map { "\($0.rule)@\($0.byteOffset)" })
    }

    /// The rules that explain says match, on every record of a log.
    private static func explained(
        _ path: String, _ table: RuleTable, tries: (_ rule: Int, _ key: String) -> Bool
    ) -> (holds: Set<String>, tried: Set<String>) {
        var explainer = RuleExplainer(table, RuleRun.formats)
        var holds: Set<String> = []
        var tried: Set<String> = []
        for record in ExplainTests.records(path) {
            explainer.read(record)
            let start = record.byteOffset + (record.bytes.firstIndex { $0 != 0x20 && $0 &- 0x09 >= 5 } ?? 0)
            for rule in table.rules.indices {
                let key = "\(table.rules[rule].key)@\(start)"
                guard tries(rule, key) else { continue }
                tried.insert(key)
                if explainer.explain(rule: rule).verdict == .holds { holds.insert(key) }
            }
        }
        return (holds, tried)
    }

    @Test("Each public rule with a recorded event: explain, the fast engine and the reference agree on every record")
    func recordedEvents() throws {
        let folders = Set(
            SharedData.files(under: "sigma-regression", suffixes: ["event.json"]).map { $0.deletingLastPathComponent() }
        )
        #expect(folders.count >= 53)
        for folder in folders.sorted(by: { $0.path < $1.path }) {
            let table = RuleRun.table(RuleRun.rules(inShared: [folder.appending(path: "rule.yml")]))
            let path = folder.appending(path: "event.json").path
            let explained = Self.explained(path, table) { _, _ in true }
            #expect(!explained.holds.isEmpty, "\(folder.lastPathComponent)")
            for engine in MatchOptions.Engine.allCases {
                #expect(try Self.hits(path, table, engine) == explained.holds, "\(folder.lastPathComponent), \(engine)")
            }
        }
    }

    @Test("Every rule on every record of the OTRF logs that it hits, and on a sample of those that it does not")
    func recordedAttacks() throws {
        let rules = RuleRun.rules(
            inShared: SharedData.files(under: "rules-sigma-subset", suffixes: [".yml"])
                + SharedData.files(under: "rules-mdecrevoisier-sigma", suffixes: [".yaml", ".yml"])
                + SharedData.files(under: "sigma-regression", suffixes: ["rule.yml"]))
        let table = RuleRun.table(rules)
        let files = SharedData.files(under: "logs-otrf-small").filter { ["json", "log"].contains($0.pathExtension) }
        var total = 0
        var random = SeededRandom(seed: 20_261_124)
        let scratch = Scratch()
        // `TAMGA_FULL=1` for every record.
        let share = ProcessInfo.processInfo.environment["TAMGA_FULL"] == "1" ? 1 : 4
        for (index, file) in files.enumerated() where Self.isFull || index % 8 == 0 {
            let path = try Self.sample(file, table, oneIn: share, &random, scratch)
            let fast = try Self.hits(path, table, .fast)
            #expect(fast == (try Self.hits(path, table, .reference)), "\(file.lastPathComponent)")
            let explained = Self.explained(path, table) { _, key in
                fast.contains(key) || Int.random(in: 0..<50, using: &random) == 0
            }
            #expect(explained.holds == fast, "\(file.lastPathComponent)")
            #expect(explained.tried.count > fast.count)
            total += fast.count
        }
        #expect(total > (Self.isFull ? 40 : 0))
    }
}
