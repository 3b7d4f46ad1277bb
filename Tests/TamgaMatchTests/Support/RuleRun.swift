import Foundation
import Synchronization
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaRules

/// A hit of a rule as the tests look at it.
struct RuleFound: Hashable, CustomStringConvertible {
    var rule: String
    var source: String
    var line: Int
    var byteOffset: Int
    var id: String

    var description: String { "\(rule) in \(source):\(line)@\(byteOffset)" }
}

/// Rules as a test runs them.
enum RuleRun {
    /// The formats that are built in.
    static let formats = LogFormatSet(
        EmbeddedFile.formats.flatMap { (try? TextFormatReader.read($0.bytes, source: $0.name)) ?? [] })
    /// The log source map that is built in.
    static let map =
        (try? LogSourceMapReader.read(EmbeddedFile.logSources.bytes, source: EmbeddedFile.logSources.name))!

    /// The rules of a file's text; traps where one is refused.
    static func rules(_ yaml: String) -> [SigmaRule] {
        let set = SigmaRuleSet([SigmaReader().read(Array(yaml.utf8), source: "test.yml")])
        precondition(!set.problems.contains { $0.severity == .error }, "\(set.problems)")
        return set.rules
    }

    /// The rules of folders of real data.
    static func rules(inShared folders: [URL]) -> [SigmaRule] {
        let files = folders.map { SigmaReader().read(Array((try? Data(contentsOf: $0)) ?? Data()), source: $0.path) }
        return SigmaRuleSet(files).rules
    }

    /// Rules compiled; without a map every rule is tried on every record.
    static func table(_ rules: [SigmaRule], map: LogSourceMap = map) -> RuleTable {
        RuleTable(rules: rules, map: map, derivedNames: formats.derivedNames)
    }

    /// Searches logs for rules alone.
    static func search(
        _ inputs: [LogInput], _ table: RuleTable, _ manner: Manner = Manner(), logFormat: String? = nil
    ) throws -> (hits: [RuleFound], outcome: MatchOutcome) {
        var options = MatchOptions()
        options.engine = manner.engine
        options.workers = manner.workers
        options.blockSize = manner.blockSize
        options.logFormat = logFormat
        let found = Mutex<[UInt8]>([])
        let run = MatchRun(
            table: TamgaMatchTests.table([]), rules: table, formats: formats, suppressions: SuppressionList([]),
            options: options, derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
            printHit: { hit, output in
                let fields = [hit.rule?.id ?? "", hit.source, "\(hit.line)", "\(hit.byteOffset)", hit.id]
                output += fields.joined(separator: "\u{1F}").utf8
                output.append(0x1E)
            },
            output: { block in found.withLock { $0 += block.hits } })
        let outcome = try run.run(inputs)
        let hits = found.withLock { $0 }.split(separator: 0x1E).map { record -> RuleFound in
            let fields = record.split(separator: 0x1F, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            return RuleFound(
                rule: fields[0], source: fields[1], line: Int(fields[2])!, byteOffset: Int(fields[3])!, id: fields[4])
        }
        return (hits, outcome)
    }
}
