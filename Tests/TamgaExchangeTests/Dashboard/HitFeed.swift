import Synchronization
import TamgaExchange

/// A file of hits that a test writes.
final class HitFeed: Sendable {
    private let pending = Mutex<[[UInt8]]>([])
    private let all = Mutex<[UInt8]>([])

    func add(_ text: String) {
        let bytes = Array(text.utf8)
        pending.withLock { $0 += bytes.split(separator: 0x0A).map(Array.init) }
        all.withLock { $0 += bytes }
    }

    var hits: FollowedHits {
        FollowedHits(
            name: "hits.ndjson",
            take: { [self] in
                pending.withLock { lines in
                    defer { lines = [] }
                    return FollowedHits.Taken(lines: lines, tooLong: 0, state: .open)
                }
            }, last: { [self] most in all.withLock { Array($0.suffix(most)) } })
    }
}
