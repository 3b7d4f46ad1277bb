import Dispatch
import Synchronization

/// Hands on what the blocks of a stream have come to, in their order.
///
/// At most `inFlight` blocks are taken and not yet handed on.
final class StreamOrder: Sendable {
    private let state = Mutex(State())
    private let permits: DispatchSemaphore
    private let take: @Sendable (StreamedBlock) throws -> Void

    private struct State {
        var pending: [Int: StreamedBlock] = [:]
        var next = 0
        var failure: (any Error)?
    }

    init(inFlight: Int, take: @escaping @Sendable (StreamedBlock) throws -> Void) {
        permits = DispatchSemaphore(value: inFlight)
        self.take = take
    }

    /// Waits for room; false once a block could not be handed on.
    func admit() -> Bool {
        permits.wait()
        return state.withLock { $0.failure == nil }
    }

    /// Hands on a block, and those that waited for it.
    ///
    /// - Returns: false once one could not be handed on.
    func deliver(_ block: StreamedBlock, sequence: Int) -> Bool {
        let (taken, isWell) = state.withLock { state in
            state.pending[sequence] = block
            var taken = 0
            while let ready = state.pending.removeValue(forKey: state.next) {
                state.next += 1
                taken += 1
                guard state.failure == nil else { continue }
                do { try take(ready) } catch { state.failure = error }
            }
            return (taken, state.failure == nil)
        }
        for _ in 0..<taken { permits.signal() }
        return isWell
    }

    /// A worker has nothing more to take.
    func leave() { permits.signal() }

    /// - Throws: why a block could not be handed on.
    func finish() throws {
        try state.withLock { if let failure = $0.failure { throw failure } }
    }
}
