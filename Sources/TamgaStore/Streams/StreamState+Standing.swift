import FoundationEssentials
import GRDB
public import TamgaModel

extension StreamState {
    /// What was remembered of correlations when the stream was last kept; `nil` where nothing was.
    public func correlationStanding() throws(StoreError) -> CorrelationStanding? {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, part FROM standing ORDER BY number")
            guard let first = rows.first else { return nil }
            let key: String = try first[0]
            var names: [Int: String] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT log, name FROM standing_log") {
                names[try row[0]] = try row[1]
            }
            return CorrelationStanding(key: key, parts: try rows.map { try $0.bytes(1) }, names: names)
        }
    }

    static func keep(_ standing: CorrelationStanding, _ db: Database) throws {
        if standing.isAnew {
            try db.execute(sql: "DELETE FROM standing")
            try db.execute(sql: "DELETE FROM standing_log")
        }
        for part in standing.parts {
            try db.cachedStatement(sql: "INSERT INTO standing (key, part) VALUES (?, ?)")
                .execute(arguments: [standing.key, Data(part)])
        }
        for (log, name) in standing.names {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO standing_log VALUES (?, ?)")
                .execute(arguments: [log, name])
        }
    }
}
