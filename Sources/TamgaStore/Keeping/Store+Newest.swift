import GRDB
public import TamgaModel

extension Store {
    /// The latest time that Tamga itself has written into the store: of an import, a run, a release, or a place in a
    /// collection. `nil` in a new store.
    ///
    /// A clock that is behind it was ahead once, or has been set back.
    public func newestTime() throws(StoreError) -> Timestamp? {
        try read { db in
            let newest = try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(time) FROM (
                        SELECT max(last_imported) AS time FROM source UNION ALL SELECT max(finished) FROM run
                        UNION ALL SELECT max(time) FROM release
                        UNION ALL SELECT value FROM meta WHERE key = 'last entry')
                    """)
            guard let newest, newest > 0 else { return nil }
            return try Row.timestamp(newest)
        }
    }
}
