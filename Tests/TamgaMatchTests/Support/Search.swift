import Synchronization
import TamgaMatch
import TamgaModel

/// A hit as the tests look at it.
struct Found: Hashable, CustomStringConvertible {
    var source = ""
    var line: Int
    var byteOffset: Int
    var type: String
    var value: String
    var how: String
    var matched: String
    var id = ""

    var description: String { "\(line)@\(byteOffset) \(type) \(value) \(how) “\(matched)”" }

    /// Without the log's name and the id.
    var bare: Found {
        var bare = self
        bare.source = ""
        bare.id = ""
        return bare
    }
}

/// How a text is searched.
struct Manner: CustomStringConvertible, Sendable {
    var engine = MatchOptions.Engine.fast
    var workers = 1
    var blockSize = 1 << 20

    var description: String { "\(engine.rawValue), \(workers) workers, blocks of \(blockSize)" }

    /// Both engines, several numbers of workers, many sizes of block.
    static let all: [Manner] = {
        var all: [Manner] = []
        for blockSize in [1, 2, 3, 7, 64, 65, 4_096, 1 << 20] {
            for workers in [1, 2, 7] { all.append(Manner(engine: .fast, workers: workers, blockSize: blockSize)) }
            all.append(Manner(engine: .reference, workers: blockSize == 7 ? 7 : 1, blockSize: blockSize))
        }
        return all
    }()
}

/// A table of statements about observables.
func table(_ observables: [Observable], key: UInt64 = 1) -> IndicatorTable {
    table(statements: observables.map { LiveStatement(observable: $0) }, key: key)
}

/// A table of statements; those about the same observable are brought together.
func table(statements: [LiveStatement], key: UInt64 = 1) -> IndicatorTable {
    var builder = IndicatorTableBuilder { PublicSuffixes.builtIn.isSuffix($0) }
    var order: [Observable] = []
    var grouped: [Observable: [LiveStatement]] = [:]
    for statement in statements {
        if grouped[statement.observable] == nil { order.append(statement.observable) }
        grouped[statement.observable, default: []].append(statement)
    }
    for observable in order { for statement in grouped[observable] ?? [] { builder.add(statement) } }
    return builder.build(key: key)
}

/// Searches logs and gives the hits in the order in which they came out, and the outcome.
func search(
    _ inputs: [LogInput], _ table: IndicatorTable, _ manner: Manner = Manner(),
    suppressions: SuppressionList = SuppressionList([]), _ change: (inout MatchOptions) -> Void = { _ in }
) throws -> (hits: [Found], outcome: MatchOutcome) {
    var options = MatchOptions()
    options.engine = manner.engine
    options.workers = manner.workers
    options.blockSize = manner.blockSize
    change(&options)
    let bytes = Mutex<[UInt8]>([])
    let run = MatchRun(
        table: table, suppressions: suppressions, options: options,
        derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
        printHit: { hit, output in
            let fields = [
                hit.source, "\(hit.line)", "\(hit.byteOffset)", hit.observableType?.label ?? "", hit.value ?? "",
                hit.how?.rawValue ?? "", hit.matched ?? "", hit.id,
            ]
            for field in fields {
                output += field.utf8
                output.append(0x1F)
            }
            output.append(0x1E)
        },
        output: { block in bytes.withLock { $0 += block.hits } })
    let outcome = try run.run(inputs)
    let hits = bytes.withLock { $0 }.split(separator: 0x1E).map { record -> Found in
        let fields = record.split(separator: 0x1F, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        return Found(
            source: fields[0], line: Int(fields[1])!, byteOffset: Int(fields[2])!, type: fields[3], value: fields[4],
            how: fields[5], matched: fields[6], id: fields[7])
    }
    return (hits, outcome)
}
