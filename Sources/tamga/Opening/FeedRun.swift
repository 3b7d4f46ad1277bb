import TamgaExchange
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
}
