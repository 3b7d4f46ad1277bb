import PCRE2
import TamgaFormats
import TamgaJSON
import TamgaLogs
import TamgaMatch

extension Bench {
    /// Grades one pattern.
    func grade(_ text: String, _ formats: LogFormatSet) throws {
        guard !(input + logs).isEmpty else { throw FailedInput(description: "name logs with --input") }
        var options: Pattern.Options = [.utf]
        if isCaseless { options.insert(.caseless) }
        if isMultiline { options.insert(.multiline) }
        if dotIsAll { options.insert(.dotAll) }
        let pattern: Pattern
        do throws(PatternError) {
            pattern = try Pattern(text, options: options)
        } catch {
            throw FailedInput(description: "the pattern does not compile: \(error)")
        }
        let loaded = try load(input + logs, formats)
        var bench = PatternBench()
        bench.repeats = repeats
        let outcome = bench.run(pattern, required: RequiredLiterals(of: text, options: options), loaded)
        if !quiet { StandardError.overwrite("bench: looking for inputs on which the pattern backtracks …") }
        let finding = try? StressSearch.worst(of: text, options: options, upTo: stressBytes.bytes)
        StandardError.clear()
        var stress: PatternReport.Stress?
        if let finding {
            stress = PatternReport.Stress(finding: finding, probe: bench.probe(pattern, on: finding.subject))
        }
        let report = PatternReport(
            pattern: text, outcome: outcome, bytes: loaded.bytes, repeats: repeats, stress: stress,
            risks: BacktrackingRisk.risks(in: text, options: options))
        try Output("-").write(format == .json ? report.json : report.text)
        if outcome.disagrees {
            throw FailedInput(description: "repeats do not find the same: the figures are worth nothing")
        }
    }
}
