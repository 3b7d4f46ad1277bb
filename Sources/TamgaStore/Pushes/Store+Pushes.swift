import GRDB
public import TamgaModel

extension Store {
    /// Keeps what became of objects that were handed in, for whoever handed them in.
    ///
    /// - Parameters:
    ///   - id: A UUID.
    ///   - status: The status resource as JSON (TAXII 2.1 §4.3).
    public func keepPush(
        _ id: String, of account: String, to collection: String, at time: Timestamp, status: [UInt8]
    ) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: "INSERT INTO push (id, account, collection, received, status) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, account, collection, time.microseconds, String(decoding: status, as: UTF8.self)])
        }
    }

    /// The status resource of a push; `nil` where there is none of this account.
    public func push(_ id: String, of account: String) throws(StoreError) -> [UInt8]? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT status FROM push WHERE id = ? AND account = ?", arguments: [id, account]
            ).map { Array((try $0[0] as String).utf8) }
        }
    }

    /// Forgets pushes that came before a time.
    ///
    /// - Returns: How many.
    @discardableResult
    public func forgetPushes(before time: Timestamp) throws(StoreError) -> Int {
        try write { db in
            try db.execute(sql: "DELETE FROM push WHERE received < ?", arguments: [time.microseconds])
            return db.changesCount
        }
    }
}
