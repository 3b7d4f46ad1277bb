import FoundationEssentials
import GRDB
import TamgaJSON

extension Store {
    /// Looks at every page of a store, whether it can be opened or not, and changes nothing.
    ///
    /// What no check can see are bytes that were changed inside a value, where it is still one that could be: the file has no
    /// checksums of its own, and only the log of releases is chained.
    ///
    /// - Parameter patience: Seconds to wait where another process holds the file.
    /// - Throws: ``StoreError`` where there is no file, it cannot be read, or it says that it is something else.
    /// - Complexity: O(bytes of the file).
    public static func check(_ path: String, patience: Double = 60) throws(StoreError) -> StoreCondition {
        let path = absolute(path)
        var condition = StoreCondition()
        do {
            guard let version = try inspect(path, patience: patience) else {
                throw StoreError.cannotOpen(path: path, reason: "there is no such file")
            }
            condition.version = version
            let queue = try openForKeeping(path, patience: patience)
            condition.size = Int64(
                (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? UInt64 ?? 0)
            if version == 0 { return condition }
            try readDamaged(queue) { db in look(db, version, &condition) }
            try queue.close()
        } catch {
            // A file so damaged that SQLite does not know it any more is still a finding where it begins like a database.
            if let error = error as? DatabaseError, error.resultCode == .SQLITE_NOTADB, hasHeader(path) {
                condition.add(.file, "its first page is not that of a database: \(error.message ?? "")")
            } else if case .damaged(_, let reason) = StoreError(error, path: path) {
                condition.add(.file, reason)
            } else {
                throw StoreError(error, path: path)
            }
        }
        return condition
    }

    /// True where the file begins as SQLite's files do.
    static func hasHeader(_ path: String) -> Bool {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return false }
        return data.prefix(16).elementsEqual("SQLite format 3\0".utf8)
    }

    /// Opens a file for reading as it is: no migration, no pragma that could fail on a damaged page.
    static func openForKeeping(_ path: String, patience: Double) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF") }
        return try DatabaseQueue(path: readingName(path), configuration: configuration)
    }

    /// Reads in one view of a file that may be damaged. SQLite does not commit what has met a damaged page, not even a
    /// reading, so that its end is not asked for more.
    static func readDamaged<Value>(_ queue: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
        try queue.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            defer { try? db.execute(sql: "ROLLBACK") }
            return try body(db)
        }
    }

    private static func look(_ db: Database, _ version: Int, _ condition: inout StoreCondition) {
        /// Runs one kind of look; where a damaged page stops it, that is what it has found.
        func look(_ part: StoreCondition.Fault.Part, _ body: () throws -> Void) {
            do {
                try body()
            } catch {
                condition.add(part, "cannot be looked at: \(DamagedValue.reason(of: error))")
            }
        }
        look(.file) {
            // What it says before a page stops it counts as well.
            let lines = try String.fetchCursor(db, sql: "PRAGMA integrity_check(\(StoreCondition.limit))")
            while let text = try lines.next() {
                for line in text.split(separator: "\n") where line != "ok" { condition.add(.file, String(line)) }
            }
        }
        look(.schema) {
            let found = try objects(db)
            let expected = try expectedObjects(version)
            for (name, sql) in expected where found[name] != sql {
                condition.add(.schema, found[name] == nil ? "\(name) is missing" : "\(name) is not as it was made")
            }
            let ofSQLite = ["the table sqlite_", "the index sqlite_"]
            for name in Set(found.keys).subtracting(expected.map(\.name)).sorted()
            where !ofSQLite.contains(where: name.hasPrefix) {
                condition.add(.schema, "\(name) is not Tamga's")
            }
        }
        look(.values) {
            for (table, bounds) in try ColumnBounds.all(in: db).sorted(by: { $0.key < $1.key }) {
                for (bounds, count) in try ColumnBounds.broken(db, in: table, bounds) {
                    let rows = "\(count) \(count == 1 ? "row" : "rows") of \(table)"
                    condition.add(.values, "\(bounds.fault): “\(bounds.column)” of \(rows)")
                }
            }
        }
        look(.values) {
            for row in try unreadableVersions(db) {
                let id = try String.fetchOne(
                    db, sql: "SELECT stix_id FROM object WHERE id = (SELECT object FROM version WHERE rowid = ?)",
                    arguments: [row])
                condition.add(.values, "what is kept of \((id ?? "an object").prefix(200)) is not JSON")
            }
        }
        look(.references) {
            let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
            while let row = try rows.next() {
                let table: String = try row[0]
                let parent: String = try row[2]
                condition.add(.references, "a row of \(table) refers to a row of \(parent) that is not there")
            }
            // Lines of lists have no object, and no foreign key says so of a table of statements.
            for (parent, stated) in [("source", "true"), ("object", "object > 0")] {
                let stray =
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT count(*) FROM indicator
                            WHERE \(stated) AND \(parent) NOT IN (SELECT id FROM \(parent))
                            """) ?? 0
                if stray == 0 { continue }
                let rows = "\(stray) \(stray == 1 ? "row" : "rows") of indicator"
                condition.add(.references, "the \(parent) of \(rows) is not there")
            }
        }
        if version >= 4 {
            look(.releases) {
                if let fault = try releaseLogFault(db) { condition.add(.releases, "\(fault)") }
            }
        }
        if version >= 5 {
            look(.places) {
                let stray =
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM version
                                WHERE version.object = entry.object AND version.modified = entry.modified)
                            """) ?? 0
                if stray > 0 {
                    condition.add(.places, "\(stray) places in collections lead to versions that are not there")
                }
            }
        }
    }

    /// The numbers of the rows of versions whose bytes are there and are no JSON.
    static func unreadableVersions(_ db: Database) throws -> [Int64] {
        var found: [Int64] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT rowid, original FROM version WHERE length(original) > 0")
        while let row = try rows.next() {
            let original = try row.bytes(1)
            if (try? JSONValue(original.span)) == nil { found.append(try row[0]) }
        }
        return found
    }

    /// Refuses a file with a trigger or a view that this program has not made: it would run whenever a table is written or read.
    static func requireOwnStatements(_ db: Database, path: String) throws {
        for (name, sql) in try objects(db, of: "WHERE type IN ('trigger', 'view')") where !Schema.triggers.contains(sql)
        {
            throw StoreError.damaged(path: path, reason: "\(name) is not Tamga's; “tamga store repair” leaves it out")
        }
    }

    /// Tables, indexes and triggers with the statements that made them.
    private static func objects(_ db: Database, of kinds: String = "") throws -> [String: String] {
        var found: [String: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT type, name, ifnull(sql, '') FROM sqlite_master \(kinds)") {
            found["the \(try row[0] as String) \(try row[1] as String)"] = try row[2]
        }
        return found
    }

    /// What a store of a version has.
    private static func expectedObjects(_ version: Int) throws -> [(name: String, sql: String)] {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue, upTo: "\(min(version, Schema.version))")
        return try queue.read { db in try objects(db) }.sorted { $0.key < $1.key }.map { (name: $0.key, sql: $0.value) }
    }
}
