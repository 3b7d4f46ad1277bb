import Synchronization

/// Hits that stand in the output already, since an earlier stream was killed after it had written them.
final class KnownHits: Sendable {
    private let left: Mutex<[String: Int]>
    private let hasSome: Atomic<Bool>

    init(_ ids: [String]) {
        left = Mutex(ids.reduce(into: [:]) { $0[$1, default: 0] += 1 })
        hasSome = Atomic(!ids.isEmpty)
    }

    /// True where a hit stands there; each counts once.
    func take(_ id: String) -> Bool {
        guard hasSome.load(ordering: .relaxed) else { return false }
        return left.withLock { left in
            guard let count = left[id] else { return false }
            left[id] = count > 1 ? count - 1 : nil
            if left.isEmpty { hasSome.store(false, ordering: .relaxed) }
            return true
        }
    }
}
