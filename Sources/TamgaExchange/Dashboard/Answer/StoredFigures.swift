import Synchronization
import TamgaModel
import TamgaReport
import TamgaStore

/// What the store has recorded, added up once and kept until more is recorded.
final class StoredFigures: Sendable {
    /// The figures of one moment.
    struct Picture: Sendable {
        let made: Timestamp
        let summary: Summary
        let sightings: [Sighting]
        let feeds: [StoredFeed]
        let page: ReportPage
    }

    /// What tells whether anything was recorded.
    private struct Mark: Equatable {
        var runs: [RunOutcome]
        var revision: Int64
        var feeds: [StoredFeed]
    }

    private let store: Store
    private let community: Community
    private let settings: DashboardSettings
    private let threads = StoreThreads()
    private let kept: Mutex<(mark: Mark, picture: Picture)?> = Mutex(nil)
    /// What the last attempt to read the store failed by.
    private let fault: Mutex<String?> = Mutex(nil)

    init(_ store: Store, _ community: Community, _ settings: DashboardSettings) {
        self.store = store
        self.community = community
        self.settings = settings
    }

    /// The figures that were made last; they are made where there are none yet. What is asked for often costs nothing.
    func picture() async throws -> Picture {
        if let picture = kept.withLock({ $0?.picture }) { return picture }
        _ = try await renew()
        guard let picture = kept.withLock({ $0?.picture }) else { throw CancellationError() }
        return picture
    }

    /// Why the figures are older than they should be; `nil` where they are not.
    var trouble: String? { fault.withLock { $0 } }

    /// Makes the figures again where something was recorded; true where they are new.
    ///
    /// - Complexity: O(runs) where nothing was recorded, otherwise O(n log n) in the sightings.
    func renew() async throws -> Bool {
        do {
            let isNew = try await threads.read { [self] in try make() }
            fault.withLock { $0 = nil }
            return isNew
        } catch let error as StoreError {
            fault.withLock { $0 = "\(error)" }
            throw error
        }
    }

    private func make() throws -> Bool {
        let time = settings.now()
        let since = settings.span.map { Timestamp(microseconds: time.microseconds - $0 * 1_000_000) }
        let runs = try store.runs(since: since)
        let feeds = try store.feeds()
        let mark = Mark(runs: runs, revision: try store.revision(), feeds: feeds)
        if kept.withLock({ $0?.mark == mark }) { return false }
        let sightings = try store.sightings(since: since)
        let summary = Summary(
            sightings: sightings, ruleSightings: try store.ruleSightings(since: since),
            correlationSightings: try store.correlationSightings(since: since), runs: runs, community: community,
            language: settings.language.rawValue)
        let making = ReportPage.Making(
            time: time, version: settings.version, language: settings.language, since: since)
        let picture = Picture(
            made: time, summary: summary, sightings: sightings, feeds: feeds,
            page: ReportPage(summary, sightings: sightings, run: nil, making: making))
        kept.withLock { $0 = (mark, picture) }
        return true
    }

    /// Looks through the end of the file of hits, one at a time; `nil` where none is followed.
    func find(_ search: HitSearch, _ limit: Int) async throws -> HitSearch.Found? {
        guard let hits = settings.hits else { return nil }
        return try await threads.write { search.find(in: hits, limit: limit) }
    }

    /// Asks the store something else.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Store) throws -> Value) async throws -> Value {
        let store = store
        return try await threads.read { try body(store) }
    }
}
