import GRDB

extension Store {
    /// How many statements in force are lines of plain lists, which have no STIX object.
    ///
    /// - Complexity: O(statements).
    public func lineCount() throws(StoreError) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM indicator WHERE object = 0 AND state = 0") ?? 0
        }
    }
}
