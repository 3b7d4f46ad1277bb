import ArgumentParser
import TamgaModel
import TamgaReport
import TamgaStore

/// `tamga report`: the summary again, from the store.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the summary again, from the sightings in the store.",
        discussion: """
            --since counts from when the logs were correlated, not from the times in them.

              tamga report --since 7d
              tamga report --since 24h --format markdown > day.md
              tamga report --usefulness
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(help: "Only what was correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?
    @Option(help: "The summary's form: \(SummaryFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: SummaryFormat = .text
    @Flag(help: "Print whose indicators were ever seen and how fast, over all that the store has.")
    var usefulness = false
    @Option(help: "The language of members' names: en, ru, zh, uz.")
    var lang = "en"

    func validate() throws {
        if usefulness, since != nil { throw ValidationError("--usefulness is over all time; leave --since out.") }
    }

    func run() throws {
        try Failure.reporting {
            let store = try storeOptions.open()
            if usefulness { return try UsefulnessOutput.write(UsefulnessTable(try store.usefulness()), as: format) }
            let community = try communityOptions.read()
            let start = since.map { Timestamp(microseconds: Timestamp.now.microseconds - $0.seconds * 1_000_000) }
            let summary = Summary(
                sightings: try store.sightings(since: start),
                ruleSightings: try store.ruleSightings(since: start),
                correlationSightings: try store.correlationSightings(since: start), runs: try store.runs(since: start),
                community: community, language: lang)
            try SummaryOutput.write(summary, as: format)
        }
    }
}
