import FoundationEssentials
import GRDB
import TamgaModel

/// What Tamga knows and has seen, in one SQLite file: STIX objects as they came, indicators with every
/// provenance, false positives, sightings and runs.
///
/// Any number of threads may call one store, and any number of processes may open one file: readers never
/// wait, writers wait for one another. Whatever is written is written in transactions that a killed process
/// leaves whole or not at all. The closures given to a store's methods must not call the same store.
public final class Store: Sendable {
    /// Whether a store may be written.
    public enum Access: Hashable, Sendable {
        /// The file is made where it is missing, and brought up to this version where it is older.
        case readWrite
        /// The file must be there, and be of this version. Its folder need not be writable; where it is not, nobody may
        /// write the store while it is open.
        case readOnly
    }

    /// The version of the tables that this program makes and writes.
    public static var version: Int { Schema.version }

    /// The file, as an absolute path.
    public let path: String

    let pool: DatabasePool
    /// Where the file stood when it was opened.
    let place: Place?

    /// Opens or makes a store.
    ///
    /// A missing folder is made with mode 0700, a missing file with 0600.
    ///
    /// - Parameters:
    ///   - path: The file; a relative path is seen from the current folder.
    ///   - access: Whether it may be written.
    ///   - patience: Seconds that a write waits while another process writes; after them it throws
    ///     ``StoreError/inUse(path:)``.
    /// - Throws: ``StoreError``. A file that is no store, or a newer one, is left as it is.
    public init(path: String, access: Access = .readWrite, patience: Double = 60) throws(StoreError) {
        let path = Self.absolute(path)
        self.path = path
        do {
            let version = try Self.inspect(path, patience: patience)
            if access == .readOnly, version == nil {
                throw StoreError.cannotOpen(path: path, reason: "there is no such file")
            }
            if let version, version < Schema.version, access == .readOnly {
                throw StoreError.olderVersion(path: path, found: version, supported: Schema.version)
            }
            if version == nil { try Self.makeFile(path) }
            let configuration = Self.configuration(readonly: access == .readOnly, patience: patience)
            pool = try Self.open(path, configuration, isReady: version == Schema.version)
            place = Place(path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Grows by one with each committed batch that changes what the matcher would see: indicators or false
    /// positives. 0 in a new store.
    public func revision() throws(StoreError) -> Int64 {
        try read { db in try Self.revision(db) }
    }

    static func revision(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = 'revision'")) ?? 0
    }

    /// Marks what has been written in this transaction as something the matcher would see.
    static func setRevision(_ db: Database, _ revision: Int64) throws {
        try db.execute(sql: "UPDATE meta SET value = ? WHERE key = 'revision'", arguments: [revision])
    }

    /// Reads in one consistent view of the file.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// Writes in one transaction.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.write(body) } catch { throw StoreError(error, path: path) }
    }

    /// Reads with a caller's closure inside: its own errors come out as they are.
    func readPassing(_ body: (Database) throws -> Void) throws {
        do {
            try pool.read(body)
        } catch  where StoreError.isOfStore(error) {
            throw StoreError(error, path: path)
        }
    }
}
