import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaStore

/// One run of `tamga stream`: searches on its own threads, and a thread that looks after signals, the state and what
/// is told while the stream runs.
final class StreamSession: Sendable {
    private let run: StreamRun
    private let ledger: StreamLedger
    private let duties: [any StreamDuty]

    init(_ run: StreamRun, _ ledger: StreamLedger, duties: [any StreamDuty]) {
        self.run = run
        self.ledger = ledger
        self.duties = duties
    }

    /// Runs until the input ends, somebody ends it, or the output fails.
    func serve(_ signals: SignalInbox) throws {
        try run.start()
        var ticks = 0
        var isEnding = false
        while true {
            switch signals.next(within: .milliseconds(50)) {
            case .end?:
                // Somebody who does not read the output can keep the stream from its end.
                if isEnding { throw EndedAtOnce() }
                isEnding = true
                run.stop()
            case .reload?:
                for duty in duties { duty.reload() }
                ticks = 19
            case nil: break
            }
            if try run.hasEnded() { break }
            do {
                try ledger.keep()
                ticks += 1
                if ticks % 20 == 0 { for duty in duties { try duty.perform(run) } }
            } catch {
                run.stop()
                throw error
            }
        }
        try ledger.finish(isOver: !isEnding)
        for duty in duties { try duty.finish(run) }
    }

    /// The stream was to end before all had been written.
    private struct EndedAtOnce: Error, CustomStringConvertible {
        let description = "ended by a second signal, before all that was read had been written"
    }
}
