import GRDB

extension Store {
    /// How many statements in force are lines of plain lists on values of which no STIX object says anything.
    ///
    /// - Complexity: O(n log n) for n statements.
    public func lineCount() throws(StoreError) -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM indicator AS line WHERE object = 0 AND state = 0 AND NOT EXISTS (
                        SELECT 1 FROM indicator WHERE type = line.type AND value = line.value AND object > 0)
                    """) ?? 0
        }
    }
}
