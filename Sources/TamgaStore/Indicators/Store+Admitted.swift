import GRDB

extension Store {
    /// The statements that a query finds and that are let through, its limit and offset counted among these: pages have
    /// no gaps and no repeats.
    ///
    /// - Returns: the page, and how many there are in all.
    /// - Complexity: O(statements); memory for the page.
    public func indicators(
        matching query: IndicatorQuery, where isAdmitted: (StoredIndicator) -> Bool
    ) throws(StoreError) -> (page: [StoredIndicator], count: Int) {
        let filter = IndicatorFilter(query)
        return try read { db in
            var page: [StoredIndicator] = []
            var count = 0
            try Self.forEachStatement(db, where: filter.sql, filter.arguments) { statement in
                guard isAdmitted(statement) else { return }
                if count >= query.offset, page.count < query.limit { page.append(statement) }
                count += 1
            }
            return (page, count)
        }
    }
}
