import FoundationEssentials
import GRDB
import Glibc
import Synchronization
import TamgaModel

extension Store {
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// Every pragma of every connection.
    static func configuration(readonly: Bool, patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // A killed process loses nothing that was committed; a power cut may lose the last commits, never the
            // file. Debian's SQLite overwrites what it deletes unless told otherwise.
            try db.execute(
                sql: """
                    PRAGMA synchronous = NORMAL;
                    PRAGMA secure_delete = OFF;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = \(db.configuration.readonly ? -16_384 : -98_304);
                    PRAGMA wal_autocheckpoint = 16384;
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        return configuration
    }

    /// Opens the file, and brings it up to this version unless it is.
    ///
    /// Where several processes make the same store at once, one wins, and the others fail in one of several ways;
    /// they try again until the winner is done.
    static func open(_ path: String, _ configuration: Configuration, isReady: Bool) throws -> DatabasePool {
        var attempts = isReady ? 1 : 100
        while true {
            attempts -= 1
            do {
                let name = configuration.readonly ? readingName(path) : path
                let pool = try DatabasePool(path: name, configuration: configuration)
                try pool.read { try requireOwnStatements($0, path: path) }
                if !configuration.readonly, !isReady { try Schema.migrator.migrate(pool) }
                return pool
            } catch let error as StoreError {
                throw error
            } catch  where attempts > 0 {
                usleep(20_000)
            }
        }
    }

    /// The name by which SQLite opens a file for reading.
    ///
    /// SQLite makes files of its own beside a store. Where nobody may make any, and none is there, it is told that the
    /// store does not change while it is read (https://www.sqlite.org/wal.html#read_only_databases).
    static func readingName(_ path: String) -> String {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        let manager = FileManager.default
        let journal = (try? manager.attributesOfItem(atPath: path + "-wal"))?[.size] as? UInt64
        if manager.isWritableFile(atPath: String(folder)) || (journal ?? 0) > 0 { return path }
        return URL(filePath: path).absoluteString + "?immutable=1"
    }

    /// Says what kind of file there is without changing it.
    ///
    /// - Parameter application: what SQLite's `application_id` must say.
    /// - Returns: The store's version; 0 where the file is empty; `nil` where there is none.
    static func inspect(
        _ path: String, patience: Double, application expected: Int32 = Schema.applicationID
    ) throws -> Int? {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        if isFolder { throw StoreError.cannotOpen(path: path, reason: "it is a folder") }
        // A pipe would be waited for, and a device be written to.
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        let type = try FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
        guard type == .typeRegular else { throw StoreError.cannotOpen(path: path, reason: "it is no regular file") }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw StoreError.cannotOpen(path: path, reason: "permission denied")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(patience)
        let queue = try DatabaseQueue(path: readingName(path), configuration: configuration)
        let (application, version, tables) = try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") ?? 0
            )
        }
        try queue.close()
        if application == 0, version == 0, tables == 0 { return 0 }
        guard application == expected, version > 0 else { throw StoreError.notAStore(path: path) }
        guard version <= Schema.version else {
            throw StoreError.newerVersion(path: path, found: version, supported: Schema.version)
        }
        return version
    }

    /// Makes an empty file that only its owner may read, and the folders above it.
    static func makeFile(_ path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw StoreError.cannotOpen(path: path, reason: "its folder cannot be made")
            }
        }
        // Never over a file that another process has made meanwhile; and never, not even for a moment, one that others may
        // open: who has opened it can read what comes later.
        makingFiles.withLock { _ in
            let before = umask(0o077)
            defer { umask(before) }
            try? Data().write(to: URL(filePath: path), options: .withoutOverwriting)
        }
    }

    /// One at a time, since the mask is the whole process's.
    private static let makingFiles = Mutex(())
}
