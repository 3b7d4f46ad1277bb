import Synchronization
import TamgaModel

/// Puts the workers' results back in input order, and sums what they have counted.
final class Gather: Sendable {
    private let order: BlockOrder<BlockOutput>
    private let sums = Mutex(Sums())
    private let progress: (@Sendable (MatchProgress) -> Void)?

    private struct Sums {
        var bytes = 0
        var tallies = Tallies()
    }

    init(output: @escaping MatchRun.Output, inFlight: Int, progress: (@Sendable (MatchProgress) -> Void)?) {
        order = BlockOrder(inFlight: inFlight) { if !$0.isEmpty { try output($0) } }
        self.progress = progress
    }

    /// Waits for room; false once the output has failed.
    func admit() -> Bool { order.admit() }

    /// Takes a block's result, and writes it and all that waited for it.
    func deliver(_ result: BlockOutput, sequence: Int, bytes: Int) {
        order.deliver(result, sequence: sequence)
        sums.withLock { sums in
            sums.bytes += bytes
            progress?(MatchProgress(bytes: sums.bytes))
        }
    }

    /// A worker has nothing more to take.
    func leave(_ tallies: Tallies) {
        sums.withLock { $0.tallies += tallies }
        order.leave()
    }

    /// The sum of all workers.
    func finish() throws -> Tallies {
        try order.finish()
        return sums.withLock { $0.tallies }
    }
}
