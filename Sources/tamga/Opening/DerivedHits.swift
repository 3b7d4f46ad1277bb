import Synchronization
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaStore

/// Derives the hits of a record again, by the engine that a run has.
final class DerivedHits: Sendable {
    private let found = Mutex<(hits: [Hit], suppressed: [(hit: Hit, list: String)])>(([], []))

    /// What a run is made of.
    struct Knowledge {
        let indicators: IndicatorTable
        let rules: RuleTable
        let formats: LogFormatSet
        let suppressions: SuppressionList
        let options: MatchOptions
    }

    /// The hit was found: nothing more is to be read.
    private struct Found: Error {}

    /// The hits of one record, in order, and those that a list of false positives suppresses.
    static func of(
        _ record: LogRecord, _ knowledge: Knowledge
    ) throws -> (hits: [Hit], suppressed: [(hit: Hit, list: String)]) {
        let derived = DerivedHits()
        try derived.run(knowledge, isWanted: { _ in true }).search(record)
        return derived.found.withLock { $0 }
    }

    /// The hit with an id in these logs; `nil` where there is none.
    static func withID(
        _ id: String, in inputs: [LogInput], _ knowledge: Knowledge
    ) throws -> (hit: Hit?, outcome: MatchOutcome?) {
        let derived = DerivedHits()
        var outcome: MatchOutcome?
        do {
            outcome = try derived.run(knowledge, stopsAtFirst: true, isWanted: { $0.id == id }).run(inputs)
        } catch is Found {}
        return (derived.found.withLock { $0.hits.first ?? $0.suppressed.first?.hit }, outcome)
    }

    private func run(
        _ knowledge: Knowledge, stopsAtFirst: Bool = false, isWanted: @escaping @Sendable (Hit) -> Bool
    ) -> MatchRun {
        MatchRun(
            table: knowledge.indicators, rules: knowledge.rules, formats: knowledge.formats,
            suppressions: knowledge.suppressions, options: knowledge.options,
            derivedID: { Store.derivedIndicatorID(producer: $0, observable: $1) },
            printHit: { hit, output in
                guard isWanted(hit) else { return }
                self.found.withLock { $0.hits.append(hit) }
                output.append(0x0A)
            },
            printSuppressed: { hit, list, output in
                guard isWanted(hit) else { return }
                self.found.withLock { $0.suppressed.append((hit, list)) }
                output.append(0x0A)
            },
            output: { block in
                if stopsAtFirst, !block.hits.isEmpty || !block.suppressed.isEmpty { throw Found() }
            })
    }
}
