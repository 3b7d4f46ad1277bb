import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// Lists statements in the order of type and value.
    ///
    /// - Complexity: O(statements) unless the query names a value; half a second for a text in a million.
    public func indicators(matching query: IndicatorQuery) throws(StoreError) -> [StoredIndicator] {
        let filter = IndicatorFilter(query)
        return try read { db in
            try Self.statements(
                db, where: filter.sql, filter.arguments, limit: max(0, query.limit), offset: max(0, query.offset))
        }
    }

    /// How many statements a query finds, its limit and offset aside.
    public func indicatorCount(matching query: IndicatorQuery) throws(StoreError) -> Int {
        let filter = IndicatorFilter(query)
        return try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM indicator WHERE \(filter.sql)",
                arguments: StatementArguments(filter.arguments)) ?? 0
        }
    }

    /// What the store has under a STIX id, whether the id came with an object or was derived; `nil` where there
    /// is none.
    ///
    /// - Complexity: O(log n) for an object's id, O(statements) for a derived one.
    public func indicator(id: String) throws(StoreError) -> IndicatorDetail? {
        try read { db in
            let selection = try Selection(db, id: id)
            let statements = try selection.map { try Self.statements(db, where: $0.sql, $0.arguments) } ?? []
            let detail = try Self.detail(db, statements: statements, ids: [id])
            return detail.statements.isEmpty && detail.objects.isEmpty ? nil : detail
        }
    }

    /// What the store has on a value; `nil` where there is nothing.
    public func indicator(observable: Observable) throws(StoreError) -> IndicatorDetail? {
        try read { db in
            let selection = Selection(observable: observable)
            let statements = try Self.statements(db, where: selection.sql, selection.arguments)
            if statements.isEmpty { return nil }
            return try Self.detail(db, statements: statements, ids: Set(statements.compactMap(\.objectID)).sorted())
        }
    }

    static func statements(
        _ db: Database, where condition: String, _ arguments: [(any DatabaseValueConvertible)?], limit: Int = -1,
        offset: Int = 0
    ) throws -> [StoredIndicator] {
        var statements: [StoredIndicator] = []
        try forEachStatement(db, where: condition, arguments, limit: limit, offset: offset) { statements.append($0) }
        return statements
    }

    static func forEachStatement(
        _ db: Database, where condition: String, _ arguments: [(any DatabaseValueConvertible)?], limit: Int = -1,
        offset: Int = 0, _ body: (StoredIndicator) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT type, value, state, producer, confidence, marking, valid_from, valid_until, name, labels,
                    kill_chain, withdrawn, revision,
                    (SELECT name FROM source WHERE id = indicator.source),
                    CASE WHEN object > 0 THEN (SELECT stix_id FROM object WHERE id = indicator.object) END,
                    CASE WHEN object > 0 THEN (SELECT current FROM object WHERE id = indicator.object)
                        WHEN valid_from IS NULL THEN (SELECT last_imported FROM source WHERE id = indicator.source) END
                FROM indicator WHERE \(condition)
                ORDER BY type, value, object, source LIMIT \(limit) OFFSET \(offset)
                """, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            guard let type = ObservableType(rawValue: try row[0]) else { continue }
            let columns = try StatementRow(row, state: row[2], from: 3)
            try body(
                try StoredIndicator(
                    observable: Observable(type: type, canonicalBytes: row.bytes(1)), objectID: row[14],
                    producer: columns.producer, source: row[13], state: columns.state, withdrawn: columns.withdrawn,
                    confidence: columns.confidence, marking: columns.marking, validity: columns.validity,
                    name: columns.name, labels: StringList.decoded(columns.labels),
                    killChainPhases: StringList.decoded(columns.killChain), revision: row[12],
                    stated: [columns.validity.from, row.time(15)].compactMap { $0 }.max()))
        }
    }

    private static func detail(_ db: Database, statements: [StoredIndicator], ids: [String]) throws -> IndicatorDetail {
        var detail = IndicatorDetail(statements: statements, objects: [], sources: [])
        var sources: Set<String> = []
        for id in ids {
            try forEachObject(db, matching: ObjectQuery(ids: [id], includesHistory: true)) { detail.objects.append($0) }
            sources.formUnion(
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT source.name FROM object JOIN provenance ON provenance.object = object.id
                            JOIN source ON source.id = provenance.source WHERE stix_id = ?
                        """, arguments: [id]))
        }
        detail.sources = sources.sorted()
        return detail
    }
}
