import ArgumentParser
import FoundationEssentials
import TamgaCorrelate
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaReport
import TamgaStore

/// `tamga correlate`: logs in, hits and a summary out.
struct Correlate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find what is known in logs, and say whom it concerns.",
        discussion: """
            Logs of any text format, packed or not; no configuration. A record is a line. The summary goes to standard
            output, sightings into the store, where the same logs correlated again change nothing.

              tamga correlate --member KZ /var/log/*.log*
              tamga correlate --format json logs/ > summary.json
              tamga correlate --report week47.html --lang ru logs/     # one file to look at, no network needed
              tamga correlate --hits hits.ndjson --with-record logs/
              zcat big.gz | tamga correlate --hits - --no-summary -
              tamga correlate --new-since 41 logs/     # yesterday's logs, today's knowledge
              tamga correlate --snapshot snapshot.tamga --hits - logs/     # where no store is
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var snapshotOptions: SnapshotOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var matchingOptions: MatchingOptions
    @OptionGroup var windowOptions: WindowOptions

    @Option(help: "The summary's form: \(SummaryFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: SummaryFormat = .text
    @OptionGroup var pageOptions: PageOptions
    @Option(
        help: "Write hits as NDJSON to this file; - is standard output, and the summary then goes to standard error.")
    var hits: String?
    @Option(help: "Write suppressed hits, with the list that knows them, as NDJSON to this file.")
    var suppressed: String?
    @Flag(help: "Print no summary.")
    var noSummary = false

    @Option(help: "Match only indicators that came after this revision of the store.")
    var newSince: Int64?

    @Option(help: "Bytes that a worker takes at a time.")
    var blockSize = ByteSize(argument: "1M")!
    @Option(help: "The longest record that is searched; a longer one is refused.")
    var maxRecord = ByteSize(argument: "256M")!

    @Flag(help: "Do not write sightings to the store.")
    var noStore = false
    @Flag(help: "Exit with 65 where anything was refused.")
    var strict = false
    @Flag(help: "Exit with 1 where there are hits.")
    var failOnHit = false
    @Flag(name: .shortAndLong, help: "Print nothing to standard error but errors.")
    var quiet = false

    @Argument(help: "Files, folders, or - for standard input.")
    var logs: [String]

    func validate() throws {
        if [hits, suppressed, pageOptions.report].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of --hits, --suppressed and --report can be standard output.")
        }
        if pageOptions.report == "-", !noSummary {
            throw ValidationError("--report - takes standard output: give --no-summary, too, or --format html.")
        }
        if noSummary, format == .html { throw ValidationError("--format html is a summary; leave --no-summary out.") }
        _ = try pageOptions.pageLanguage(isNeeded: format == .html)
    }

    func run() throws {
        try Failure.reporting {
            let inputs = try inputs()
            let (store, knowledge) = try know()
            let correlator = knowledge.rules.correlator(windowOptions.settings(matchingOptions))
            let hitOutput = try hits.map { try Output($0) }
            let timelines = pageOptions.report != nil || format == .html ? HitTimelines() : nil
            let outcome = try match(inputs.map(\.input), knowledge, correlator, hitOutput, timelines)
            try knowledge.verify()
            let windows = try correlator.finish(name: { outcome.logs[$0].name }) { hits in
                var lines: [UInt8] = []
                for hit in hits {
                    timelines?.add(hit)
                    hit.appendNDJSON(to: &lines)
                }
                try hitOutput?.write(lines)
            }
            try hitOutput?.finish()
            var run = RunOutcome(outcome, knowledge)
            // With only the newest indicators the logs are not read anew: the run stands beside the one that read them.
            if newSince == nil { run.logs = outcome.logsID }
            run.add(windows)
            let sightings = outcome.sightings + windows.patterns.sightings
            if !noStore {
                try store?.record(
                    run, sightings: sightings, ruleSightings: outcome.ruleSightings,
                    correlationSightings: windows.sightings)
            }
            for line in CorrelationText.lost(windows) where !quiet { StandardError.line(line) }
            for refusal in outcome.refusals { StandardError.line("refused: \(refusal)") }
            for rule in outcome.undecidedRules { StandardError.line(RuleText.undecided(rule)) }
            let dropped = outcome.droppedOutsideValidity + windows.patterns.dropped
            if dropped > 0, !quiet {
                StandardError.line(
                    dropped == 1
                        ? "1 hit dropped: its record lies outside the indicator's validity"
                        : "\(dropped) hits dropped: their records lie outside the indicators' validity")
            }
            if !noSummary || pageOptions.report != nil {
                let summary = Summary(
                    sightings: sightings, ruleSightings: outcome.ruleSightings,
                    correlationSightings: windows.sightings, runs: [run],
                    community: knowledge.community, language: pageOptions.lang)
                let page = timelines.map { timelines in
                    ReportPage(
                        summary, sightings: sightings, run: ReportPage.Run(outcome, timelines),
                        making: pageOptions.making())
                }
                if let report = pageOptions.report, let page { try WholeOutput.write(page.html(), to: report) }
                if !noSummary {
                    try SummaryOutput.write(
                        summary, as: format, page: page?.html() ?? [],
                        toStandardError: hits == "-" || suppressed == "-")
                }
            }
            if strict, !outcome.refusals.isEmpty || knowledge.rules.refused > 0 { throw Failure.badInput }
            if hasFailed(outcome, inputs) { throw Failure.inputOutput }
            if failOnHit, run.hits + run.ruleHits + run.correlationHits > 0 { throw Failure.hitsFound }
        }
    }

    /// What is looked for, and the store that it comes from; told as far as it cannot be used.
    private func know() throws -> (store: Store?, knowledge: Knowledge) {
        var replaced = storeOptions.replaced + communityOptions.replaced
        replaced += ruleOptions.replaced + matchingOptions.replaced
        replaced.append((option: "--new-since", isGiven: newSince != nil))
        if let snapshot = try snapshotOptions.open(inPlaceOf: replaced) {
            let knowledge = try Knowledge.load(snapshot, matchingOptions)
            knowledge.tell(quiet: quiet, source: "the snapshot \(snapshot.path)")
            return (nil, knowledge)
        }
        let store = noStore ? try storeOptions.openForReading() : try storeOptions.open()
        let knowledge = try Knowledge.load(
            store, communityOptions, ruleOptions, matchingOptions, newSince: newSince, checking: .besideIfLarge)
        knowledge.tell(
            quiet: quiet, source: "the store \(try store?.path ?? storeOptions.path())", newSince: newSince)
        return (store, knowledge)
    }

    /// What is to be read. What this run writes is never read: an output that is also named as an input is an error
    /// before anything is opened, and what a folder holds of outputs and of the store's own files is left out.
    private func inputs() throws -> [LogPaths.Found] {
        let storeFiles =
            try snapshotOptions.snapshot.map { Set([FileIdentity.output($0)].compactMap(\.self)) }
            ?? storeOptions.files()
        var outputs: [FileIdentity: String] = [:]
        for (option, path) in [("--hits", hits), ("--suppressed", suppressed), ("--report", pageOptions.report)] {
            guard let path, let file = FileIdentity.output(path) else { continue }
            if storeFiles.contains(file) {
                throw ValidationError(
                    "\(option) \(path) is \(snapshotOptions.snapshot == nil ? "a file of the store" : "the snapshot").")
            }
            if let other = outputs.updateValue(option, forKey: file) {
                throw ValidationError("\(other) and \(option) name the same file, \(path).")
            }
        }
        // The summary can be redirected into a folder that is read.
        if let file = FileIdentity.output("-"), outputs[file] == nil { outputs[file] = "standard output" }
        return try LogPaths.expand(logs).filter { found in
            guard let file = FileIdentity.input(found.input.name) else { return true }
            if let output = outputs[file] {
                guard !found.isNamed else {
                    throw ValidationError(
                        "\(found.input.name) is to be read, and written as \(output): name another file.")
                }
                if !quiet { StandardError.line("left out: \(found.input.name) is written by this run (\(output))") }
                return false
            }
            return found.isNamed || !storeFiles.contains(file)
        }
    }

    /// True where a log could not be read, or not to its end. What lies in a folder and is no text, such as a
    /// journal among logs, is refused without that.
    private func hasFailed(_ outcome: MatchOutcome, _ inputs: [LogPaths.Found]) -> Bool {
        let named = Set(inputs.filter(\.isNamed).map(\.input.name))
        return outcome.logs.contains { log in
            guard log.isUnreadable else { return false }
            return named.contains(log.name) || log.bytes > 0 || !FeedBytes.isForeign(.file(log.name))
        }
    }

    private func match(
        _ inputs: [LogInput], _ knowledge: Knowledge, _ correlator: Correlator, _ hitOutput: Output?,
        _ timelines: HitTimelines?
    ) throws -> MatchOutcome {
        var options = matchingOptions.matchOptions(knowledge.community)
        options.blockSize = blockSize.bytes
        options.longestRecord = maxRecord.bytes

        let suppressedOutput = try suppressed.map { try Output($0) }
        let progress = ProgressLine(
            "correlating", total: inputs.contains(.standardInput) ? 0 : LogPaths.totalSize(inputs), quiet: quiet)
        let writesHits = hitOutput != nil
        let printHit: MatchRun.HitPrinter = { hit, bytes in
            timelines?.add(hit)
            if writesHits { hit.appendNDJSON(to: &bytes) }
        }
        let printSuppressed: MatchRun.SuppressedPrinter = { hit, list, bytes in
            hit.appendNDJSON(suppressedBy: list, to: &bytes)
        }
        let run = knowledge.run(
            options, printHit: writesHits || timelines != nil ? printHit : nil,
            printSuppressed: suppressedOutput == nil ? nil : printSuppressed,
            output: { block in
                if !block.hits.isEmpty { try hitOutput?.write(block.hits) }
                if !block.suppressed.isEmpty { try suppressedOutput?.write(block.suppressed) }
                try correlator.add(block.events)
            })
        defer { progress.done() }
        let outcome = try run.run(inputs) { progress.show(bytes: $0.bytes) }
        try suppressedOutput?.finish()
        return outcome
    }
}
