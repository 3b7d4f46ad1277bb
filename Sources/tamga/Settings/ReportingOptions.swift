import ArgumentParser

/// What a stream tells while it runs.
struct ReportingOptions: ParsableArguments {
    /// Where sightings can be written.
    enum SightingsTarget: String, ExpressibleByArgument, CaseIterable {
        case store
    }

    @Option(help: "Write sightings to the store, at each summary and at the end: store.")
    var sightingsTo: SightingsTarget?
    @Option(
        help: ArgumentHelp("Say in one line on standard error what has come, so often, as in 60s.", valueName: "span"))
    var summaryEvery: TimeSpan?
    @Flag(help: "Print a summary to standard error at the end.")
    var summary = false
    @Option(help: ArgumentHelp("Keep figures in this file, in Prometheus' text format.", valueName: "file"))
    var metricsFile: String?
    @Flag(name: .shortAndLong, help: "Print nothing to standard error but errors.")
    var quiet = false

    func validate() throws {
        if summaryEvery?.seconds == 0 { throw ValidationError("--summary-every takes a second or more.") }
    }

    /// How often sightings are written.
    var interval: Duration { .seconds(summaryEvery?.seconds ?? 60) }
}
