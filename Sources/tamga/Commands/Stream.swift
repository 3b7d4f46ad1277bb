import ArgumentParser
import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaReport
import TamgaStore

/// `tamga stream`: records as they come, hits as they are found.
struct Stream: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Find what is known in records as they come.",
        discussion: """
            Records come on standard input, from files that grow, or from the network. Hits go to standard output as
            NDJSON, each as soon as its record is there. Their ids are those that “tamga correlate” gives over the same log.

              tail -F /var/log/auth.log | tamga stream --member UZ --rules rules/ > hits.ndjson
              tamga stream --follow '/var/log/**/*.log*' --state state.db --sightings-to store >> hits.ndjson
              journalctl -o json -f | tamga stream --summary-every 60s
              tamga stream --listen udp://0.0.0.0:5514 --listen tcp://[::]:5514

            With --state, a stream that was ended at any moment, even killed, goes on where it was and loses no record.
            Where hits are added to a file (>> or --hits), none is written twice; to a pipe, what was found in the last
            tenth of a second may be, with the same id. Windows of correlations are kept with the state. After a power cut,
            the output can be behind the state. Sightings of a log that is followed from its start are those that
            “tamga correlate” records, so that the one after the other doubles nothing.

            SIGTERM and SIGINT end the stream once what is there has been searched, a second one at once. SIGHUP, or a change of the store, the
            rules, the formats or the community file, loads them anew; a broken file leaves in use what was loaded before.
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var matchingOptions: MatchingOptions
    @OptionGroup var windowOptions: WindowOptions
    @OptionGroup var intakeOptions: IntakeOptions
    @OptionGroup var reportingOptions: ReportingOptions

    @Option(help: ArgumentHelp("Add hits to this file. [default: standard output]", valueName: "file"))
    var hits: String?
    @Option(
        help: ArgumentHelp(
            "Correlations wait so long for records that come out of order; a later one is counted as late.",
            valueName: "span"))
    var lateness = TimeSpan(argument: "10s")!

    func run() throws {
        try Failure.reporting {
            let signals = try SignalInbox()
            let store = try storeOptions.open()
            let metrics = reportingOptions.metricsFile
            try intakeOptions.check(hits: hits, metrics: metrics, store: storeOptions.files())
            let state = try StreamState(path: intakeOptions.state)
            let sources = KnowledgeSources(
                store: store, community: communityOptions, rules: ruleOptions, matching: matchingOptions)
            let mark = try sources.mark()
            let knowledge = try sources.load()
            if let metrics { try ReadFiles.check(metrics) }
            let isQuiet = reportingOptions.quiet
            knowledge.tell(quiet: isQuiet, source: "the store \(store.path)")
            let standing = try state.standing()
            var windows = windowOptions.settings(matchingOptions, lateness: lateness)
            windows.isKept = state.path != nil && windows.isReference == false
            let ledger = try StreamLedger(state, try HitOutput(hits), knowledge, windows)
            let inputs = intakeOptions.inputs(
                standing, hits: hits, metrics: metrics, store: try storeOptions.path())
            let matching = matchingOptions
            let longestRecord = intakeOptions.maxRecord.bytes
            let matcher: @Sendable (Knowledge) -> MatchRun = { knowledge in
                var options = matching.matchOptions(knowledge.community)
                options.longestRecord = longestRecord
                return knowledge.run(options) { hit, bytes in hit.appendNDJSON(to: &bytes) }
            }
            let run = try StreamRun(matcher(knowledge), inputs: inputs) { try ledger.take($0) }
            let reload = KnowledgeReload(sources, knowledge, mark, isQuiet: isQuiet) { knowledge, number in
                ledger.expect(knowledge, matcher: number)
                run.adopt(matcher(knowledge), number: number)
            }
            var duties: [any StreamDuty] = [reload]
            if reportingOptions.sightingsTo != nil {
                duties.append(SightingsPost(state, store, ledger, every: reportingOptions.interval))
            }
            if reportingOptions.summaryEvery != nil {
                duties.append(SummaryLine(ledger, every: reportingOptions.interval))
            }
            if let metrics { duties.append(MetricsFile(metrics, ledger, reload)) }
            try StreamSession(run, ledger, duties: duties).serve(signals)
            if reportingOptions.summary { try printSummary(state, ledger, knowledge.community) }
            if ledger.account.sinceStart.unreadableFiles > 0 { throw Failure.inputOutput }
        }
    }

    private func printSummary(_ state: StreamState, _ ledger: StreamLedger, _ community: Community) throws {
        let found = try state.found()
        let summary = Summary(
            sightings: found.sightings, ruleSightings: found.ruleSightings,
            correlationSightings: found.correlationSightings, runs: [ledger.account.total], community: community,
            language: "en")
        try SummaryOutput.write(summary, as: .text, toStandardError: true)
    }
}
