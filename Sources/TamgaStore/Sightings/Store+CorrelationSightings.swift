import GRDB
public import TamgaModel

extension Store {
    /// What correlations have found, by id.
    ///
    /// - Parameter since: Only what a run found, or found again, at or after this time.
    public func correlationSightings(since: Timestamp? = nil) throws(StoreError) -> [CorrelationSighting] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, rule, title, level, tags, observers, count, records, first_seen, last_seen
                    FROM correlation_sighting WHERE recorded >= ? ORDER BY id
                    """, arguments: [since?.microseconds ?? .min]
            ).map { try CorrelationSighting($0) }
        }
    }

    /// Records what a run's correlations have found.
    static func record(
        _ sightings: some Sequence<CorrelationSighting>, of run: RunOutcome, number: Int64, _ db: Database
    ) throws {
        let upsert = try db.cachedStatement(
            sql: """
                INSERT INTO correlation_sighting (id, rule, title, level, tags, observers, count, records, first_seen,
                    last_seen, recorded, run)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, title = excluded.title,
                    level = excluded.level, tags = excluded.tags, observers = excluded.observers,
                    count = excluded.count, records = excluded.records, first_seen = excluded.first_seen,
                    last_seen = excluded.last_seen, recorded = excluded.recorded\(run.logs == nil ? "" : ", run = excluded.run")
                """)
        for sighting in sightings {
            try upsert.execute(arguments: [
                sighting.id, sighting.ruleID, sighting.title, sighting.level?.rawValue,
                StringList.encoded(sighting.tags), sighting.observers.map(\.code).joined(separator: ","),
                sighting.count, sighting.records, sighting.firstSeen.microseconds, sighting.lastSeen.microseconds,
                run.finished.microseconds, number,
            ])
        }
    }
}
