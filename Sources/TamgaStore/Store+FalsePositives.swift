import GRDB
public import TamgaModel

extension Store {
    /// Adds entries to the lists they name. The revision grows where any of them was not there.
    ///
    /// - Returns: How many were not there.
    public func addFalsePositives(_ entries: some Sequence<FalsePositive>) throws(StoreError) -> Int {
        try write { db in
            let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO false_positive VALUES (?, ?, ?)")
            var added = 0
            for entry in entries {
                try insert.execute(arguments: [entry.list, entry.kind.rawValue, entry.value])
                added += db.changesCount
            }
            if added > 0 { try Self.setRevision(db, DamagedValue.next(after: Self.revision(db))) }
            return added
        }
    }

    /// Every entry, by list, kind and value.
    public func falsePositives() throws(StoreError) -> [FalsePositive] {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT kind, value, list FROM false_positive ORDER BY list, kind, value")
            var entries: [FalsePositive] = []
            while let row = try rows.next() {
                guard let kind = FalsePositive.Kind(rawValue: try row[0]) else { continue }
                entries.append(FalsePositive(kind: kind, value: try row[1], list: try row[2]))
            }
            return entries
        }
    }

    /// Removes a list. The revision grows where it had entries.
    ///
    /// - Returns: How many entries it had.
    public func removeFalsePositives(list: String) throws(StoreError) -> Int {
        try write { db in
            try db.execute(sql: "DELETE FROM false_positive WHERE list = ?", arguments: [list])
            let removed = db.changesCount
            if removed > 0 { try Self.setRevision(db, DamagedValue.next(after: Self.revision(db))) }
            return removed
        }
    }
}
