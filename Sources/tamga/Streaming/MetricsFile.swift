import Synchronization
import TamgaMatch
import TamgaModel

/// The file of metrics in Prometheus' text format; whoever reads it finds a whole one.
final class MetricsFile: StreamDuty {
    private let path: String
    private let ledger: StreamLedger
    private let knowledge: KnowledgeReload
    private let hasFailed = Atomic(false)

    init(_ path: String, _ ledger: StreamLedger, _ knowledge: KnowledgeReload) {
        self.path = path
        self.ledger = ledger
        self.knowledge = knowledge
    }

    func perform(_ run: StreamRun) throws {
        do {
            try write(run.status)
            hasFailed.store(false, ordering: .relaxed)
        } catch {
            if !hasFailed.exchange(true, ordering: .relaxed) {
                StandardError.line("tamga: no metrics: \(error)", .warning)
            }
        }
    }

    func finish(_ run: StreamRun) throws { try perform(run) }

    private func write(_ status: StreamStatus) throws {
        let text = StreamMetrics(
            account: ledger.account, status: status, knowledge: knowledge.account
        ).text
        try WholeOutput.write(Array(text.utf8), to: path, isLasting: false)
    }
}
