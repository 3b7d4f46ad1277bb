import Dispatch
import Synchronization
import TamgaModel

/// Puts the workers' results back in input order.
///
/// At most `inFlight` blocks are taken and not yet written: a slow block holds the others back, not memory up.
final class Gather: Sendable {
    private let state = Mutex(State())
    private let permits: DispatchSemaphore
    private let output: MatchRun.Output
    private let progress: (@Sendable (MatchProgress) -> Void)?

    private struct State {
        var pending: [Int: BlockOutput] = [:]
        var next = 0
        var bytes = 0
        var failure: (any Error)?
        var tallies = Tallies()
    }

    init(output: @escaping MatchRun.Output, inFlight: Int, progress: (@Sendable (MatchProgress) -> Void)?) {
        permits = DispatchSemaphore(value: inFlight)
        self.output = output
        self.progress = progress
    }

    /// Waits for room; false once the output has failed.
    func admit() -> Bool {
        permits.wait()
        return state.withLock { $0.failure == nil }
    }

    /// Takes a block's result, and writes it and all that waited for it.
    func deliver(_ result: BlockOutput, sequence: Int, bytes: Int) {
        let written = state.withLock { state in
            state.pending[sequence] = result
            state.bytes += bytes
            var written = 0
            while let ready = state.pending.removeValue(forKey: state.next) {
                state.next += 1
                written += 1
                guard state.failure == nil, !ready.isEmpty else { continue }
                do {
                    try output(ready)
                } catch {
                    state.failure = error
                }
            }
            progress?(MatchProgress(bytes: state.bytes))
            return written
        }
        for _ in 0..<written { permits.signal() }
    }

    /// A worker has nothing more to take.
    func leave(_ tallies: Tallies) {
        state.withLock { $0.tallies += tallies }
        permits.signal()
    }

    /// The sum of all workers.
    func finish() throws -> Tallies {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.tallies
        }
    }
}
