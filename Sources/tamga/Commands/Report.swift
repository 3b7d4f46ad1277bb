import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore

/// `tamga report`: the summary again, from the store.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print the summary again, from the sightings in the store.",
        discussion: """
            --since counts from when the logs were correlated, not from the times in them.

            With --for, the page is what that member may know and no more: its own indicators in the logs of others, as far
            as each observer discloses; what was seen in its own logs; and the sharing matrix without small numbers of
            others. It passes the release policy, and is written into the log: “tamga release log”. What rules have found
            has no marking, and stays here.

              tamga report --since 7d
              tamga report --since 24h --format markdown > day.md
              tamga report --usefulness
              tamga report --for UZ --since 7d
              tamga report --for KZ --lang ru --since 7d --report kz.html     # one file to look at
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(help: "Only what was correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?
    @Option(
        help:
            "The summary's form: \(SummaryFormat.allCases.map(\.rawValue).joined(separator: ", ")). [default: text, and none beside --report]"
    )
    var format: SummaryFormat?
    @Flag(help: "Print whose indicators were ever seen and how fast, over all that the store has.")
    var usefulness = false
    @OptionGroup var pageOptions: PageOptions
    @Option(name: .customLong("for"), help: "Only what this member may know.")
    var recipient: MemberState?
    @Option(help: "Who lets it out, for the log, with --for. [default: the user's name]")
    var by: String?
    @Option(help: "Why, for the log, with --for.")
    var reason: String?

    func validate() throws {
        if recipient == nil, by != nil || reason != nil { throw ValidationError("--by and --reason go with --for.") }
        if usefulness, recipient != nil { throw ValidationError("--usefulness is for this machine; leave --for out.") }
        if usefulness, pageOptions.report != nil || format == .html {
            throw ValidationError("--usefulness has no HTML form; take text, json, csv or markdown.")
        }
        if pageOptions.report == "-", format != nil {
            throw ValidationError("--report - takes standard output: leave --format out.")
        }
        _ = try pageOptions.pageLanguage(isNeeded: format == .html)
        if usefulness, since != nil { throw ValidationError("--usefulness is over all time; leave --since out.") }
    }

    func run() throws {
        try Failure.reporting {
            if let report = pageOptions.report, let file = FileIdentity.output(report),
                try storeOptions.files().contains(file)
            {
                throw ValidationError("--report \(report) is a file of the store.")
            }
            let store = try storeOptions.open()
            let community = try communityOptions.read()
            if let report = pageOptions.report { try ReadFiles.check(report) }
            if usefulness {
                let table = UsefulnessTable(try store.usefulness(identities: community.identities))
                return try UsefulnessOutput.write(table, as: format ?? .text)
            }
            let start = since.map { Timestamp(microseconds: Timestamp.now.microseconds - $0.seconds * 1_000_000) }
            if let recipient {
                try community.check(.member(recipient))
                let told = try ToldRelease(
                    store: store, community: community, recipient: .member(recipient), since: start)
                let received = try SightingObjects(in: store, of: community).received(ofIndicatorsOf: recipient)
                let digest = Digest(
                    told.sightings, for: recipient, community: community, since: start, received: received,
                    language: pageOptions.lang)
                try told.log(
                    as: "report", by: by, reason: reason,
                    also: received.map { ReleasedItem(id: $0.id, modified: $0.modified) })
                let page = DigestPage(digest, making: pageOptions.making(since: start))
                if let report = pageOptions.report { try WholeOutput.write(page.html(), to: report) }
                if let format = shownFormat { try SummaryOutput.write(digest, as: format, page: page.html()) }
                for line in told.lines { StandardError.line(line) }
                return
            }
            let sightings = try store.sightings(since: start)
            let summary = Summary(
                sightings: sightings,
                ruleSightings: try store.ruleSightings(since: start),
                correlationSightings: try store.correlationSightings(since: start), runs: try store.runs(since: start),
                community: community, language: pageOptions.lang)
            func page() -> [UInt8] {
                ReportPage(summary, sightings: sightings, run: nil, making: pageOptions.making(since: start)).html()
            }
            if let report = pageOptions.report { try WholeOutput.write(page(), to: report) }
            if let format = shownFormat { try SummaryOutput.write(summary, as: format, page: page()) }
        }
    }

    /// What goes to standard output: nothing where only a page was asked for.
    private var shownFormat: SummaryFormat? { format ?? (pageOptions.report == nil ? .text : nil) }
}
