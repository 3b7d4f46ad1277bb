import Synchronization
import TamgaModel

/// Logs searched as they come, until they end or somebody ends the run.
///
/// As many threads as there are workers take blocks themselves, as in ``MatchRun``; what each block comes to is handed
/// on in the order of the blocks. A block is searched by one matcher.
public final class StreamRun: Sendable {
    private let intake: StreamIntake
    private let order: BlockOrder<StreamedBlock>
    private let first: StreamMatcher
    private let workers: Int
    private let blockSize: Int
    /// Workers that have not left.
    private let running = Atomic(0)

    /// A run to be.
    ///
    /// - Parameters:
    ///   - matcher: what is looked for, how, and how hits are rendered; its output is not used.
    ///   - take: takes what each block comes to, in order, one call at a time; what it throws ends the run.
    /// - Throws: where a source cannot be opened.
    public init(
        _ matcher: MatchRun, inputs: StreamInputs, take: @escaping @Sendable (StreamedBlock) throws -> Void
    ) throws(InputError) {
        let options = matcher.plan.options
        workers = max(1, options.workers)
        let longestRecord = min(max(1, options.longestRecord), BlockSource.largest)
        blockSize = min(max(1, options.blockSize), longestRecord)
        first = StreamMatcher(matcher.plan, number: 0)
        intake = try StreamIntake(
            inputs.open(matcher.plan, longestRecord: longestRecord), matcher: first, blockSize: blockSize)
        order = BlockOrder(inFlight: 4 * workers, take: take)
    }

    /// Starts to search, on threads of its own, until every source is at its end, or ``stop()``.
    ///
    /// - Throws: where the system gives no threads.
    public func start() throws(InputError) {
        for _ in 0..<workers {
            running.add(1, ordering: .relaxed)
            do {
                try SystemThread.start {
                    self.work()
                    self.running.subtract(1, ordering: .releasing)
                }
            } catch {
                running.subtract(1, ordering: .relaxed)
                intake.abort()
                throw error
            }
        }
    }

    /// True once everything has been searched and handed on.
    ///
    /// - Throws: what the taker of blocks has thrown.
    public func hasEnded() throws -> Bool {
        guard running.load(ordering: .acquiring) == 0 else { return false }
        try order.finish()
        return true
    }

    /// Ends the run once what is there has been searched.
    public func stop() { intake.close() }

    /// Searches what follows by another matcher: no block is searched by both, none is left out.
    ///
    /// - Parameter number: what blocks say of it; see ``StreamedBlock/matcher``.
    public func adopt(_ matcher: MatchRun, number: Int) { intake.adopt(StreamMatcher(matcher.plan, number: number)) }

    /// How the sources stand.
    public var status: StreamStatus { intake.status }

    private func work() {
        var matcher = first
        var worker = Worker(matcher.plan)
        var block = Block(capacity: blockSize)
        while order.admit(), let (piece, current) = intake.next(into: &block) {
            if current !== matcher {
                matcher = current
                worker = Worker(matcher.plan)
            }
            var output = BlockOutput()
            worker.tallies = Tallies()
            if piece.hasBlock { worker.search(block, of: piece.log, into: &output) }
            let outcome = MatchOutcome(
                tallies: worker.tallies, logs: [piece.log], refusals: piece.refusals, plan: matcher.plan)
            if !output.events.isEmpty { output.events = output.events.ofSource(Int(piece.number)) }
            let streamed = StreamedBlock(
                output: output, outcome: outcome, log: piece.number, beginsLog: piece.beginsLog,
                matcher: matcher.number, changes: piece.changes, notices: piece.notices)
            if !order.deliver(streamed, sequence: block.sequence) { intake.abort() }
        }
        order.leave()
    }
}
