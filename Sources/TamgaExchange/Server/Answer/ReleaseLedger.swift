import TamgaModel
import TamgaStore

/// Writes down who receives which version, before it leaves.
///
/// What a recipient surely has had is remembered, so that a poll without news writes nothing; pages that come at the same
/// time are written in one transaction.
actor ReleaseLedger {
    private struct Entry {
        var recipient: String
        var account: String
        var door: String
        var items: [ReleasedItem]
    }

    /// Two hashes of an id and a version: that two of a million are alike by chance is not to be expected.
    private struct Mark: Hashable {
        let first: Int
        let second: Int

        init(_ item: ReleasedItem) {
            first = item.hashValue
            var hasher = Hasher()
            hasher.combine(first)
            hasher.combine(item.modified)
            hasher.combine(item.id)
            second = hasher.finalize()
        }
    }

    private let store: Store
    private let threads: StoreThreads
    private let now: @Sendable () -> Timestamp
    private var had: [String: Set<Mark>] = [:]
    private var remembered = 0
    private var waiting: [(entry: Entry, continuation: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    /// How many versions are remembered: some 50 MB.
    private static let memoryLimit = 1_000_000

    init(store: Store, threads: StoreThreads, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.threads = threads
        self.now = now
    }

    /// Returns once the log has every version; then, and not before, they may leave.
    func record(_ items: [ReleasedItem], to recipient: String, account: String, door: String) async throws {
        let known = had[recipient, default: []]
        let fresh = items.filter { !known.contains(Mark($0)) }
        if fresh.isEmpty { return }
        let entry = Entry(recipient: recipient, account: account, door: door, items: fresh)
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((entry, continuation))
            if !isWriting {
                isWriting = true
                Task { await self.drain() }
            }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            do {
                let (store, time, entries) = (store, now(), batch.map(\.entry))
                try await threads.write { try Self.write(entries, store, time) }
                for entry in entries { remember(entry) }
                for (_, continuation) in batch { continuation.resume() }
            } catch {
                for (_, continuation) in batch { continuation.resume(throwing: error) }
            }
        }
        isWriting = false
    }

    private func remember(_ entry: Entry) {
        if remembered > Self.memoryLimit {
            had.removeAll()
            remembered = 0
        }
        for item in entry.items where had[entry.recipient, default: []].insert(Mark(item)).inserted { remembered += 1 }
    }

    private static func write(_ entries: [Entry], _ store: Store, _ time: Timestamp) throws {
        var releases: [(release: Release, items: [ReleasedItem])] = []
        // Two pages of one recipient may hold the same.
        var taken: [String: Set<ReleasedItem>] = [:]
        for entry in entries {
            let items = try store.unreleased(entry.items, to: entry.recipient).filter {
                taken[entry.recipient, default: []].insert($0).inserted
            }
            if items.isEmpty { continue }
            let release = Release(
                time: time, recipient: entry.recipient, door: entry.door, actor: entry.account, purpose: "",
                released: ["asked for": items.count], withheld: [:])
            releases.append((release, items))
        }
        if !releases.isEmpty { try store.log(releases) }
    }
}
