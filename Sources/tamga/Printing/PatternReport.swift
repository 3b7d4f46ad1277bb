import TamgaJSON
import TamgaMatch

/// What is printed of a graded pattern.
struct PatternReport {
    let pattern: String
    let outcome: PatternBench.Outcome
    let bytes: Int
    let repeats: Int

    private var bytesPerSecond: Double {
        outcome.seconds.median > 0 ? Double(bytes) / outcome.seconds.median : 0
    }

    private var letThrough: Double { outcome.records == 0 ? 0 : Double(outcome.candidates) / Double(outcome.records) }

    /// The report for people.
    var text: String {
        let clause = outcome.literals.first ?? []
        let literals =
            clause.isEmpty
            ? "none: a rule of this pattern alone has no sieve, and is tried on every record"
            : clause.prefix(8).map { "“\($0)”" }.joined(separator: " or ")
                + (clause.count > 8 ? " or \(clause.count - 8) more" : "")
        let worst = outcome.worstPlace.map { ", \($0.source):\($0.line) (\(outcome.worstBytes) bytes)" } ?? ""
        let share = BenchReport.percent(letThrough)
        let rows = [
            ["pattern", PlainTable.visible(pattern)],
            ["compiled", outcome.isCompiledToMachineCode ? "yes, to machine code" : "yes, interpreted"],
            ["requires", literals],
            ["let through", "\(outcome.candidates) of \(outcome.records) records (\(share)) hold that"],
            ["matches", "\(outcome.matches) records"],
            ["undecided", "\(outcome.undecided) records, on which a limit ended the search"],
            [
                "speed",
                "\(BenchReport.short(bytesPerSecond / 1e6)) MB/s on every record, ± \(BenchReport.seconds(outcome.seconds.deviation)) of \(BenchReport.seconds(outcome.seconds.median))",
            ],
            ["worst record", BenchReport.seconds(outcome.worstSeconds) + worst],
        ]
        return PlainTable.text(rows)
    }

    /// The report as JSON: `schemas/bench.schema.json`. Times are seconds.
    var json: String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("kind", "pattern")
            writer.member("pattern", pattern)
            writer.member("repeats", repeats)
            writer.member("machine_code", outcome.isCompiledToMachineCode)
            writer.array("required") { writer in
                for clause in outcome.literals {
                    writer.array { writer in for literal in clause { writer.value(literal) } }
                }
            }
            writer.member("bytes", bytes)
            writer.member("records", outcome.records)
            writer.member("candidates", outcome.candidates)
            writer.member("let_through", letThrough)
            writer.member("matches", outcome.matches)
            writer.member("undecided", outcome.undecided)
            BenchReport.spread("seconds", outcome.seconds, &writer)
            writer.member("bytes_per_second", bytesPerSecond)
            writer.member("worst_seconds", outcome.worstSeconds)
            if let place = outcome.worstPlace {
                writer.object("worst") { writer in
                    writer.member("source", place.source)
                    writer.member("line", place.line)
                    writer.member("bytes", outcome.worstBytes)
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
