import GRDB
public import TamgaModel

extension Store {
    /// What rules have found, by id.
    ///
    /// - Parameter since: Only what a run found, or found again, at or after this time.
    public func ruleSightings(since: Timestamp? = nil) throws(StoreError) -> [RuleSighting] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, rule, title, level, tags, observer, source, count, first_seen, last_seen
                    FROM rule_sighting WHERE recorded >= ? ORDER BY id
                    """, arguments: [since?.microseconds ?? .min]
            ).map { try RuleSighting($0) }
        }
    }

    /// Forgets what a run's rules and correlations had found in the same logs before, where it tells that anew.
    static func forgetFindings(of run: RunOutcome, number: Int64, _ db: Database) throws {
        guard run.usesRules, run.logs != nil else { return }
        for table in ["rule_sighting", "correlation_sighting"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
        }
    }

    /// Records what a run's rules have found.
    static func record(
        _ sightings: some Sequence<RuleSighting>, of run: RunOutcome, number: Int64, _ db: Database
    ) throws {
        // A run that stands beside the one that read the logs leaves to that one what it found.
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO rule_sighting (id, rule, title, level, tags, observer, source, count, first_seen,
                    last_seen, recorded, run)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, title = excluded.title,
                    level = excluded.level, tags = excluded.tags, observer = excluded.observer,
                    source = excluded.source, count = excluded.count, first_seen = excluded.first_seen,
                    last_seen = excluded.last_seen, recorded = excluded.recorded\(run.logs == nil ? "" : ", run = excluded.run")
                """)
        for sighting in sightings {
            try upsert.execute(arguments: [
                sighting.id, sighting.ruleID, sighting.title, sighting.level?.rawValue,
                StringList.encoded(sighting.tags), sighting.observer?.code, sighting.source, sighting.count,
                sighting.firstSeen?.microseconds, sighting.lastSeen?.microseconds, run.finished.microseconds, number,
            ])
        }
    }
}
