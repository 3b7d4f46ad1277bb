import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// When a run has recorded each sighting last, by the sighting's id.
    public func sightingTimes() throws(StoreError) -> [String: Timestamp] {
        try read { db in
            var times: [String: Timestamp] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT id, recorded FROM sighting")
            while let row = try rows.next() { times[try row[0]] = try row.timestamp(1) }
            return times
        }
    }

    /// The statements in force on each of some values, value by value in one view of the store.
    ///
    /// - Complexity: O(values · log n).
    public func statements(on values: some Sequence<Observable>) throws(StoreError) -> [StoredIndicator] {
        try read { db in
            var statements: [StoredIndicator] = []
            for value in Set(values) {
                statements += try Self.statements(
                    db, where: "type = ? AND value = ? AND state = 0", [value.type.rawValue, Data(value.bytes)])
            }
            return statements
        }
    }

    /// Takes objects out of force that are offered here, or puts them back: those who read do not find them any more.
    ///
    /// - Parameters:
    ///   - ids: objects that are no indicators; others are left as they are.
    ///   - isOffered: true to put them back.
    /// - Returns: How many have changed.
    public func setOffered(_ isOffered: Bool, ids: [String]) throws(StoreError) -> Int {
        let from: StatementState = isOffered ? .withdrawn : .live
        let to: StatementState = isOffered ? .live : .withdrawn
        return try write { db in
            try db.execute(
                sql: """
                    UPDATE object SET state = ? WHERE state = ? AND form IS NULL AND type <> 'indicator'
                        AND stix_id IN (SELECT value FROM json_each(?))
                    """, arguments: [to.rawValue, from.rawValue, StringList.encoded(ids)])
            return db.changesCount
        }
    }
}
