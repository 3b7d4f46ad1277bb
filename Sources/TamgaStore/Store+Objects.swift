import FoundationEssentials
import GRDB
import TamgaModel

extension Store {
    /// Hands over STIX objects one by one, by id and then by `modified`: the bytes that came, untouched.
    ///
    /// Indicators that were withdrawn here are passed over, unless the query asks for history.
    ///
    /// - Throws: ``StoreError``, and whatever `body` throws.
    public func forEachObject(matching query: ObjectQuery, _ body: (StoredObject) throws -> Void) throws {
        try readPassing { db in try Self.forEachObject(db, matching: query, body) }
    }

    /// The objects of a query as an array; for queries that name ids.
    public func objects(matching query: ObjectQuery) throws(StoreError) -> [StoredObject] {
        try read { db in
            var objects: [StoredObject] = []
            try Self.forEachObject(db, matching: query) { objects.append($0) }
            return objects
        }
    }

    static func forEachObject(
        _ db: Database, matching query: ObjectQuery, _ body: (StoredObject) throws -> Void
    ) throws {
        var conditions: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        func add(_ column: String, among values: [String]) throws {
            if values.isEmpty { return }
            // One argument whatever the number of values: SQLite limits how many there may be.
            conditions.append("\(column) IN (SELECT value FROM json_each(?))")
            arguments.append(StringList.encoded(values))
        }
        try add("object.stix_id", among: query.ids)
        try add("object.type", among: query.types)
        if query.isPattern { conditions.append("object.id IN (\(Queries.patterns))") }
        if !query.relationshipsFrom.isEmpty { conditions.append("object.relation IS NOT NULL") }
        try add("object.relation_source", among: query.relationshipsFrom)
        if let producer = query.producer {
            conditions.append("object.producer = ?")
            arguments.append(producer.code)
        }
        if !query.includesHistory {
            let states = query.states.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")
            conditions.append("version.modified = object.current AND object.state IN (\(states))")
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT object.stix_id, object.type, version.modified, version.modified = object.current,
                    version.revoked, object.producer, source.name, version.added, version.original
                FROM object JOIN version ON version.object = object.id JOIN source ON source.id = version.source
                \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
                ORDER BY object.stix_id, version.modified
                """, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            try body(
                try StoredObject(
                    id: row[0], type: row[1], modified: row.timestamp(2), isCurrent: row[3],
                    isRevoked: row[4], producer: row.member(5), source: row[6],
                    added: row.timestamp(7), original: row.bytes(8)))
        }
    }
}
