import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// Real rules over real logs: the engines agree, and each rule finds the event that was recorded for it.
@Suite(.enabled(if: SharedData.isPresent, "shared data is absent"))
struct RuleRealDataTests {
    private static let rules: [SigmaRule] = RuleRun.rules(
        inShared: SharedData.files(under: "rules-sigma-subset", suffixes: [".yml"])
            + SharedData.files(under: "rules-mdecrevoisier-sigma", suffixes: [".yaml", ".yml"]))
    private static let table = RuleRun.table(rules)

    private static let isFull: Bool = {
        #if DEBUG
            ProcessInfo.processInfo.environment["TAMGA_FULL"] == "1"
        #else
            true
        #endif
    }()

    /// Logs of every kind; a record costs the reference engine a millisecond, so of the larger ones a beginning.
    private static let logs: [(name: String, bytes: [UInt8])] = {
        let folders = [
            "logs-otrf-small", "logs-cloudtrail-stratus", "logs-cloudtrail-invictus", "logs-suricata-eve",
            "sigma-regression", "logs-lnav", "logs-plaso-testdata", "logs-zeek-btest", "logs-crowdsec-tests",
            "logs-gtk-drill", "logs-elastic-examples",
        ]
        let files = folders.flatMap { SharedData.files(under: $0) }.filter {
            !["yml", "yaml", "md", "assert", "txt"].contains($0.pathExtension)
        }
        return files.enumerated().filter { $0.offset % (isFull ? 8 : 80) == 0 }.compactMap { _, file in
            guard let bytes = try? Data(contentsOf: file), !bytes.isEmpty else { return nil }
            return (file.path, Array(bytes.prefix(isFull ? 60_000 : 6_000)))
        }
    }()

    @Test("Most public rules are run, and none is half run")
    func rulesAreRun() {
        #expect(Self.rules.count > 1_100)
        #expect(Self.table.refusals.isEmpty, "\(Self.table.refusals)")
    }

    @Test("Both engines give the same hits, whatever the number of workers and the size of blocks")
    func enginesAgree() throws {
        let scratch = Scratch()
        let inputs = Self.logs.enumerated().map { index, log in
            LogInput.file(scratch.file("\(index)", log.bytes))
        }
        let truth = try RuleRun.search(inputs, Self.table, Manner(engine: .reference, workers: 2))
        #expect(truth.hits.count > (Self.isFull ? 40 : 3))
        for manner in [
            Manner(), Manner(workers: 2, blockSize: 4_096), Manner(workers: 7, blockSize: 300),
            Manner(workers: 2, blockSize: 65_536),
        ] {
            let found = try RuleRun.search(inputs, Self.table, manner)
            #expect(found.hits == truth.hits, "\(manner)")
            #expect(found.outcome.accounting == truth.outcome.accounting, "\(manner)")
        }
    }

    @Test("Each public rule with a recorded event matches it")
    func recordedEventsMatch() throws {
        let folders = Set(
            SharedData.files(under: "sigma-regression", suffixes: ["event.json"]).map { $0.deletingLastPathComponent() }
        )
        #expect(folders.count >= 53)
        for folder in folders.sorted(by: { $0.path < $1.path }) {
            let rules = RuleRun.rules(inShared: [folder.appending(path: "rule.yml")])
            #expect(rules.count == 1)
            let table = RuleRun.table(rules)
            let events = folder.appending(path: "event.json").path
            for engine in MatchOptions.Engine.allCases {
                let found = try RuleRun.search([.file(events)], table, Manner(engine: engine))
                #expect(!found.hits.isEmpty, "\(folder.lastPathComponent), \(engine)")
            }
        }
    }

    @Test("What is no JSON is counted the same by both engines: every vector of JSONTestSuite as a line of a log")
    func jsonVectors() throws {
        let scratch = Scratch()
        var log = Array("{\"a\":1}\n{\"a\":2}\n{\"b\":\"x\"}\n".utf8)
        for file in SharedData.files(under: "json-jsontestsuite/test_parsing", suffixes: [".json"]) {
            let bytes = Array(try Data(contentsOf: file))
            guard bytes.count < 10_000, !bytes.contains(0x0A) else { continue }
            for line in [
                bytes, Array("{\"a\":".utf8) + bytes + Array("}".utf8), Array("{\"z\":[".utf8) + bytes + [0x5D, 0x7D],
            ] {
                log += line + [0x0A]
            }
        }
        let rules = RuleRun.rules(
            """
            title: a
            logsource: {category: test}
            detection: {s: {a|exists: true}, k: ['x'], t: {z: null}, condition: s or k or not t}
            """)
        let table = RuleRun.table(rules)
        let path = scratch.file("log.json", log)
        let truth = try RuleRun.search([.file(path)], table, Manner(engine: .reference), logFormat: "json")
        let found = try RuleRun.search([.file(path)], table, logFormat: "json")
        #expect(truth.outcome.accounting.unparsed > 300)
        #expect(found.outcome.accounting == truth.outcome.accounting)
        #expect(found.hits == truth.hits)
    }
}
