import Synchronization
import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaReport
import TamgaStore

/// Writes a stream's hits and keeps its account: what was read is kept only once the hits of it are written.
///
/// Where little comes, each block is kept at once; where much comes, what came within a tenth of a second together.
final class StreamLedger: Sendable {
    private let state: StreamState
    private let output: HitOutput
    private let settings: CorrelationSettings
    private let book: Mutex<StreamBook>
    private let told: Mutex<StreamAccount>

    /// How long what has been written may wait to be kept.
    static let patience = Duration.milliseconds(100)

    /// A ledger that goes on where a stream was left.
    init(
        _ state: StreamState, _ output: HitOutput, _ knowledge: Knowledge, _ settings: CorrelationSettings
    ) throws {
        self.state = state
        self.output = output
        self.settings = settings
        let standing = try state.standing()
        let ids = try standing.output.map { try output.recover(from: $0) } ?? []
        let known = KnownHits(try state.begin(output.mark, written: ids))
        let first = StreamBook(standing, knowledge, StreamWindows(knowledge.rules, settings), known)
        told = Mutex(first.account)
        book = Mutex(first)
    }

    /// Takes what a block has come to: its hits are written when this returns.
    func take(_ block: StreamedBlock) throws {
        for notice in block.notices { StandardError.line("tamga: \(notice)") }
        for refusal in block.outcome.refusals { StandardError.line("refused: \(refusal)") }
        try book.withLock { book in
            if let failure = book.failure { throw failure }
            let old = book.turn(to: block.matcher)
            if let old { try write(old.finish(), &book) }
            let held = try book.windows.add(block)
            try write(block.output.hits, held, &book)
            book.add(block)
            if ContinuousClock.now - book.kept >= Self.patience { try keep(&book) }
            told.withLock { $0 = book.account }
        }
    }

    /// Expects blocks that a matcher with other knowledge has searched.
    func expect(_ knowledge: Knowledge, matcher number: Int) {
        let windows = StreamWindows(knowledge.rules, settings)
        book.withLock { $0.expect(knowledge, windows, number) }
    }

    /// Lets go what has waited long enough, and keeps it. It never waits: while hits are being written, nothing is done.
    func keep(all: Bool = false) throws {
        _ = try book.withLockIfAvailable { book in
            if book.failure != nil { return }
            let held = book.windows.release()
            if !held.isEmpty { try write([], held, &book) }
            guard book.isDue, all || ContinuousClock.now - book.kept >= Self.patience else { return }
            try keep(&book)
        }
    }

    /// Decides what the end of the stream decides, and keeps all.
    ///
    /// - Returns: what correlations could not look at.
    func finish() throws -> CorrelationOutcome {
        try book.withLock { book in
            let (hits, outcome) = try book.windows.finish()
            try write([], hits, &book)
            try output.finish()
            if book.isDue { try keep(&book) }
            told.withLock { $0 = book.account }
            return outcome
        }
    }

    /// What the stream has come to. It never waits for hits to be written.
    var account: StreamAccount { told.withLock { $0 } }

    private func write(_ finished: (hits: [Hit], outcome: CorrelationOutcome), _ book: inout StreamBook) throws {
        for line in CorrelationText.lost(finished.outcome) { StandardError.line(line) }
        try write([], finished.hits, &book)
    }

    private func write(_ lines: [UInt8], _ held: [Hit], _ book: inout StreamBook) throws {
        var lines = lines
        for hit in held { hit.appendNDJSON(to: &lines) }
        book.leaveOutKnown(&lines)
        do {
            if !lines.isEmpty { try output.write(lines) }
        } catch {
            book.failure = error
            throw error
        }
        book.add(held)
    }

    private func keep(_ book: inout StreamBook) throws {
        book.step.total.finished = .now
        book.step.output = output.mark
        do {
            try state.keep(book.step)
        } catch {
            book.failure = error
            throw error
        }
        book.turnPage()
    }
}
