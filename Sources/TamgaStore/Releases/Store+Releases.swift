import FoundationEssentials
import GRDB
import TamgaModel

extension Store {
    /// Writes a release into the log, in one transaction.
    ///
    /// The log grows with what recipients come to know, not with how often it is sent: an item is written the first
    /// time that a recipient has this version of it.
    ///
    /// - Parameter items: every version that goes out.
    /// - Returns: The entry.
    @discardableResult
    public func log(_ release: Release, items: some Sequence<ReleasedItem>) throws(StoreError) -> LoggedRelease {
        try write { db in try Self.append(db, release, items: items) }
    }

    /// Writes several releases into the log, in their order and in one transaction.
    public func log(_ releases: [(release: Release, items: [ReleasedItem])]) throws(StoreError) {
        try write { db in
            for (release, items) in releases { _ = try Self.append(db, release, items: items) }
        }
    }

    /// Those versions that a recipient has not had, as far as the log says.
    public func unreleased(
        _ items: some Sequence<ReleasedItem>, to recipient: String
    ) throws(StoreError) -> [ReleasedItem] {
        try read { db in
            let probe = try db.cachedStatement(
                sql: "SELECT 1 FROM release_item WHERE id = ? AND recipient = ? AND modified = ?")
            return try items.filter { item in
                try Int.fetchOne(probe, arguments: [item.id, recipient, item.modified.microseconds]) == nil
            }
        }
    }

    private static func append(
        _ db: Database, _ release: Release, items: some Sequence<ReleasedItem>
    ) throws -> LoggedRelease {
        let last = try Row.fetchOne(db, sql: "SELECT number, digest FROM release ORDER BY number DESC LIMIT 1")
        let number = try DamagedValue.next(after: last.map { try $0[0] as Int64 } ?? 0)
        let previous = try last?.bytes(1) ?? ReleaseChain.origin
        let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO release_item VALUES (?, ?, ?, ?)")
        for item in items {
            try insert.execute(arguments: [release.recipient, item.id, item.modified.microseconds, number])
        }
        let added = try ReleaseChain.items(db, of: number)
        let arguments: [any DatabaseValueConvertible] = [
            number, release.time.microseconds, release.recipient, release.door, release.actor, release.purpose,
            ReleaseCounts.encoded(release.released), ReleaseCounts.encoded(release.withheld), added.count,
        ]
        let row = try Row.fetchOne(
            db, sql: "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?", arguments: StatementArguments(arguments))
        let digest = try ReleaseChain.digest(after: previous, row ?? Row(), items: added.digest)
        try db.execute(
            sql: "INSERT INTO release (\(ReleaseChain.columns), digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: StatementArguments(arguments + [Data(digest)]))
        try db.execute(sql: "UPDATE meta SET value = ? WHERE key = 'releases'", arguments: [number])
        return LoggedRelease(number: number, release: release, itemsNew: added.count, digest: digest.hexadecimal)
    }

    /// The log, in its order.
    ///
    /// - Parameter recipient: only what went to this one.
    public func releases(to recipient: String? = nil) throws(StoreError) -> [LoggedRelease] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(ReleaseChain.columns), digest FROM release
                    WHERE ?1 IS NULL OR recipient = ?1 ORDER BY number
                    """, arguments: [recipient]
            ).map(Self.logged)
        }
    }

    /// Who has had an object, each version with the release that brought it first.
    public func releases(of id: String) throws(StoreError) -> [(item: ReleasedItem, entry: LoggedRelease)] {
        let columns = ReleaseChain.columns.split(separator: ", ").map { "release.\($0)" }.joined(separator: ", ")
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(columns), digest, release_item.id, modified
                    FROM release_item JOIN release ON release.number = release_item.release
                    WHERE release_item.id = ? ORDER BY number, modified
                    """, arguments: [id]
            ).map { row in
                (ReleasedItem(id: try row[10], modified: try row.timestamp(11)), try Self.logged(row))
            }
        }
    }

    /// Holds the log against its chain.
    ///
    /// - Returns: The first thing that is wrong; `nil` where nothing is. A log that was cut at its end and whose
    ///   store was changed to match cannot be told from one that never was longer: keep the last digest elsewhere.
    /// - Complexity: O(entries + items).
    public func releaseLogFault() throws(StoreError) -> ReleaseLogFault? {
        try read { db in try Self.releaseLogFault(db) }
    }

    static func releaseLogFault(_ db: Database) throws -> ReleaseLogFault? {
        var previous = ReleaseChain.origin
        var number: Int64 = 0
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(ReleaseChain.columns), digest FROM release ORDER BY number")
        while let row = try rows.next() {
            let its: Int64 = try row[0]
            guard its == number + 1 else { return .missing(before: its) }
            number = its
            let items = try ReleaseChain.items(db, of: its)
            let digest = try ReleaseChain.digest(after: previous, row, items: items.digest)
            guard try digest == row.bytes(9), try items.count == row[8] as Int else { return .changed(its) }
            previous = digest
        }
        let stray = try Int64.fetchOne(
            db, sql: "SELECT release FROM release_item WHERE release > ? OR release < 1 LIMIT 1",
            arguments: [number])
        if let stray { return .strayItems(stray) }
        let last = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'releases'") ?? 0
        return last == number ? nil : .cut(last: number)
    }

    private static func logged(_ row: Row) throws -> LoggedRelease {
        try LoggedRelease(
            number: row[0],
            release: Release(
                time: row.timestamp(1), recipient: row[2], door: row[3], actor: row[4], purpose: row[5],
                released: row.counts(6), withheld: row.counts(7)),
            itemsNew: row.count(8), digest: row.bytes(9).hexadecimal)
    }
}

/// Counts by reason, as a JSON object with its keys in order.
private enum ReleaseCounts {
    static func encoded(_ counts: [String: Int]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(counts)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension [UInt8] {
    /// Two lower-case digits a byte.
    fileprivate var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
