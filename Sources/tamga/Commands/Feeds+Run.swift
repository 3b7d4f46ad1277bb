import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaStore

extension Feeds {
    /// `tamga feeds run`.
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Fetch what is new in every feed, or in those that are named.",
            discussion: """
                One that fails does not keep the others from being fetched; the exit status is 74, or 65 where what it sends
                is at fault.

                  tamga feeds run
                  tamga feeds run hub ips --quiet
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Option(help: "How often a request that fails for the moment is sent again.")
        var retries: Int?
        @Option(help: "The most bytes of one page, event or file: 100M.")
        var maxSize = ByteSize(argument: "100M")!
        @Flag(help: "List every refusal; else the first ten of each feed.")
        var refusals = false
        @Flag(name: .shortAndLong, help: "Print nothing but errors.")
        var quiet = false
        @Argument(help: "The feeds' names.")
        var names: [String] = []

        func validate() throws {
            if let retries, !(0...100).contains(retries) { throw ValidationError("--retries is 0 to 100.") }
        }

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let community = try communityOptions.read()
                let known = try store.feeds().filter(\.isNamed)
                for name in names where !known.contains(where: { $0.name == name }) {
                    throw FailedInput(description: "there is no feed “\(name)”; “tamga feeds list” shows them")
                }
                if known.isEmpty { StandardError.line("tamga: no feeds; “tamga feeds add” adds one", .warning) }
                var failure: ExchangeError?
                var hasFailed = false
                for feed in known where names.isEmpty || names.contains(feed.name) {
                    do {
                        let outcome = try run(feed, store, community)
                        FetchText.show(outcome.result, of: feed.name, outcome.things, quiet: quiet)
                        var line = FetchText.line(outcome.result, outcome.things)
                        if let error = outcome.result.failure {
                            failure = error
                            line += ": \(error)"
                            StandardError.line("tamga: \(feed.name): \(error)", .error)
                        }
                        try store.setOutcome(line, ofFeed: feed.name, at: .now)
                    } catch let error as StoreError {
                        throw error
                    } catch {
                        StandardError.line("tamga: \(feed.name): \(error)", .error)
                        try store.setOutcome("failed: \(error)", ofFeed: feed.name, at: .now)
                        if let error = error as? ExchangeError { failure = error } else { hasFailed = true }
                    }
                }
                if let failure { throw failure.isOfInput ? Failure.badInput : Failure.inputOutput }
                if hasFailed { throw Failure.badInput }
            }
        }

        private func run(
            _ feed: StoredFeed, _ store: Store, _ community: Community
        ) throws -> (result: FetchOutcome, things: String) {
            let address = try WebAddress(feed.url)
            let settings = FeedSettings(text: feed.settings)
            var web = try WebOptions.settings(
                for: address, feed: feed.name, stored: settings, retries: retries)
            web.replyLimit = maxSize.bytes
            let limit = refusals ? Int.max : 10
            let kind = (FeedKind(rawValue: feed.kind) ?? .auto).resolved(for: address)
            switch kind {
            case .taxii:
                var pull = PullSettings(
                    address, collection: settings.collection, feed: feed.name, source: feed.name)
                pull.producer = settings.producer
                pull.identities = community.identities
                pull.refusalLimit = limit
                return (try FeedRun.pull(pull, web, into: store, quiet: quiet), "pages")
            case .misp:
                return (
                    try FeedRun.events(
                        of: feed, address, web, into: store, community, refusalLimit: limit, quiet: quiet),
                    "events"
                )
            case .auto, .stix, .csv, .list:
                return (
                    try FeedRun.file(
                        of: feed, kind, address, web, into: store, community, refusalLimit: limit, quiet: quiet),
                    "files"
                )
            }
        }
    }
}
