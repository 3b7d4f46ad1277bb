import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// Adds a webhook.
    ///
    /// - Returns: false where the name is taken; then nothing is changed.
    public func addWebhook(_ webhook: Webhook) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO webhook (name, recipient, url, secret, created) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    webhook.name, webhook.recipient, webhook.url, Data(webhook.secret), webhook.created.microseconds,
                ])
            return db.changesCount > 0
        }
    }

    /// Every webhook, by name.
    public func webhooks() throws(StoreError) -> [Webhook] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT name, recipient, url, secret, created FROM webhook ORDER BY name").map {
                try Webhook(
                    name: $0[0], recipient: $0[1], url: $0[2], secret: $0.bytes(3),
                    created: $0.timestamp(4))
            }
        }
    }

    /// Removes a webhook and what waits for it.
    ///
    /// - Returns: false where there is none of this name.
    public func removeWebhook(named name: String) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(sql: "DELETE FROM delivery WHERE webhook = ?", arguments: [name])
            try db.execute(sql: "DELETE FROM webhook WHERE name = ?", arguments: [name])
            return db.changesCount > 0
        }
    }

    /// Notes sightings that a webhook is to be told of: those that it was not told of in this version become due now.
    ///
    /// - Returns: how many became due.
    public func noteDeliveries(
        _ sightings: some Sequence<(id: String, modified: Timestamp)>, webhook: String, at time: Timestamp
    ) throws(StoreError) -> Int {
        try write { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO delivery (webhook, sighting, modified, attempts, due, delivered)
                    VALUES (?1, ?2, ?3, 0, ?4, NULL)
                    ON CONFLICT (webhook, sighting) DO UPDATE
                    SET modified = ?3, attempts = 0, due = ?4, delivered = NULL WHERE modified < ?3
                    """)
            var count = 0
            for sighting in sightings {
                try statement.execute(arguments: [
                    webhook, sighting.id, sighting.modified.microseconds, time.microseconds,
                ])
                count += db.changesCount
            }
            return count
        }
    }

    /// What is due by a time, the longest due first.
    public func dueDeliveries(
        webhook: String, by time: Timestamp, limit: Int = 10_000
    ) throws(StoreError) -> [DueDelivery] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sighting, modified, attempts FROM delivery
                    WHERE webhook = ? AND delivered IS NULL AND due <= ? ORDER BY due, sighting LIMIT ?
                    """, arguments: [webhook, time.microseconds, limit]
            ).map { try DueDelivery(sighting: $0[0], modified: $0.timestamp(1), attempts: $0.count(2)) }
        }
    }

    /// Takes a post that is due for oneself: until a time it is due to nobody else.
    ///
    /// - Returns: false where it is not due any more: another has it, or has sent it, or it has a newer version.
    public func claim(
        _ delivery: DueDelivery, webhook: String, at time: Timestamp, until end: Timestamp
    ) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET due = ?
                    WHERE webhook = ? AND sighting = ? AND modified = ? AND delivered IS NULL AND due <= ?
                    """,
                arguments: [
                    end.microseconds, webhook, delivery.sighting, delivery.modified.microseconds, time.microseconds,
                ])
            return db.changesCount > 0
        }
    }

    /// Notes that a post was taken, unless a newer version has become due meanwhile.
    public func noteDelivered(
        _ delivery: DueDelivery, webhook: String, at time: Timestamp
    ) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET attempts = attempts + 1, delivered = ?
                    WHERE webhook = ? AND sighting = ? AND modified = ?
                    """,
                arguments: [time.microseconds, webhook, delivery.sighting, delivery.modified.microseconds])
        }
    }

    /// Notes that a post was tried in vain, and when it is due again.
    public func noteFailed(_ delivery: DueDelivery, webhook: String, due: Timestamp) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE delivery SET attempts = attempts + 1, due = ?
                    WHERE webhook = ? AND sighting = ? AND modified = ? AND delivered IS NULL
                    """,
                arguments: [due.microseconds, webhook, delivery.sighting, delivery.modified.microseconds])
        }
    }

    /// How far each webhook's posts are, by its name.
    public func deliveryTallies() throws(StoreError) -> [String: DeliveryTally] {
        try read { db in
            var tallies: [String: DeliveryTally] = [:]
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT webhook, count(delivered), count(*) - count(delivered), sum(delivered IS NULL AND attempts > 0)
                    FROM delivery GROUP BY webhook
                    """)
            for row in rows {
                var tally = DeliveryTally()
                tally.delivered = try row[1]
                tally.waiting = try row[2]
                tally.failing = try row[3]
                tallies[try row[0]] = tally
            }
            return tallies
        }
    }
}
