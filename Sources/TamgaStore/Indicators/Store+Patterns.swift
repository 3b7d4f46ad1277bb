import GRDB

extension Store {
    /// How many indicators in force state a pattern in place of a list of values.
    public func patternCount() throws(StoreError) -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM object WHERE id IN (\(Queries.patterns)) AND state = 0") ?? 0
        }
    }
}
