import FoundationEssentials
import GRDB
import TamgaModel

/// What a stream must know to go on after it was ended at any moment: how far each file was read, how long the output
/// was, and what has been found so far.
///
/// One process has a state file open at a time. Each step is one transaction, which a killed process leaves whole or
/// not at all.
public final class StreamState: Sendable {
    /// The file, as an absolute path; `nil` for a state that ends with the process.
    public let path: String?

    let queue: DatabaseQueue

    /// Opens or makes a state file.
    ///
    /// - Parameter path: the file; without one, the state lies in a file without a name that ends with the process.
    /// - Throws: ``StoreError``. A file that is something else, or damaged, is left as it is.
    public init(path: String?) throws(StoreError) {
        let absolute = path.map(Store.absolute)
        self.path = absolute
        let name = absolute ?? "a temporary file"
        do {
            if let absolute {
                let version = try Store.inspect(absolute, patience: 1, application: StreamSchema.applicationID)
                if version == nil { try Store.makeFile(absolute) }
            }
            queue = try DatabaseQueue(path: absolute ?? "", configuration: Self.configuration(isLasting: path != nil))
            try StreamSchema.migrator.migrate(queue)
            try queue.write { db in
                let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
                guard verdict == "ok" else { throw StoreError.damaged(path: name, reason: verdict) }
                // What a store has, and no log will add to.
                for table in ["tally", "rule_tally"] {
                    try db.execute(
                        sql: "DELETE FROM \(table) WHERE is_sent = 1 AND log NOT IN (SELECT log FROM position)")
                }
            }
        } catch {
            let error = StoreError(error, path: name)
            if case .notAStore = error { throw .notAState(path: name) }
            throw error
        }
    }

    private static func configuration(isLasting: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA journal_mode = \(isLasting ? "WAL" : "OFF");
                    PRAGMA synchronous = \(isLasting ? "NORMAL" : "OFF");
                    PRAGMA secure_delete = OFF;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cache_size = -8192;
                    PRAGMA wal_autocheckpoint = 1000;
                    """)
        }
        return configuration
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.read(body) } catch { throw StoreError(error, path: path ?? "a temporary file") }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.write(body) } catch { throw StoreError(error, path: path ?? "a temporary file") }
    }
}
