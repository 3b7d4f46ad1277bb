import FoundationEssentials
import GRDB

extension Store {
    /// Makes a new store of what can still be read in a damaged one, which stays as it is.
    ///
    /// Rows that refer to what is lost are left out, and rows with a value that no reader would take; a source or a run that
    /// is lost is put in by its number alone, so that what came by it is kept. All objects are to be settled anew, and the
    /// revision is a new one.
    ///
    /// - Parameters:
    ///   - path: The damaged store, which no other process may be writing.
    ///   - file: A path at which there is nothing.
    /// - Throws: ``StoreError``; the new file is removed. Where not even the list of tables can be read, nothing can be kept.
    /// - Complexity: O(bytes of the store).
    public static func rebuild(_ path: String, into file: String) throws(StoreError) -> StoreRepair {
        let path = absolute(path)
        let file = absolute(file)
        guard !FileManager.default.fileExists(atPath: file) else {
            throw .cannotOpen(path: file, reason: "there is a file of that name")
        }
        do {
            let (damaged, version) = try openDamaged(path)
            guard version <= Schema.version else {
                throw StoreError.newerVersion(path: path, found: version, supported: Schema.version)
            }
            guard version > 0 else {
                throw StoreError.beyondRepair(path: path, reason: "its first page does not say what it is")
            }
            try makeFile(file)
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            let fresh = try DatabaseQueue(path: file, configuration: configuration)
            try Schema.migrator.migrate(fresh, upTo: "\(version)")
            var repair = StoreRepair(version: version)
            try readDamaged(damaged) { source in
                try fresh.write { target in try copy(source, target, &repair) }
            }
            try Schema.migrator.migrate(fresh)
            try fresh.write { db in
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO meta SELECT 'revision', ifnull(max(revision), 0) FROM indicator;
                        INSERT OR IGNORE INTO meta SELECT 'releases', ifnull(max(number), 0) FROM release;
                        INSERT OR IGNORE INTO unsettled SELECT id FROM object;
                        UPDATE meta SET value = value + 1 WHERE key = 'revision';
                        DELETE FROM meta WHERE key = 'tallied';
                        """)
                try Tallies.refresh(db)
                repair.breaksReleaseLog = try releaseLogFault(db) != nil
            }
            try fresh.close()
            return repair
        } catch {
            for ending in ["", "-journal", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file + ending)
            }
            throw StoreError(error, path: path)
        }
    }

    /// Opens a damaged store, and reads the list of its tables and their version.
    private static func openDamaged(_ path: String) throws -> (DatabaseQueue, version: Int) {
        do {
            let damaged = try openForKeeping(path, patience: 10)
            let version = try readDamaged(damaged) { db in
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
                return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            }
            return (damaged, version)
        } catch {
            guard case .damaged(_, let reason) = StoreError(error, path: path) else { throw error }
            throw StoreError.beyondRepair(path: path, reason: "the list of its tables cannot be read (\(reason))")
        }
    }

    private static func copy(_ source: Database, _ target: Database, _ repair: inout StoreRepair) throws {
        let tables = try String.fetchAll(
            target,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table'
                AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations' ORDER BY rowid
                """)
        // What triggers note is copied itself.
        let triggers = try Row.fetchAll(target, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for trigger in triggers { try target.execute(sql: "DROP TRIGGER \"\(try trigger[0] as String)\"") }
        for name in tables {
            var salvage = try TableSalvage(name, from: source, to: target)
            try salvage.run()
            repair.tables.append(salvage.outcome)
        }
        for (index, table) in repair.tables.enumerated() {
            var removed = try ColumnBounds.removeBroken(target, from: table.name)
            if table.name == "version" {
                for row in try unreadableVersions(target) {
                    try target.execute(sql: "DELETE FROM version WHERE rowid = ?", arguments: [row])
                    removed += 1
                }
            }
            repair.tables[index].leftOut += removed
            repair.tables[index].kept -= removed
        }
        try nameLostParents(target)
        // Parents stand before their children, so that what a removed row leaves alone goes as well.
        for (index, table) in repair.tables.enumerated() {
            let removed = try removeOrphans(target, of: table.name)
            repair.tables[index].leftOut += removed
            repair.tables[index].kept -= removed
        }
        for trigger in triggers { try target.execute(sql: trigger[1] as String) }
    }

    /// Puts sources and runs in that are lost and are referred to.
    private static func nameLostParents(_ db: Database) throws {
        let hasRules = try db.tableExists("rule_sighting")
        let sources = [
            "SELECT source FROM object", "SELECT source FROM version", "SELECT source FROM provenance",
            "SELECT source FROM indicator",
        ]
        try db.execute(
            sql: """
                INSERT INTO source (id, name, format, first_imported, last_imported)
                SELECT DISTINCT source, 'lost source ' || source, 'lost', 0, 0
                FROM (\(sources.joined(separator: " UNION "))) WHERE source NOT IN (SELECT id FROM source)
                """)
        var runs = ["SELECT run FROM sighting"]
        if hasRules { runs.append("SELECT run FROM rule_sighting") }
        if try db.tableExists("correlation_sighting") { runs.append("SELECT run FROM correlation_sighting") }
        try db.execute(
            sql: """
                INSERT INTO run (id, finished, revision, matched, unmatched, unparsed, late, refused, files,
                    unreadable_files, bytes, hits, outside_validity, suppressed, suppressed_by_observer,
                    refused_by_observer, shared)
                SELECT DISTINCT run, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '{}', '{}', '{}'
                FROM (\(runs.joined(separator: " UNION "))) WHERE run NOT IN (SELECT id FROM run)
                """)
    }

    /// Removes rows that refer to rows that are not there.
    private static func removeOrphans(_ db: Database, of table: String) throws -> Int {
        var removed = 0
        for row in try Row.fetchAll(
            db, sql: "SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?)", arguments: [table])
        {
            let (parent, from, to): (String, String, String) = (try row[0], try row[1], try row[2])
            try db.execute(
                sql: """
                    DELETE FROM "\(table)" WHERE "\(from)" IS NOT NULL
                    AND "\(from)" NOT IN (SELECT "\(to)" FROM "\(parent)")
                    """)
            removed += db.changesCount
        }
        // No foreign key says that a place in a collection leads to a version.
        if table == "entry" {
            try db.execute(
                sql: """
                    DELETE FROM entry WHERE NOT EXISTS (SELECT 1 FROM version
                        WHERE version.object = entry.object AND version.modified = entry.modified)
                    """)
            removed += db.changesCount
        }
        // Lines of lists have no object; no foreign key says so.
        if table == "indicator" {
            try db.execute(sql: "DELETE FROM indicator WHERE object > 0 AND object NOT IN (SELECT id FROM object)")
            removed += db.changesCount
        }
        return removed
    }
}
