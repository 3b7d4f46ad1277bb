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
        var windows = StreamWindows(knowledge.rules, settings)
        if settings.isKept, let kept = try state.correlationStanding() {
            do {
                try windows.resume(kept)
            } catch {
                StandardError.line("tamga: \(error): correlations over time begin anew", .warning)
                windows = StreamWindows(knowledge.rules, settings)
            }
        }
        let first = StreamBook(standing, knowledge, windows, known)
        told = Mutex(first.account)
        book = Mutex(first)
    }

    /// Takes what a block has come to: its hits are written when this returns.
    func take(_ block: StreamedBlock) throws {
        for notice in block.notices { StandardError.line("tamga: \(notice)", .warning) }
        for refusal in block.outcome.refusals { StandardError.line("refused: \(refusal)", .warning) }
        try book.withLock { book in
            if let failure = book.failure { throw failure }
            let old = book.turn(to: block.matcher)
            if let old { try finish(old, &book) }
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
    /// - Parameter isOver: false where the stream is only left, to be taken up from its state: then nothing is decided that
    ///   more records could decide otherwise.
    func finish(isOver: Bool) throws {
        try book.withLock { book in
            if isOver || !settings.isKept {
                try finish(book.windows, &book)
                if settings.isKept { book.windows = StreamWindows(book.knowledge.rules, settings) }
            }
            try output.finish()
            if book.isDue || settings.isKept { try keep(&book) }
            told.withLock { $0 = book.account }
        }
    }

    /// What the stream has come to. It never waits for hits to be written.
    var account: StreamAccount { told.withLock { $0 } }

    private func finish(_ windows: StreamWindows, _ book: inout StreamBook) throws {
        let outcome = try windows.finish { try write([], $0, &book) }
        for line in CorrelationText.lost(outcome) { StandardError.line(line, .warning) }
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
        if settings.isKept { book.step.standing = book.windows.takeStanding() }
        do {
            try state.keep(book.step)
        } catch {
            book.failure = error
            throw error
        }
        book.turnPage()
    }
}
