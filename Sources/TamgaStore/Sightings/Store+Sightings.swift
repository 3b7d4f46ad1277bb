import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// Records a run with the sightings it made, in one transaction.
    ///
    /// A sighting with an id that is there takes its place: counts are replaced, not added, so the same
    /// correlation run twice doubles nothing. A run that is there already is not recorded again.
    ///
    /// What rules and correlations have found is told anew by each run that runs rules: what a run over the same logs
    /// had found by rules before and does not find again is gone. A run without rules leaves it as it is.
    ///
    /// - Parameter keepsEarlier: what the run's rules and correlations had found before stays, too: only what has changed is given.
    public func record(
        _ run: RunOutcome, sightings: some Sequence<Sighting>, ruleSightings: [RuleSighting] = [],
        correlationSightings: [CorrelationSighting] = [], keepsEarlier: Bool = false
    ) throws(StoreError) {
        try write { db in
            let runID = try Self.record(run, db)
            if !keepsEarlier { try Self.forgetFindings(of: run, number: runID, db) }
            try Self.record(ruleSightings, of: run, number: runID, db)
            try Self.record(correlationSightings, of: run, number: runID, db)
            let upsert = try db.cachedStatement(
                sql: """
                    INSERT INTO sighting (id, type, value, indicator, producers, observer, source, count,
                        first_seen, last_seen, confidence, marking, recorded, run)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET type = excluded.type, value = excluded.value,
                        indicator = excluded.indicator, producers = excluded.producers,
                        observer = excluded.observer, source = excluded.source, count = excluded.count,
                        first_seen = excluded.first_seen, last_seen = excluded.last_seen,
                        confidence = excluded.confidence, marking = excluded.marking,
                        recorded = excluded.recorded, run = excluded.run
                    """)
            for sighting in sightings {
                try upsert.execute(arguments: [
                    sighting.id, sighting.observable.type.rawValue, Data(sighting.observable.bytes),
                    sighting.indicatorID, sighting.producers.map(\.code).joined(separator: ","),
                    sighting.observer?.code, sighting.source, sighting.count, sighting.firstSeen?.microseconds,
                    sighting.lastSeen?.microseconds, sighting.confidence, sighting.marking?.rawValue,
                    run.finished.microseconds, runID,
                ])
            }
        }
    }

    /// The sightings, by id.
    ///
    /// - Parameters:
    ///   - since: Only those that a run made, or made again, at or after this time.
    ///   - observer: Only those in this member's logs; `nil` is in anyone's.
    public func sightings(since: Timestamp? = nil, observer: MemberState? = nil) throws(StoreError) -> [Sighting] {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let since {
            conditions.append("recorded >= ?")
            arguments.append(since.microseconds)
        }
        if let observer {
            conditions.append("observer = ?")
            arguments.append(observer.code)
        }
        return try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, type, value, indicator, producers, observer, source, count, first_seen, last_seen,
                        confidence, marking FROM sighting
                    \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY id
                    """, arguments: StatementArguments(arguments))
            var sightings: [Sighting] = []
            while let row = try rows.next() {
                if let sighting = try Sighting(row) { sightings.append(sighting) }
            }
            return sightings
        }
    }
}
