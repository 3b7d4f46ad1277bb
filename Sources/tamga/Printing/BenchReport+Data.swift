import TamgaJSON
import TamgaMatch
import TamgaModel

extension BenchReport {
    /// The report as JSON: `schemas/bench.schema.json`. Times are seconds.
    var json: String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("kind", "rules")
            writer.member("repeats", repeats)
            writer.member("warm_up", warmUp)
            writer.object("read") { writer in
                writer.member("files", loaded.logs.count { !$0.isUnreadable })
                writer.member("bytes", loaded.bytes)
                writer.member("records", outcome.records)
                writer.member("cut_short", loaded.isCutShort)
                writer.member("refusals", loaded.refusals.count)
            }
            Self.spread("search_seconds", outcome.search, &writer)
            writer.member("clock_nanoseconds", outcome.clockNanoseconds)
            writer.member("timing_overhead", outcome.timingOverhead)
            writer.array("throughput") { writer in
                for line in outcome.throughputs { Self.throughput(line, &writer) }
            }
            writer.array("rules") { writer in
                for rule in outcome.rules { Self.rule(rule, &writer) }
            }
            writer.member("notes", notes)
            writer.member("disagreements", outcome.disagreements)
            if let changes {
                writer.array("changes") { writer in
                    for change in changes {
                        writer.object { writer in
                            writer.member("what", change.name)
                            if let id = change.id { writer.member("id", id) }
                            writer.member("verdict", change.verdict.rawValue)
                            if let before = change.before { Self.spread("before_seconds", before, &writer) }
                            if let now = change.now { Self.spread("now_seconds", now, &writer) }
                            if let band = change.band { writer.member("noise_seconds", band) }
                        }
                    }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func throughput(_ line: RuleBenchOutcome.Throughput, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("engine", line.name)
            writer.member("workers", line.workers)
            writer.member("rules", line.rules)
            writer.member("bytes", line.bytes)
            writer.member("records", line.records)
            spread("seconds", line.seconds, &writer)
            writer.member("bytes_per_second", line.bytesPerSecond)
            writer.member("records_per_second", line.recordsPerSecond)
            if let hits = line.hits { writer.member("hits", hits) }
            writer.member("note", line.note)
        }
    }

    private static func rule(_ rule: RuleCost, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", rule.id)
            writer.member("title", rule.title)
            writer.member("file", rule.file)
            writer.member("line", rule.line)
            writer.member("records", rule.records)
            writer.member("tried", rule.tried)
            writer.member("let_through", rule.letThrough)
            writer.member("matches", rule.matches)
            writer.member("undecided", rule.undecided)
            spread("seconds", rule.seconds, &writer)
            writer.member("average_seconds", rule.average)
            writer.member("share", rule.share)
            writer.member("worst_seconds", rule.worstSeconds)
            if let place = rule.worstPlace {
                writer.object("worst") { writer in
                    writer.member("source", place.source)
                    writer.member("line", place.line)
                }
            }
            writer.member("sieve", rule.sieve)
            writer.member("flags", rule.flags.map(\.rawValue))
        }
    }

    static func spread(_ key: String, _ spread: Spread, _ writer: inout JSONWriter) {
        writer.object(key) { writer in
            writer.member("median", spread.median)
            writer.member("deviation", spread.deviation)
            writer.member("least", spread.least)
            writer.member("count", spread.count)
        }
    }

    /// The rules as CSV, a heading first. Times are seconds.
    var csv: String {
        var text =
            "id,title,file,line,records,tried,let_through,matches,undecided,seconds,deviation,average_seconds,share,worst_seconds,worst_source,worst_line,flags,sieve\n"
        for rule in outcome.rules {
            let cells: [String] = [
                rule.id, rule.title, rule.file, "\(rule.line)", "\(rule.records)", "\(rule.tried)",
                "\(rule.letThrough)",
                "\(rule.matches)", "\(rule.undecided)", "\(rule.seconds.median)", "\(rule.seconds.deviation)",
                "\(rule.average)",
                "\(rule.share)", "\(rule.worstSeconds)", rule.worstPlace?.source ?? "",
                rule.worstPlace.map { "\($0.line)" } ?? "",
                rule.flags.map(\.rawValue).joined(separator: "; "), rule.sieve.joined(separator: "; "),
            ]
            text += cells.map(Self.cell).joined(separator: ",") + "\n"
        }
        return text
    }

    /// A cell; what a spreadsheet would take for a formula is made text.
    private static func cell(_ text: String) -> String {
        let safe = Double(text) == nil ? SpreadsheetCell.escaped(text) : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
