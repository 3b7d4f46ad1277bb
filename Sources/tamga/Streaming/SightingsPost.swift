import Synchronization
import TamgaMatch
import TamgaStore

/// Writes sightings to the store, now and then while the stream runs and at its end.
final class SightingsPost: StreamDuty {
    private let state: StreamState
    private let store: Store
    private let interval: Duration
    private let ledger: StreamLedger
    private let last = Mutex((at: ContinuousClock.now, hasFailed: false))

    init(_ state: StreamState, _ store: Store, _ ledger: StreamLedger, every interval: Duration) {
        self.state = state
        self.store = store
        self.ledger = ledger
        self.interval = interval
    }

    func perform(_ run: StreamRun) throws {
        guard last.withLock({ ContinuousClock.now - $0.at >= interval }) else { return }
        do {
            try send()
            last.withLock { $0 = (.now, false) }
        } catch {
            // The state has what the store has not: the next time makes it good.
            let isFirst = last.withLock { last in
                defer { last = (.now, true) }
                return !last.hasFailed
            }
            if isFirst { StandardError.line("tamga: sightings wait: \(error)", .warning) }
        }
    }

    func finish(_ run: StreamRun) throws { try send() }

    private func send() throws {
        try store.requireInPlace()
        try ledger.keep(all: true)
        try state.send(to: store)
    }
}
