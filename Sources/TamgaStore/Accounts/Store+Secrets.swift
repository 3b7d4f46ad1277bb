import FoundationEssentials
import GRDB
import TamgaUUID

extension Store {
    /// A secret of this store, such as the one that cursors are signed with: 32 random bytes that are made the first
    /// time that somebody asks.
    public func secret(_ name: String) throws(StoreError) -> [UInt8] {
        let known = try read { db in
            try Data.fetchOne(db, sql: "SELECT value FROM secret WHERE name = ?", arguments: [name])
        }
        if let known { return Array(known) }
        return try write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO secret VALUES (?, ?)", arguments: [name, Data(RandomBytes.make(32))])
            let value = try Data.fetchOne(db, sql: "SELECT value FROM secret WHERE name = ?", arguments: [name])
            return Array(value ?? Data())
        }
    }
}
