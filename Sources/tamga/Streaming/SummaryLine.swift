import Synchronization
import TamgaMatch
import TamgaModel

/// Says on standard error, now and then, what the stream has come to since the last time.
final class SummaryLine: StreamDuty {
    private let ledger: StreamLedger
    private let interval: Duration
    private let last = Mutex((at: ContinuousClock.now, outcome: RunOutcome(finished: .now, revision: 0)))

    init(_ ledger: StreamLedger, every interval: Duration) {
        self.ledger = ledger
        self.interval = interval
    }

    func perform(_ run: StreamRun) throws {
        let now = ContinuousClock.now
        let outcome = ledger.account.sinceStart
        let before = last.withLock { last -> (at: ContinuousClock.Instant, outcome: RunOutcome)? in
            guard now - last.at >= interval else { return nil }
            defer { last = (now, outcome) }
            return last
        }
        guard let before else { return }
        let seconds = Int(((now - before.at) / .seconds(1)).rounded())
        let status = run.status
        var parts = [
            "\(outcome.accounting.total - before.outcome.accounting.total) records",
            "\(ByteText.of(outcome.bytes - before.outcome.bytes))",
            "\(hits(outcome) - hits(before.outcome)) hits",
        ]
        let refused = outcome.accounting.refused - before.outcome.accounting.refused
        if refused > 0 { parts.append("\(refused) refused") }
        if status.files > 0 { parts.append("\(status.files) files, \(ByteText.of(status.bytesBehind)) behind") }
        if status.droppedDatagrams > 0 { parts.append("\(status.droppedDatagrams) datagrams dropped so far") }
        if status.refusedConnections > 0 { parts.append("\(status.refusedConnections) connections turned away so far") }
        StandardError.line("tamga: \(seconds) s: " + parts.joined(separator: ", "))
    }

    func finish(_ run: StreamRun) throws {}

    private func hits(_ outcome: RunOutcome) -> Int { outcome.hits + outcome.ruleHits + outcome.correlationHits }
}
