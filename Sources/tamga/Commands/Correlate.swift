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
        commandName: "correlate",
        abstract: "Find what is known in logs, and say whom it concerns.",
        discussion: """
            Logs of any text format, packed or not; no configuration. A record is a line. The summary goes to standard
            output, sightings into the store, where the same logs correlated again change nothing. A file that several
            names or links lead to is read once.

              tamga correlate --member KZ /var/log/*.log*
              tamga correlate --format json logs/ > summary.json
              tamga correlate --report week47.html --lang ru logs/     # one file to look at, no network needed
              tamga correlate --hits hits.ndjson --with-record logs/
              zcat big.gz | tamga correlate --hits - --no-summary -
              tamga correlate --new-since 41 logs/     # yesterday's logs, today's knowledge
              tamga correlate --split big.log:0-268435456 --partial out/1.part     # a part of it; see “tamga merge”
              tamga correlate --snapshot snapshot.tamga --hits - logs/     # where no store is
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var snapshotOptions: SnapshotOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var matchingOptions: MatchingOptions
    @OptionGroup var windowOptions: WindowOptions

    @OptionGroup var outcomeOptions: OutcomeOptions

    @Option(help: "Match only indicators that came after this revision of the store.")
    var newSince: Int64?

    @Option(help: "Bytes that a worker takes at a time.")
    var blockSize = ByteSize(argument: "1M")!
    @Option(help: "The longest record that is searched; a longer one is refused.")
    var maxRecord = ByteSize(argument: "256M")!

    @Option(
        name: .customLong("split"),
        help: ArgumentHelp(
            "Read only the records that begin in this range of bytes (see “tamga split plan”). May be given more than once.",
            valueName: "file:start-end"))
    var splits: [LogSplit] = []
    @Option(
        help: "Write what was found to this file, for “tamga merge”, and nothing to the store or standard output.")
    var partial: String?
    @Flag(help: "The partial holds suppressed hits, too.")
    var withSuppressed = false

    @Argument(help: "Files, folders, or - for standard input.")
    var logs: [String] = []

    func validate() throws {
        if partial == nil {
            if !splits.isEmpty { throw ValidationError("--split reads a part of a log: name a --partial for it.") }
            if withSuppressed {
                throw ValidationError("--with-suppressed is for a --partial; --suppressed writes a file.")
            }
            if logs.isEmpty { throw ValidationError("Missing expected argument '<logs> ...'") }
            return
        }
        if splits.isEmpty == logs.isEmpty { throw ValidationError("--partial takes either --split or logs.") }
        let others = [
            ("--hits", outcomeOptions.hits), ("--suppressed", outcomeOptions.suppressed),
            ("--report", outcomeOptions.pageOptions.report),
        ]
        for (option, value) in others where value != nil {
            throw ValidationError("\(option) is written by “tamga merge”, from partials.")
        }
        if logs.contains("-") { throw ValidationError("--partial reads files; standard input has no parts.") }
    }

    func run() throws {
        try Failure.reporting {
            if let partial { return try write(partial) }
            let inputs = try inputs()
            let options = outcomeOptions
            let supply = try supply(isForReading: options.noStore)
            let knowledge = supply.knowledge
            try options.checkRead()
            let telling = OutcomeTelling(
                options: options, knowledge: knowledge,
                correlator: knowledge.rules.correlator(windowOptions.settings(matchingOptions)),
                timelines: options.timelines, hitOutput: try options.hits.map { try Output($0) }, newSince: newSince)
            let outcome = try match(inputs.map(\.input), telling)
            try telling.tell(outcome, store: supply.store, hasFailed: hasFailed(outcome, inputs))
        }
    }

    /// What is looked for, told as far as it cannot be used.
    ///
    /// - Parameter isForReading: nothing will be written to a store.
    func supply(isForReading: Bool) throws -> KnowledgeSupply {
        var replaced = storeOptions.replaced + communityOptions.replaced
        replaced += ruleOptions.replaced + matchingOptions.replaced
        replaced.append((option: "--new-since", isGiven: newSince != nil))
        let supply: KnowledgeSupply
        if let snapshot = try snapshotOptions.open(inPlaceOf: replaced) {
            supply = try KnowledgeSupply(snapshot, matchingOptions)
        } else {
            supply = try KnowledgeSupply(
                isForReading ? storeOptions.openForReading() : storeOptions.open(), storeOptions, communityOptions,
                ruleOptions, matchingOptions, newSince: newSince)
        }
        supply.tell(quiet: outcomeOptions.quiet)
        return supply
    }

    /// What is to be read. What this run writes is never read: an output that is also named as an input is an error
    /// before anything is opened, and what a folder holds of outputs and of the store's own files is left out.
    func inputs() throws -> [LogPaths.Found] {
        let storeFiles = try snapshotOptions.files ?? storeOptions.files()
        let outputs = try outcomeOptions.outputs(storeFiles, partial: partial, kept: snapshotOptions.kept)
        return try LogPaths.expand(logs, quiet: outcomeOptions.quiet).filter { found in
            guard let file = FileIdentity.input(found.input.name) else { return true }
            if let output = outputs[file] {
                guard !found.isNamed else {
                    throw ValidationError(
                        "\(found.input.name) is to be read, and written as \(output): name another file.")
                }
                if !outcomeOptions.quiet {
                    StandardError.line("left out: \(found.input.name) is written by this run (\(output))")
                }
                return false
            }
            return found.isNamed || !storeFiles.contains(file)
        }
    }

    /// The options of a run.
    func matchOptions(_ community: Community) -> MatchOptions {
        var options = matchingOptions.matchOptions(community)
        options.blockSize = blockSize.bytes
        options.longestRecord = maxRecord.bytes
        return options
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

    private func match(_ inputs: [LogInput], _ telling: OutcomeTelling) throws -> MatchOutcome {
        let (hitOutput, timelines, correlator) = (telling.hitOutput, telling.timelines, telling.correlator)
        let suppressedOutput = try outcomeOptions.suppressed.map { try Output($0) }
        let progress = ProgressLine(
            "correlating", total: inputs.contains(.standardInput) ? 0 : LogPaths.totalSize(inputs),
            quiet: outcomeOptions.quiet)
        let writesHits = hitOutput != nil
        let printHit: MatchRun.HitPrinter = { hit, bytes in
            timelines?.add(hit)
            if writesHits { hit.appendNDJSON(to: &bytes) }
        }
        let printSuppressed: MatchRun.SuppressedPrinter = { hit, list, bytes in
            hit.appendNDJSON(suppressedBy: list, to: &bytes)
        }
        let run = telling.knowledge.run(
            matchOptions(telling.knowledge.community), printHit: writesHits || timelines != nil ? printHit : nil,
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
