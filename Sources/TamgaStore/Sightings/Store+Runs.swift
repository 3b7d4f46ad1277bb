import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// The runs, in the order in which they ended.
    ///
    /// - Parameter since: Only those that ended at or after this time.
    public func runs(since: Timestamp? = nil) throws(StoreError) -> [RunOutcome] {
        try read { db in
            try Self.runs(db, where: "finished >= ?", since?.microseconds ?? .min).map(\.outcome)
        }
    }

    /// Records a run, in the place of one over the same logs, unless it is there; and says what its number is.
    static func record(_ run: RunOutcome, _ db: Database) throws -> Int64 {
        let finished = run.finished.microseconds
        if let known = try runs(db, where: "finished = ?", finished).first(where: { $0.outcome == run }) {
            return known.id
        }
        try db.execute(
            sql: """
                INSERT INTO run (finished, revision, logs, matched, unmatched, unparsed, late, refused, files,
                    unreadable_files, bytes, hits, outside_validity, suppressed,
                    suppressed_by_observer, refused_by_observer, shared, rule_hits, rules_run, rules_not_run,
                    undecided, correlation_hits)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (logs) WHERE logs IS NOT NULL DO UPDATE SET finished = excluded.finished,
                    revision = excluded.revision, matched = excluded.matched, unmatched = excluded.unmatched,
                    unparsed = excluded.unparsed, late = excluded.late, refused = excluded.refused,
                    files = excluded.files, unreadable_files = excluded.unreadable_files, bytes = excluded.bytes,
                    hits = excluded.hits, outside_validity = excluded.outside_validity,
                    suppressed = excluded.suppressed, suppressed_by_observer = excluded.suppressed_by_observer,
                    refused_by_observer = excluded.refused_by_observer, shared = excluded.shared,
                    rule_hits = excluded.rule_hits, rules_run = excluded.rules_run,
                    rules_not_run = excluded.rules_not_run, undecided = excluded.undecided,
                    correlation_hits = excluded.correlation_hits
                """,
            arguments: [
                finished, run.revision, run.logs, run.accounting.matched, run.accounting.unmatched,
                run.accounting.unparsed,
                run.accounting.late, run.accounting.refused, run.files, run.unreadableFiles, run.bytes, run.hits,
                run.outsideValidity, try counts(run.suppressed), try counts(run.suppressedByObserver),
                try counts(run.refusedByObserver), try counts(run.indicatorsShared),
                run.ruleHits, run.rulesRun, run.rulesNotRun, try UndecidedRow.encoded(run.undecidedRules),
                run.correlationHits,
            ])
        guard let logs = run.logs else { return db.lastInsertedRowID }
        return try Int64.fetchOne(db, sql: "SELECT id FROM run WHERE logs = ?", arguments: [logs])
            ?? db.lastInsertedRowID
    }

    /// Runs with their numbers, of which a condition on a time holds.
    static func runs(
        _ db: Database, where condition: String, _ time: Int64
    ) throws -> [(id: Int64, outcome: RunOutcome)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, finished, revision, matched, unmatched, unparsed, late, refused, files, unreadable_files,
                    bytes, hits, outside_validity, suppressed, suppressed_by_observer, refused_by_observer, shared,
                    logs, rule_hits, rules_run, rules_not_run, undecided, correlation_hits
                FROM run WHERE \(condition) ORDER BY finished, id
                """, arguments: [time]
        ).map { row in
            var outcome = RunOutcome(finished: Timestamp(microseconds: row[1]), revision: row[2])
            outcome.accounting.matched = row[3]
            outcome.accounting.unmatched = row[4]
            outcome.accounting.unparsed = row[5]
            outcome.accounting.late = row[6]
            outcome.accounting.refused = row[7]
            outcome.files = row[8]
            outcome.unreadableFiles = row[9]
            outcome.bytes = row[10]
            outcome.hits = row[11]
            outcome.outsideValidity = row[12]
            outcome.suppressed = counts(row[13])
            outcome.suppressedByObserver = memberCounts(row[14])
            outcome.refusedByObserver = memberCounts(row[15])
            outcome.indicatorsShared = memberCounts(row[16])
            outcome.logs = row[17]
            outcome.ruleHits = row[18]
            outcome.rulesRun = row[19]
            outcome.rulesNotRun = row[20]
            outcome.undecidedRules = UndecidedRow.decoded(row[21])
            outcome.correlationHits = row[22]
            return (row[0], outcome)
        }
    }

    private static func counts(_ counts: [String: Int]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(counts), as: UTF8.self)
    }

    private static func counts(_ text: String) -> [String: Int] {
        (try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8))) ?? [:]
    }

    /// Members by their codes; "unattributed" by the empty text.
    private static func counts(_ counts: [MemberState?: Int]) throws -> String {
        try self.counts(Dictionary(uniqueKeysWithValues: counts.map { ($0?.code ?? "", $1) }))
    }

    private static func memberCounts(_ text: String) -> [MemberState?: Int] {
        Dictionary(counts(text).map { (MemberState($0), $1) }, uniquingKeysWith: +)
    }
}
