import Dispatch
import Synchronization

/// Hands on what blocks have come to, in the order of the blocks, one at a time.
///
/// At most `inFlight` blocks are taken and not yet handed on: a slow block holds the others back, not memory up.
final class BlockOrder<Outcome: Sendable>: Sendable {
    private let state = Mutex(State())
    private let permits: DispatchSemaphore
    private let take: @Sendable (Outcome) throws -> Void

    private struct State {
        var pending: [Int: Outcome] = [:]
        var next = 0
        var failure: (any Error)?
    }

    init(inFlight: Int, take: @escaping @Sendable (Outcome) throws -> Void) {
        permits = DispatchSemaphore(value: inFlight)
        self.take = take
    }

    /// Waits for room; false once an outcome could not be handed on.
    func admit() -> Bool {
        permits.wait()
        return state.withLock { $0.failure == nil }
    }

    /// Hands on what a block has come to, and what waited for it.
    ///
    /// - Returns: false once one could not be handed on.
    @discardableResult
    func deliver(_ outcome: Outcome, sequence: Int) -> Bool {
        let (taken, isWell) = state.withLock { state in
            state.pending[sequence] = outcome
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

    /// - Throws: why an outcome could not be handed on.
    func finish() throws {
        try state.withLock { if let failure = $0.failure { throw failure } }
    }
}
