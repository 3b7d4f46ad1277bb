import FoundationEssentials
import GRDB
import TamgaUUID

extension Store {
    /// A secret of this store, such as the one that cursors are signed with: 32 random bytes that are made the first
    /// time that somebody asks.
    public func secret(_ name: String) throws(StoreError) -> [UInt8] {
        if let known = try read({ db in try Self.secret(name, db) }) { return known }
        return try write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO secret VALUES (?, ?)", arguments: [name, Data(RandomBytes.make(32))])
            guard let value = try Self.secret(name, db) else { throw DamagedValue("a secret is not kept") }
            return value
        }
    }

    /// One that was shortened could be guessed, and is none.
    private static func secret(_ name: String, _ db: Database) throws -> [UInt8]? {
        let row = try Row.fetchOne(db, sql: "SELECT value FROM secret WHERE name = ?", arguments: [name])
        guard let value = try row?.bytes(0) else { return nil }
        if value.count != 32 { throw DamagedValue("a secret has not the length of one") }
        return value
    }
}
