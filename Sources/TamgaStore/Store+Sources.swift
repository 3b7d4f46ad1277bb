import GRDB
public import TamgaModel

extension Store {
    /// The feeds and files that were imported, by name and producer.
    public func sources() throws(StoreError) -> [SourceSummary] {
        try read { db in
            let tallies = try Tallies.current(db).sources
            var objects: [Int64: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT source, count(*) FROM provenance GROUP BY source") {
                objects[try row[0]] = try row[1]
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, name, producer, format, first_imported, last_imported FROM source
                    ORDER BY name, producer
                    """)
            return try rows.map { row in
                let id: Int64 = try row[0]
                let tally = tallies[id] ?? (0, 0)
                return try SourceSummary(
                    name: row[1], producer: row.member(2), format: row[3],
                    firstImported: row.timestamp(4), lastImported: row.timestamp(5),
                    indicators: tally.live, indicatorsRevoked: tally.total - tally.live, objects: objects[id] ?? 0)
            }
        }
    }

    /// Names producers anew after the community's identities have changed.
    ///
    /// - Parameter identities: Whom each `identity--…` speaks for.
    /// - Returns: How many indicators have another producer now.
    public func resolveProducers(identities: [String: MemberState]) throws(StoreError) -> Int {
        try write { db in
            let revision = try DamagedValue.next(after: Self.revision(db))
            var hasChanged = false
            let resolved = try ProducerResolution.run(db, identities: identities, revision: revision) {
                hasChanged = true
            }
            if hasChanged {
                try Self.setRevision(db, revision)
                try Tallies.invalidate(db)
            }
            return resolved
        }
    }
}
