import ArgumentParser
import FoundationEssentials
import TamgaFormats
import TamgaLogs
import TamgaMatch

extension Bench {
    /// The longest that an outside program may take, in seconds.
    static let longest = 120.0

    /// Measures rules.
    func benchRules(_ formats: LogFormatSet) throws {
        let old = try compare.map { try BenchBaseline(try WholeFile.read($0, limit: 256 << 20), name: $0) }
        let files = try ruleOptions.readRules()
        let table = RuleTable(
            rules: files.onRecords, map: try ruleOptions.formatOptions.readLogSources(),
            derivedNames: formats.derivedNames)
        let refused =
            files.unreadable.map { "\($0)" } + table.refusals.map { "\($0)" }
            + files.set.problems.filter { $0.severity == .error }.map { "\($0)" }
        for refusal in refused { StandardError.line("rule not run: \(refusal)", .warning) }
        if !quiet, let line = files.notOnRecords { StandardError.line(line) }
        guard !table.rules.isEmpty else { throw FailedInput(description: "no rule that can be run") }
        let loaded = try load(logs, formats)

        var options = RuleBench.Options()
        options.repeats = repeats
        options.warmUp = warmup
        let cores = ProcessInfo.processInfo.activeProcessorCount
        options.workers = workers?.counts ?? (cores > 1 ? [1, cores] : [1])
        options.referenceBytes = referenceBytes.bytes
        options.runsYardsticks = !noYardsticks
        var outcome = RuleBench(table, formats: formats, options: options).run(loaded) { what in
            if !quiet { StandardError.overwrite("bench: \(what) …") }
        }
        var notes: [String] = []
        if !noYardsticks { try runOutside(loaded, &outcome, &notes) }
        StandardError.clear()
        if let old, !old.isOfSameLogs(bytes: loaded.bytes, records: outcome.records) {
            notes.append("the earlier bench read other logs: its times do not compare")
        }
        outcome.rules.sort(by: isBefore)
        let report = BenchReport(
            outcome: outcome, loaded: loaded, repeats: repeats, warmUp: warmup, notes: notes,
            changes: old.map { $0.changes(to: outcome) })
        let text =
            switch format {
            case .text: report.text(top: top, columns: Descriptor.standardOutput.columns ?? 100)
            case .json: report.json
            case .csv: report.csv
            }
        try Output("-").write(text)
        guard outcome.disagreements.isEmpty else {
            for line in outcome.disagreements { StandardError.line("tamga: \(line)", .error) }
            throw FailedInput(description: "runs that must agree do not: the figures are worth nothing")
        }
    }

    private func isBefore(_ one: RuleCost, _ other: RuleCost) -> Bool {
        func key(_ cost: RuleCost) -> Double {
            switch sort {
            case .time: cost.seconds.median
            case .avg: cost.average
            case .tried: Double(cost.tried)
            case .matches: Double(cost.matches)
            }
        }
        return (-key(one), one.title, one.id) < (-key(other), other.title, other.id)
    }

    /// grep and ripgrep with all patterns as one, on a copy of what was read.
    private func runOutside(_ loaded: LoadedLogs, _ outcome: inout RuleBenchOutcome, _ notes: inout [String]) throws {
        guard let choice = outcome.alternation else {
            notes.append(
                "grep -P and rg do not apply: no rule is a plain choice of keywords and patterns over lines of text")
            return
        }
        let folder =
            FileManager.default.temporaryDirectory.path + "/tamga-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let copy = try Output("\(folder)/log")
        try loaded.forEachPiece { try copy.write($0) }
        try Output("\(folder)/pattern").write(choice.pattern + "\n")
        let programs: [(name: String, program: String, flags: [String])] = [
            ("grep -P", "grep", ["-caP"]), ("rg", "rg", ["-ca", "--no-config"]),
            ("rg -P", "rg", ["-caP", "--no-config"]),
        ]
        for (name, program, flags) in programs {
            guard let program = OutsideProgram(program) else {
                notes.append("\(name) is not installed")
                continue
            }
            if !quiet { StandardError.overwrite("bench: running \(name) …") }
            let run = try program.run(
                flags + ["-f", "\(folder)/pattern", "\(folder)/log"], output: "\(folder)/output", limit: Self.longest)
            guard run.status < 2, let lines = Int(run.output.split(separator: "\n").last ?? "0") else {
                let reason =
                    run.status >= 128
                    ? "took over \(Int(Self.longest)) s" : String(run.output.split(separator: "\n").last ?? "failed")
                notes.append("\(name) does not apply: \(reason)")
                continue
            }
            if lines != choice.lines {
                notes.append(
                    "\(name) counts \(lines) lines, PCRE2 \(choice.lines): it means something else by the patterns")
            }
            outcome.throughputs.append(
                RuleBenchOutcome.Throughput(
                    name: name, workers: 1, rules: choice.rules, bytes: loaded.bytes, records: outcome.records,
                    seconds: Spread([run.seconds]), hits: lines, note: "once, a whole process; lines in place of hits"))
        }
    }
}
