import FoundationEssentials
import TamgaExchange
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStore

/// Runs what fetches, from a command's own thread.
enum FeedRun {
    /// Pulls a collection.
    static func pull(
        _ settings: PullSettings, _ web: WebSettings, into store: Store, quiet: Bool
    ) throws -> FetchOutcome {
        let progress = ProgressLine("pulling \(settings.source)", total: 0, quiet: quiet)
        defer { progress.done() }
        return try AsyncWork.wait {
            try await WebClient.with(web, for: settings.address) { client in
                try await CollectionPull(client, into: store, settings).run { pages, bytes in
                    progress.show(bytes: bytes, note: "\(pages) pages")
                }
            }
        }
    }

    /// Pulls a MISP feed.
    static func events(
        of feed: StoredFeed, _ address: WebAddress, _ web: WebSettings, into store: Store, _ community: Community,
        refusalLimit: Int, quiet: Bool
    ) throws -> FetchOutcome {
        let producer = FeedSettings(text: feed.settings).producer
        let progress = ProgressLine("pulling \(feed.name)", total: 0, quiet: quiet)
        defer { progress.done() }
        return try AsyncWork.wait {
            try await WebClient.with(web, for: address) { client in
                try await EventFeedPull(
                    client, into: store, from: address, feed: feed.name, source: feed.name, producer: producer,
                    identities: community.identities, refusalLimit: refusalLimit
                ).run { events, bytes in progress.show(bytes: bytes, note: "\(events) events") }
            }
        }
    }

    /// Fetches a file and imports it, as `tamga import` does.
    static func file(
        of feed: StoredFeed, _ kind: FeedKind, _ address: WebAddress, _ web: WebSettings, into store: Store,
        _ community: Community, refusalLimit: Int, quiet: Bool
    ) throws -> FetchOutcome {
        let settings = FeedSettings(text: feed.settings)
        let last = address.description.split(separator: "/").last.map(String.init) ?? ""
        let endings = [".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".txt"]
        let path = store.path
        let ending = endings.first { last.lowercased().hasSuffix($0) } ?? ""
        let place = FilePlace(text: feed.place)
        let fetched = try AsyncWork.wait {
            try await WebClient.with(web, for: address) { client in
                let file = FetchedFile(path: path, ending: ending)
                let found = try await FileFetch(client, of: address).run(since: place, into: file)
                return Fetched(place: found, requests: client.requestCount, file: found == nil ? nil : file.keep())
            }
        }
        var outcome = FetchOutcome()
        outcome.requests = fetched.requests
        guard let found = fetched.place, let file = fetched.file else {
            outcome.isUnchanged = true
            return outcome
        }
        defer { try? FileManager.default.removeItem(atPath: file) }
        let bytes = try FeedBytes(.file(file))
        let said: FeedFormat? =
            switch kind {
            case .stix: .stix
            case .csv: .csv
            case .list: .list
            default: settings.feedFormat
            }
        let format = try said ?? FeedFormat.recognise(bytes.peek(), source: last)
        let description = FeedDescription(
            name: feed.name, format: format.rawValue, producer: settings.producer, identities: community.identities,
            time: .now, refusalLimit: refusalLimit)
        let progress = ProgressLine("importing \(feed.name)", total: 0, quiet: quiet)
        var options = FeedOptions(format: format)
        options.definitions = try store.markingDefinitions()
        let reader = FeedReader(source: address.description, options: options)
        var isCut = false
        outcome.imported = try store.importFeed(from: description) { sink in
            try reader.read(
                {
                    progress.show(bytes: bytes.count)
                    return try bytes.next()
                }, into: sink)
            if let reason = try bytes.finish() {
                isCut = true
                try sink(.refused(Refusal(source: address.description, reason: reason)))
            }
        }
        progress.done()
        outcome.format = format
        outcome.documents = 1
        // What came half, or was another thing than a feed, is asked for again, whatever the server says of it.
        if isCut {
            outcome.failure = .unexpected(address.description, reason: "it was cut short; it is asked for again")
        } else if let taken = outcome.imported, taken.refused == 0 || taken.itemsIn > taken.refused {
            try store.setPlace(found.text, ofFeed: feed.name)
        }
        return outcome
    }

    /// What a fetch left.
    private struct Fetched: Sendable {
        var place: FilePlace?
        var requests: Int
        var file: String?
    }
}
