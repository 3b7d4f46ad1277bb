import Glibc
import Synchronization
import TamgaExchange
import TamgaModel

/// A file of hits as a dashboard follows it: from its end where it is there already, from its beginning where it is made,
/// emptied or replaced later.
final class HitFollower: Sendable {
    private struct State: ~Copyable {
        var tail: HitTail?
        /// True until it has been seen, or seen to be missing.
        var isFirst = true
        var tooLong = 0
    }

    private let path: String
    private let state = Mutex(State())
    /// How often a few megabytes are taken at once: what is more comes with the next call.
    private static let rounds = 8

    init(_ path: String) { self.path = path }

    /// How the dashboard reads it.
    var hits: FollowedHits {
        FollowedHits(name: path, take: { self.take() }, last: { self.last($0) })
    }

    private func take() -> FollowedHits.Taken {
        state.withLock { state in
            var taken = FollowedHits.Taken(lines: [], tooLong: 0, state: .open)
            do {
                var tail: HitTail
                if let known = state.tail.take() {
                    tail = known
                } else {
                    switch FileIdentity.input(path) {
                    case .file: break
                    case .absent:
                        state.isFirst = false
                        taken.state = .missing
                        return taken
                    case nil:
                        taken.state = .broken("it is no regular file")
                        return taken
                    }
                    tail = try HitTail(path, fromEnd: state.isFirst)
                    state.isFirst = false
                    state.tooLong = 0
                }
                do {
                    for _ in 0..<Self.rounds {
                        let lines = try tail.next()
                        if lines.isEmpty { break }
                        taken.lines += lines
                    }
                } catch {
                    taken.state = .broken("\(error)")
                }
                taken.tooLong = tail.tooLong - state.tooLong
                state.tooLong = tail.tooLong
                state.tail = consume tail
            } catch {
                taken.state = .broken("\(error)")
            }
            return taken
        }
    }

    /// The file's last bytes; nothing where it cannot be read.
    private func last(_ most: Int) -> [UInt8] {
        guard case .file = FileIdentity.input(path) else { return [] }
        // Safe: the path ends with NUL and lives until the call returns.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        guard let mark = Descriptor(number: file).mark else { return [] }
        var bytes = [UInt8](repeating: 0, count: min(mark.size, most))
        // Safe: the buffer is as long as is said.
        let count = unsafe pread(file, &bytes, bytes.count, mark.size - bytes.count)
        bytes.removeLast(bytes.count - max(0, count))
        return bytes
    }
}
