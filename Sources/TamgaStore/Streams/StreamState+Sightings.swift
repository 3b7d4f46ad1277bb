import GRDB
public import TamgaModel

extension StreamState {
    /// What has been found, by what found it.
    public struct Found: Sendable {
        /// By indicators.
        public var sightings: [Sighting]
        /// By rules, the most serious first.
        public var ruleSightings: [RuleSighting]
        /// By correlations, the most serious first.
        public var correlationSightings: [CorrelationSighting]
    }

    /// What has been found, logs that begin alike together, as a run over them would tell it.
    public func found() throws(StoreError) -> Found { try read { db in try Self.found(db, isUnsent: false) } }

    /// Writes to a store what it does not have yet: counts since the stream began, by ids that stay the same, so that
    /// writing twice, or correlating the same log again, doubles nothing.
    public func send(to store: Store) throws(StoreError) {
        // Steps may be kept while the store is written: what they change is sent again.
        let (total, unsent) = try write { db in
            try Self.mark(0, as: 2, db)
            return (
                try Store.runs(db, where: "finished >= ?", .min).last?.outcome, try Self.found(db, isUnsent: true)
            )
        }
        guard let total else { return }
        try store.record(
            total, sightings: unsent.sightings, ruleSightings: unsent.ruleSightings,
            correlationSightings: unsent.correlationSightings, keepsEarlier: true)
        try write { db in try Self.mark(2, as: 1, db) }
    }

    private static func found(_ db: Database, isUnsent: Bool) throws -> Found {
        Found(
            sightings: try sightings(db, isUnsent), ruleSightings: try ruleSightings(db, isUnsent),
            correlationSightings: try correlationSightings(db, isUnsent))
    }

    private static func mark(_ old: Int, as new: Int, _ db: Database) throws {
        for table in StreamSchema.tallies {
            try db.execute(sql: "UPDATE \(table) SET is_sent = ? WHERE is_sent = ?", arguments: [new, old])
        }
    }

    private static func which(_ table: String, _ isUnsent: Bool) -> String {
        isUnsent ? "WHERE id IN (SELECT id FROM \(table) WHERE is_sent <> 1)" : ""
    }

    private static func sightings(_ db: Database, _ isUnsent: Bool) throws -> [Sighting] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, type, value, indicator, producers, observer, source, sum(count), min(first_seen),
                    max(last_seen), confidence, marking
                FROM tally \(which("tally", isUnsent)) GROUP BY id ORDER BY type, value, observer, id
                """
        ).compactMap { try Sighting($0) }
    }

    private static func ruleSightings(_ db: Database, _ isUnsent: Bool) throws -> [RuleSighting] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, rule, title, level, tags, observer, source, sum(count), min(first_seen), max(last_seen)
                FROM rule_tally \(which("rule_tally", isUnsent)) GROUP BY id ORDER BY rule, observer, id
                """
        ).map { try RuleSighting($0) }.sorted { ($0.level ?? .informational) > ($1.level ?? .informational) }
    }

    private static func correlationSightings(_ db: Database, _ isUnsent: Bool) throws -> [CorrelationSighting] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, rule, title, level, tags, observers, count, records, first_seen, last_seen
                FROM correlation_tally \(isUnsent ? "WHERE is_sent <> 1" : "") ORDER BY title, observers
                """
        ).map { try CorrelationSighting($0) }.sorted { ($0.level ?? .informational) > ($1.level ?? .informational) }
    }
}
