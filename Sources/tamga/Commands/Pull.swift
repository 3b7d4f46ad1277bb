import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaStore

/// `tamga pull`: a TAXII 2.1 collection, in.
struct Pull: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Pull a TAXII 2.1 collection into the store.",
        discussion: """
            The URL is a server's (…/taxii2/), an API root's or a collection's. Each page is stored before the place behind it
            is noted: a pull that is interrupted at any moment goes on from there, and nothing is lost or taken twice. The
            next pull asks for what was added since. docs/feeds.md has keys, proxies and what servers get wrong.

              tamga pull https://hub.example/taxii2/ --collection everything --from KZ
              tamga pull https://hub.example/union/collections/365fed99-08fa-fdcd-a1b3-fb247eb41d01/ --since 7d
              TAMGA_KEY=… tamga pull https://hub.example/taxii2/ --user kz-cert
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var webOptions: WebOptions

    @Option(help: "The collection's id, alias or title; not needed where there is one.")
    var collection: String?
    @Option(help: "From where on: auto (where the last pull stopped), all, a time, or a span up to now such as 7d.")
    var since = PullStart(argument: "auto")!
    @Option(help: "The member state that shares it, for what does not name its producer.")
    var from: MemberState?
    @Option(help: "The source's name in the store. [default: the host and the collection]")
    var source: String?
    @Option(help: "Objects that a page is asked for.")
    var pageSize = 1_000
    @Option(help: "The most bytes of one page: 100M.")
    var maxPage = ByteSize(argument: "100M")!
    @Flag(help: "Exit with 65 where anything was refused.")
    var strict = false
    @Flag(help: "List every refusal; else the first ten.")
    var refusals = false
    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Argument(help: "The server's, the API root's or the collection's URL.")
    var url: String

    func validate() throws {
        guard 1...100_000 ~= pageSize else { throw ValidationError("--page-size is 1 to 100000.") }
    }

    func run() throws {
        try Failure.reporting {
            let address = try WebAddress(url)
            let store = try storeOptions.open()
            let name = url + (collection.map { " \($0)" } ?? "")
            _ = try store.addFeed(StoredFeed(name: name, url: url, kind: "taxii"))
            var settings = PullSettings(
                address, collection: collection, feed: name,
                source: source ?? address.host + (collection.map { " \($0)" } ?? ""))
            settings.producer = from
            settings.identities = try communityOptions.read().identities
            settings.start = since.start
            settings.pageSize = pageSize
            settings.refusalLimit = refusals ? .max : 10
            var web = try webOptions.settings(for: address)
            web.replyLimit = maxPage.bytes
            let outcome = try FeedRun.pull(settings, web, into: store, quiet: quiet)
            FetchText.show(outcome, of: settings.source, "pages", quiet: quiet)
            if !quiet { StandardError.line("store: \(store.path), revision \(try store.revision())") }
            if let failure = outcome.failure { throw failure }
            if strict, outcome.imported?.refused ?? 0 > 0 { throw Failure.badInput }
        }
    }
}
