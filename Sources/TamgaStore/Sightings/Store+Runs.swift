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
            var outcome = try RunOutcome(finished: row.timestamp(1), revision: row[2])
            outcome.accounting.matched = try row.count(3)
            outcome.accounting.unmatched = try row.count(4)
            outcome.accounting.unparsed = try row.count(5)
            outcome.accounting.late = try row.count(6)
            outcome.accounting.refused = try row.count(7)
            outcome.files = try row.count(8)
            outcome.unreadableFiles = try row.count(9)
            outcome.bytes = try row.count(10)
            outcome.hits = try row.count(11)
            outcome.outsideValidity = try row.count(12)
            outcome.suppressed = try row.counts(13)
            outcome.suppressedByObserver = memberCounts(try row.counts(14))
            outcome.refusedByObserver = memberCounts(try row.counts(15))
            outcome.indicatorsShared = memberCounts(try row.counts(16))
            outcome.logs = try row[17]
            outcome.ruleHits = try row.count(18)
            outcome.rulesRun = try row.count(19)
            outcome.rulesNotRun = try row.count(20)
            outcome.undecidedRules = try UndecidedRow.decoded(row[21])
            outcome.correlationHits = try row.count(22)
            return (try row[0], outcome)
        }
    }

    private static func counts(_ counts: [String: Int]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(counts), as: UTF8.self)
    }

    /// Members by their codes; "unattributed" by the empty text.
    private static func counts(_ counts: [MemberState?: Int]) throws -> String {
        try self.counts(Dictionary(uniqueKeysWithValues: counts.map { ($0?.code ?? "", $1) }))
    }

    private static func memberCounts(_ counts: [String: Int]) -> [MemberState?: Int] {
        Dictionary(counts.map { (MemberState($0), $1) }, uniquingKeysWith: +)
    }
}
