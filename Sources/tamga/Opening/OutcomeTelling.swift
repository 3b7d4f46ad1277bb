import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaReport
import TamgaStore

/// Tells what a run has come to, be it one run or the parts of one put together: what time decides, sightings into the store,
/// what was left out, the page and the summary.
struct OutcomeTelling {
    let options: OutcomeOptions
    let knowledge: Knowledge
    let correlator: Correlator
    let timelines: HitTimelines?
    let hitOutput: Output?
    /// The revision of the store after which indicators were looked for; `nil` for all of them.
    let newSince: Int64?

    /// Tells it.
    ///
    /// - Parameters:
    ///   - outcome: what was read and found, correlations and patterns over several records aside.
    ///   - store: gets the sightings; `nil` where there is none.
    ///   - hasFailed: a log could not be read, and the exit status is to say so.
    /// - Throws: the exit status that the options ask for, as the last thing.
    func tell(_ outcome: MatchOutcome, store: Store?, hasFailed: Bool) throws {
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
        if !options.noStore {
            try store?.record(
                run, sightings: sightings, ruleSightings: outcome.ruleSightings,
                correlationSightings: windows.sightings)
        }
        tellLeftOut(outcome, windows)
        if !options.noSummary || options.pageOptions.report != nil {
            let summary = Summary(
                sightings: sightings, ruleSightings: outcome.ruleSightings,
                correlationSightings: windows.sightings, runs: [run],
                community: knowledge.community, language: options.pageOptions.lang)
            let page = timelines.map { timelines in
                ReportPage(
                    summary, sightings: sightings, run: ReportPage.Run(outcome, timelines),
                    making: options.pageOptions.making())
            }
            if let report = options.pageOptions.report, let page { try WholeOutput.write(page.html(), to: report) }
            if !options.noSummary {
                try SummaryOutput.write(
                    summary, as: options.format, page: page?.html() ?? [],
                    toStandardError: options.hits == "-" || options.suppressed == "-")
            }
        }
        if options.strict, !outcome.refusals.isEmpty || knowledge.rules.refused > 0 { throw Failure.badInput }
        if hasFailed { throw Failure.inputOutput }
        if options.failOnHit, run.hits + run.ruleHits + run.correlationHits > 0 { throw Failure.hitsFound }
    }

    private func tellLeftOut(_ outcome: MatchOutcome, _ windows: CorrelationOutcome) {
        for line in CorrelationText.lost(windows) where !options.quiet { StandardError.line(line, .warning) }
        for refusal in outcome.refusals { StandardError.line("refused: \(refusal)", .warning) }
        for rule in outcome.undecidedRules { StandardError.line(RuleText.undecided(rule), .warning) }
        let dropped = outcome.droppedOutsideValidity + windows.patterns.dropped
        if dropped > 0, !options.quiet {
            StandardError.line(
                dropped == 1
                    ? "1 hit dropped: its record lies outside the indicator's validity"
                    : "\(dropped) hits dropped: their records lie outside the indicators' validity", .warning)
        }
    }
}
