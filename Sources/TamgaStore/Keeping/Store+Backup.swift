import FoundationEssentials
import GRDB

extension Store {
    /// Copies the store into a new file, while it is in use: what the copy has is the state of one moment, and nobody waits.
    ///
    /// The copy is one file without a write-ahead log, with mode 0600, and is read once before this returns. It opens as a
    /// store does.
    ///
    /// - Parameter file: A path at which there is nothing.
    /// - Returns: The copy's size in bytes.
    /// - Throws: ``StoreError``; the new file is removed. A store that is damaged is not copied.
    /// - Complexity: O(bytes of the store).
    public func backUp(to file: String) throws(StoreError) -> Int64 {
        let file = Self.absolute(file)
        let manager = FileManager.default
        guard !manager.fileExists(atPath: file) else {
            throw .cannotOpen(path: file, reason: "there is a file of that name")
        }
        do {
            try Self.makeFile(file)
            let queue = try DatabaseQueue(path: file)
            // Each step copies what is there of one moment: a read transaction holds it.
            try pool.backup(to: queue)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                let verdict = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") ?? ""
                guard verdict == "ok" else { throw StoreError.damaged(path: path, reason: verdict) }
            }
            try queue.close()
            return Int64((try manager.attributesOfItem(atPath: file))[.size] as? UInt64 ?? 0)
        } catch {
            for ending in ["", "-journal", "-wal", "-shm"] { try? manager.removeItem(atPath: file + ending) }
            // SQLite names the error, not the file: what the copy lacks is room or a right in its own folder.
            let cause = StoreError(error, path: path)
            switch cause {
            case .storage(_, let reason): throw .storage(path: file, reason: reason)
            case .cannotOpen(_, let reason): throw .cannotOpen(path: file, reason: reason)
            default: throw cause
            }
        }
    }
}
