import ArgumentParser
import TamgaExchange
import TamgaStore

extension Feeds {
    /// `tamga feeds list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the feeds, and what came of the last time.", discussion: "  tamga feeds list --all")

        @OptionGroup var storeOptions: StoreOptions
        @Flag(help: "Also what “tamga pull” and “tamga push” keep the place of.")
        var all = false

        func run() throws {
            try Failure.reporting {
                var rows = [["name", "kind", "from", "url", "last", "outcome"]]
                for feed in try storeOptions.open().feeds() where all || feed.isNamed {
                    let url = (try? WebAddress(feed.url)).map(\.description) ?? feed.url
                    rows.append([
                        feed.isNamed ? feed.name : "-", feed.kind, FeedSettings(text: feed.settings).from ?? "--", url,
                        feed.fetched?.date ?? "never", feed.outcome ?? "-",
                    ])
                }
                try Output("-").write(PlainTable.text(rows))
            }
        }
    }

    /// `tamga feeds remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a feed; what came by it stays in the store.", discussion: "  tamga feeds remove hub")

        @OptionGroup var storeOptions: StoreOptions
        @Argument(help: "The feed's name, as “tamga feeds list” shows it.")
        var name: String

        func run() throws {
            try Failure.reporting {
                guard try storeOptions.open().removeFeed(named: name) else {
                    throw FailedInput(description: "there is no feed “\(name)”; “tamga feeds list” shows them")
                }
                StandardError.line("\(name): removed; what came by it stays")
            }
        }
    }
}

extension StoredFeed {
    /// True for a feed that somebody added, and not the place of a pull or push.
    var isNamed: Bool { !name.contains("://") }
}
