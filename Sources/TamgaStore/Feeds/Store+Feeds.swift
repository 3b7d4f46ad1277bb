import GRDB
public import TamgaModel

extension Store {
    private static let feedColumns = "name, url, kind, settings, place, fetched, outcome"

    private static func feed(_ row: Row) throws -> StoredFeed {
        var feed = try StoredFeed(name: row[0], url: row[1], kind: row[2], settings: row[3])
        feed.place = try row[4]
        feed.fetched = try row.time(5)
        feed.outcome = try row[6]
        return feed
    }

    /// Every feed, by name.
    public func feeds() throws(StoreError) -> [StoredFeed] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.feedColumns) FROM feed ORDER BY name").map(Self.feed)
        }
    }

    /// The feed of a name; `nil` where there is none.
    public func feed(named name: String) throws(StoreError) -> StoredFeed? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT \(Self.feedColumns) FROM feed WHERE name = ?", arguments: [name])
                .map(Self.feed)
        }
    }

    /// Adds a feed.
    ///
    /// - Returns: false where the name is taken; then nothing is changed.
    public func addFeed(_ feed: StoredFeed) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO feed (name, url, kind, settings) VALUES (?, ?, ?, ?)",
                arguments: [feed.name, feed.url, feed.kind, feed.settings])
            return db.changesCount > 0
        }
    }

    /// Removes a feed; what came by it stays.
    ///
    /// - Returns: false where there is none of this name.
    public func removeFeed(named name: String) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(sql: "DELETE FROM feed WHERE name = ?", arguments: [name])
            return db.changesCount > 0
        }
    }

    /// Notes where a feed stopped; `nil` forgets it. A feed that was removed meanwhile stays removed.
    public func setPlace(_ place: String?, ofFeed name: String) throws(StoreError) {
        try write { db in
            try db.execute(sql: "UPDATE feed SET place = ? WHERE name = ?", arguments: [place, name])
        }
    }

    /// Notes what came of fetching a feed.
    public func setOutcome(_ outcome: String, ofFeed name: String, at time: Timestamp) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: "UPDATE feed SET fetched = ?, outcome = ? WHERE name = ?",
                arguments: [time.microseconds, outcome, name])
        }
    }
}
