import Synchronization
import TamgaMatch
import TamgaModel
import TamgaStore

/// Writes a stream's hits and keeps its account: what was read is kept only once the hits of it are written.
///
/// Where little comes, each block is kept at once; where much comes, what came within a tenth of a second together.
final class StreamLedger: Sendable {
    private let state: StreamState
    private let output: HitOutput
    private let book: Mutex<Book>

    /// How long what has been written may wait to be kept.
    static let patience = Duration.milliseconds(100)

    fileprivate struct Book {
        var step: StreamStep
        var isDue = false
        var kept = ContinuousClock.now
        /// The knowledge that the last block was searched for.
        var knowledge: Knowledge
        /// The latest time of a record with a hit.
        var latest: Timestamp?
        /// Hits by what matched, refusals and undecided rules among the rest, since this process began.
        var sinceStart = RunOutcome(finished: .now, revision: 0)
        var failure: (any Error)?
    }

    init(_ state: StreamState, _ output: HitOutput, _ total: RunOutcome, lastLog: Int64, _ knowledge: Knowledge) {
        self.state = state
        self.output = output
        var step = StreamStep(total: total)
        step.lastLog = lastLog
        step.total.indicatorsShared = knowledge.indicatorsShared
        book = Mutex(Book(step: step, knowledge: knowledge))
    }

    /// Takes what a block has come to: its hits are written when this returns.
    func take(_ block: StreamedBlock) throws {
        for notice in block.notices { StandardError.line("tamga: \(notice)") }
        for refusal in block.outcome.refusals { StandardError.line("refused: \(refusal)") }
        try book.withLock { book in
            if let failure = book.failure { throw failure }
            if !block.hits.isEmpty {
                do {
                    try output.write(block.hits)
                } catch {
                    book.failure = error
                    throw error
                }
            }
            book.add(block)
            if ContinuousClock.now - book.kept >= Self.patience { try keep(&book) }
        }
    }

    /// Searches go on for other knowledge.
    func adopt(_ knowledge: Knowledge) {
        book.withLock {
            $0.knowledge = knowledge
            $0.step.total.indicatorsShared = knowledge.indicatorsShared
        }
    }

    /// Keeps what has waited long enough; with `all`, everything.
    func keep(all: Bool = false) throws {
        try book.withLock { book in
            guard book.failure == nil, book.isDue, all || ContinuousClock.now - book.kept >= Self.patience else {
                return
            }
            try keep(&book)
        }
    }

    /// What the stream has come to since it began, and since this process began.
    var outcome: (total: RunOutcome, sinceStart: RunOutcome, latest: Timestamp?) {
        book.withLock { ($0.step.total, $0.sinceStart, $0.latest) }
    }

    private func keep(_ book: inout Book) throws {
        book.step.total.finished = .now
        book.step.output = output.mark
        do {
            try state.keep(book.step)
        } catch {
            book.failure = error
            throw error
        }
        var next = StreamStep(total: book.step.total)
        next.lastLog = book.step.lastLog
        book.step = next
        book.isDue = false
        book.kept = .now
    }
}

extension StreamLedger.Book {
    mutating func add(_ block: StreamedBlock) {
        var outcome = RunOutcome(block.outcome, knowledge)
        outcome.files = block.beginsLog ? 1 : 0
        step.total += outcome
        sinceStart += outcome
        step.lastLog = max(step.lastLog, block.log)
        for change in block.changes { step.add(change) }
        step.sightings += block.outcome.sightings.map { LogFinding(log: block.log, found: $0) }
        step.ruleSightings += block.outcome.ruleSightings.map { LogFinding(log: block.log, found: $0) }
        for time in block.outcome.sightings.compactMap(\.lastSeen) where latest.map({ $0 < time }) ?? true {
            latest = time
        }
        isDue = true
    }
}
