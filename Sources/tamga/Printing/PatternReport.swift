import PCRE2
import TamgaJSON
import TamgaMatch
import TamgaModel

/// What is printed of a graded pattern.
struct PatternReport {
    let pattern: String
    let outcome: PatternBench.Outcome
    let bytes: Int
    let repeats: Int
    /// The worst input that was found; `nil` where none makes it grow beyond the record's length.
    let stress: Stress?
    /// What may be slow, by the pattern's looks.
    let risks: [BacktrackingRisk]

    /// An input on which the pattern backtracks, and what it takes on it.
    struct Stress {
        let finding: StressSearch.Finding
        let probe: PatternBench.Probe
    }

    /// How a failing search grows with the record, on the worst input found.
    private var grade: Growth { stress?.finding.growth ?? .linear }

    private var gradeName: String {
        switch grade {
        case .polynomial(...1): "linear"
        case .polynomial: "polynomial"
        case .exponential: "exponential"
        }
    }

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
        var rows = [
            ["pattern", ActiveText.shown(pattern)],
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
        for risk in risks { rows.append(["risk", "\(risk.growth): \(ActiveText.shown(risk.reason))"]) }
        if let stress {
            let finding = stress.finding
            let verdict = stress.probe.isUndecided ? ", and a limit ends the search: undecided" : ""
            rows.append([
                "stress",
                "\(Self.quoted(finding.prefix))\(Self.quoted(finding.pump))over and over, then \(Self.quoted(finding.suffix))— \(finding.subject.count) bytes of that take \(Self.steps(finding.steps)) steps, \(BenchReport.seconds(stress.probe.seconds)) here\(verdict)",
            ])
        } else {
            rows.append(["stress", "no input was found on which it backtracks beyond the record's length"])
        }
        rows.append(["grade", gradeWords])
        return PlainTable.text(rows)
    }

    private var gradeWords: String {
        switch grade {
        case .polynomial(...1): "linear: the time grows with the record"
        case .polynomial(let degree):
            "\(grade): a record twice as long takes \(1 << min(degree, 30)) times as long"
        case .exponential: "exponential: do not use it on records that others write; only its limit ends it"
        }
    }

    /// Bytes of an input in quotes, of many the first; nothing for none.
    private static func quoted(_ bytes: [UInt8]) -> String {
        bytes.isEmpty
            ? "" : "“\(ActiveText.shown(Self.text(Array(bytes.prefix(40)))))\(bytes.count > 40 ? "…" : "")” "
    }

    /// Bytes as text, those that are none as `\xNN`.
    private static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return bytes.map { byte in
            if 0x20..<0x7F ~= byte { return String(UnicodeScalar(byte)) }
            return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func steps(_ steps: Int) -> String {
        steps >= 1_000_000_000_000 ? "over a million million" : BenchReport.count(steps)
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
            writer.member("grade", gradeName)
            writer.array("risks") { writer in
                for risk in risks {
                    writer.object { writer in
                        writer.member("reason", risk.reason)
                        writer.member("growth", "\(risk.growth)")
                        writer.member("start", risk.range.lowerBound)
                        writer.member("end", risk.range.upperBound)
                    }
                }
            }
            if let stress {
                writer.object("stress") { writer in
                    let finding = stress.finding
                    writer.member("growth", "\(finding.growth)")
                    writer.member("prefix", Self.text(finding.prefix))
                    writer.member("pump", Self.text(finding.pump))
                    writer.member("suffix", Self.text(finding.suffix))
                    writer.member("bytes", finding.subject.count)
                    writer.member("steps", finding.steps)
                    writer.member("seconds", stress.probe.seconds)
                    writer.member("undecided", stress.probe.isUndecided)
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
