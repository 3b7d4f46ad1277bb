import Synchronization
import TamgaLogs
import TamgaMatch
import TamgaModel

/// What a run comes to, as far as splits must not change it.
struct SplitFound: Hashable {
    var hits: [String] = []
    var suppressed: [String] = []
    var events: [String] = []
    var outcome = ""
}

/// Searches logs whole and in parts.
struct SplitSearch {
    private static let rules = table(
        first: 0, events: true,
        """
        title: Bob
        name: bob
        logsource: {category: any-log}
        detection: {s: {user: bob}, condition: s}
        ---
        title: Word
        logsource: {category: any-log}
        detection: {keywords: ['evil'], condition: keywords}
        """)
    private static let hitRules = table(
        first: 10, events: true,
        """
        title: Seen
        logsource: {product: tamga, category: hit}
        detection: {s: {tamga.value: evil.example}, condition: s}
        """)

    private static let indicators = TamgaMatchTests.table([
        try! Observable(.domainName, "evil.example"), try! Observable(.ipv4Address, "198.51.100.7"),
    ])

    private static func table(first: Int, events: Bool, _ text: String) -> RuleTable {
        let rules = RuleRun.rules(text)
        return RuleTable(
            rules: rules,
            purposes: rules.indices.map {
                RulePurpose(number: first + $0, isReported: true, eventFields: events && $0 == 0 ? ["user"] : nil)
            }, map: RuleRun.map, derivedNames: RuleRun.formats.derivedNames)
    }

    /// How the logs are read and searched.
    private static func run(
        _ log: SplitLog, blockSize: Int, printHit: @escaping MatchRun.HitPrinter = PartialHit.printer,
        printSuppressed: @escaping MatchRun.SuppressedPrinter = PartialHit.suppressedPrinter,
        output: @escaping MatchRun.Output
    ) -> MatchRun {
        var options = MatchOptions()
        options.blockSize = blockSize
        options.longestRecord = log.longestRecord
        options.withRecord = true
        return MatchRun(
            table: indicators, rules: rules, hitRules: hitRules, formats: RuleRun.formats,
            suppressions: SuppressionList([FalsePositive(kind: .string, value: "198.51.100.7", list: "known")]),
            options: options, derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
            printHit: printHit, printSuppressed: printSuppressed, output: output)
    }

    static let identity = PartialIdentity(
        facts: [PartialIdentity.Fact("revision", "1")], arguments: ["--refang"], holdsSuppressed: true)

    /// The partial of some splits.
    static func partial(_ log: SplitLog, _ splits: [LogSplit], blockSize: Int = 64, name: String = "p") throws
        -> PartialFile
    {
        let bytes = Mutex<[UInt8]>([])
        let writer = PartialWriter(identity) { piece in bytes.withLock { $0 += piece } }
        let run = run(log, blockSize: blockSize) { try writer.add($0) }
        for split in splits { try writer.end(try run.run(split)) }
        try writer.finish()
        return try PartialFile(bytes: bytes.withLock { $0 }, name: name)
    }

    /// Several partials as one, in bytes.
    static func joined(_ partials: [PartialFile]) throws -> [UInt8] {
        let bytes = Mutex<[UInt8]>([])
        try PartialSet(partials).write(
            to: PartialWriter(identity) { piece in bytes.withLock { $0 += piece } })
        return bytes.withLock { $0 }
    }

    /// What partials come to.
    static func merged(_ log: SplitLog, _ partials: [PartialFile], allowsGaps: Bool = false) throws -> SplitFound {
        let set = try PartialSet(partials)
        if !allowsGaps, let gap = set.gaps.first { throw MissingPart(split: gap) }
        let found = Mutex(SplitFound())
        let takers = SplitMerge.Takers(
            hit: { hit in found.withLock { $0.hits.append("\(hit)") } },
            suppressed: { hit, list in found.withLock { $0.suppressed.append("\(list) \(hit)") } },
            events: { events in found.withLock { $0.events += texts(events) } })
        var merge = SplitMerge(run(log, blockSize: 64) { _ in }, gaps: set.gaps, takers)
        for part in set.parts { try merge.add(part, of: set) }
        var result = found.withLock { $0 }
        result.events.sort()
        result.outcome = text(merge.outcome())
        return result
    }

    /// A part that no partial has.
    struct MissingPart: Error { let split: LogSplit }

    /// What one run over whole logs comes to.
    static func whole(_ log: SplitLog, _ paths: [String], blockSize: Int = 64) throws -> SplitFound {
        let found = Mutex(SplitFound())
        @Sendable func lines(_ bytes: [UInt8]) -> [String] {
            bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
        let run = run(
            log, blockSize: blockSize, printHit: { $1 += Array("\($0)".utf8) + [0] },
            printSuppressed: { $2 += Array("\($1) \($0)".utf8) + [0] }
        ) { block in
            found.withLock {
                $0.hits += lines(block.hits)
                $0.suppressed += lines(block.suppressed)
                $0.events += texts(block.events)
            }
        }
        let outcome = try run.run(paths.map { .file($0) })
        var result = found.withLock { $0 }
        result.events.sort()
        result.outcome = text(outcome)
        return result
    }

    @Sendable private static func texts(_ events: CorrelationEvents) -> [String] {
        var reader = CorrelationEventReader(events.bytes[...])
        var texts: [String] = []
        while let event = reader.next() { texts.append("\(event)") }
        return texts
    }

    private static func text(_ outcome: MatchOutcome) -> String {
        var lines = [
            "\(outcome.accounting)", "\(outcome.hits) \(outcome.ruleHits) \(outcome.outsideValidity)",
            "\(outcome.bytes) \(outcome.logsID)", "\(outcome.suppressed.sorted { $0.key < $1.key })",
            "\(outcome.suppressedByObserver.map { "\($0.key?.code ?? "-") \($0.value)" }.sorted())",
            "\(outcome.undecidedRules)",
        ]
        lines += outcome.logs.map { "\($0.name) \($0.bytes) \($0.records) \($0.refusedRecords) \($0.isUnreadable)" }
        lines += outcome.sightings.map { "\($0)" } + outcome.ruleSightings.map { "\($0)" }
        lines += outcome.refusals.map { "\($0)" }
        return lines.joined(separator: "\n")
    }
}
