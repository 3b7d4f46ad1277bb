import GRDB

/// What a column may hold, beyond what its table asks for: what a reader would call damaged, a check finds and a repair
/// leaves out.
struct ColumnBounds {
    /// What its values are.
    enum Kind {
        /// How many there are of something; see ``GRDB/Row/counts``.
        case count
        /// How often something has happened, in those rows of `meta` that say so.
        case counter
        /// A time in microseconds; see ``GRDB/Row/times``.
        case time
        /// A number of one byte.
        case byte
        /// Counts by name, as a JSON object.
        case counts
        /// A JSON array of ``UndecidedRow``.
        case undecided
        /// A key of 32 bytes.
        case secret
    }

    let table: String
    let column: String
    let kind: Kind

    /// The columns with bounds, of every version of the tables.
    static let all: [ColumnBounds] = [
        ("meta", .counter, "value"),
        ("source", .time, "first_imported last_imported"),
        ("object", .time, "current"),
        ("version", .time, "modified added"),
        ("indicator", .time, "valid_from valid_until withdrawn"),
        ("indicator", .byte, "type confidence marking"),
        ("shared_tally", .count, "observables"),
        ("source_tally", .count, "live total"),
        ("run", .time, "finished"),
        ("run", .count, "matched unmatched unparsed late refused files unreadable_files bytes hits outside_validity"),
        ("run", .count, "rule_hits rules_run rules_not_run correlation_hits"),
        ("run", .counts, "suppressed suppressed_by_observer refused_by_observer shared"),
        ("run", .undecided, "undecided"),
        ("sighting", .time, "first_seen last_seen recorded"),
        ("sighting", .count, "count"),
        ("sighting", .byte, "type confidence marking"),
        ("rule_sighting", .time, "first_seen last_seen recorded"),
        ("rule_sighting", .count, "count"),
        ("correlation_sighting", .time, "first_seen last_seen recorded"),
        ("correlation_sighting", .count, "count records"),
        ("release", .time, "time"),
        ("release", .count, "number items"),
        ("release", .counts, "released withheld"),
        ("release_item", .time, "modified"),
        ("entry", .time, "added modified"),
        ("secret", .secret, "value"),
        ("account", .time, "created removed"),
        ("feed", .time, "fetched"),
        ("webhook", .time, "created"),
        ("delivery", .time, "modified"),
        ("delivery", .count, "attempts"),
    ].flatMap { (table: String, kind: Kind, columns: String) in
        columns.split(separator: " ").map { ColumnBounds(table: table, column: String($0), kind: kind) }
    }

    /// Those whose columns a database has, by table.
    static func all(in db: Database) throws -> [String: [ColumnBounds]] {
        let found = try Row.fetchAll(
            db,
            sql: """
                SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'
                """)
        let columns = try Set(found.map { "\(try $0[0] as String).\(try $0[1] as String)" })
        return Dictionary(grouping: all.filter { columns.contains("\($0.table).\($0.column)") }, by: \.table)
    }

    /// What is wrong with a value that is not within the bounds.
    var fault: String {
        switch kind {
        case .count, .counter: "a count is below zero or beyond all measure"
        case .time: "a time is not in the years 1 to 9999"
        case .byte: "a number is beyond what it can be"
        case .counts: "counts are not a JSON object of numbers"
        case .undecided: "undecided rules are not a JSON array of them"
        case .secret: "a secret has not the length of one"
        }
    }

    /// The condition of SQL for a row whose value is not within the bounds.
    var isBroken: String {
        switch kind {
        case .count: Self.isOutside("\"\(column)\"", Row.counts)
        case .counter: "\"key\" IN ('revision', 'releases') AND \(Self.isOutside("\"\(column)\"", Row.counts))"
        case .time: Self.isOutside("\"\(column)\"", Row.times)
        case .byte: Self.isOutside("\"\(column)\"", 0...255)
        case .counts:
            """
            CASE WHEN json_valid("\(column)") AND json_type("\(column)") = 'object' THEN EXISTS (
                SELECT 1 FROM json_each("\(column)") AS e
                WHERE e.type <> 'integer' OR \(Self.isOutside("e.value", Row.counts)))
            ELSE 1 END
            """
        case .undecided:
            """
            CASE WHEN json_valid("\(column)") AND json_type("\(column)") = 'array' THEN EXISTS (
                SELECT 1 FROM json_each("\(column)") AS e
                WHERE e.type <> 'object' OR ifnull(json_type(e.value, '$.records'), '') <> 'integer'
                    OR \(Self.isOutside("json_extract(e.value, '$.records')", Row.counts)))
            ELSE 1 END
            """
        case .secret: "length(\"\(column)\") <> 32"
        }
    }

    private static func isOutside(_ value: String, _ range: ClosedRange<Int64>) -> String {
        "\(value) NOT BETWEEN \(range.lowerBound) AND \(range.upperBound)"
    }

    /// The bounds that rows of a table are outside of, and how many rows.
    ///
    /// - Complexity: One pass over the table.
    static func broken(_ db: Database, in table: String, _ bounds: [ColumnBounds]) throws -> [(ColumnBounds, Int)] {
        let counts = bounds.map { "count(*) FILTER (WHERE \($0.isBroken))" }.joined(separator: ", ")
        guard let row = try Row.fetchOne(db, sql: "SELECT \(counts) FROM \"\(table)\"") else { return [] }
        return try bounds.enumerated().map { ($1, try row[$0] as Int) }.filter { $0.1 > 0 }
    }

    /// Removes the rows of a table whose values are not within their bounds.
    ///
    /// - Returns: How many there were.
    static func removeBroken(_ db: Database, from table: String) throws -> Int {
        guard let bounds = try all(in: db)[table] else { return 0 }
        let conditions = bounds.map { "(\($0.isBroken))" }.joined(separator: " OR ")
        try db.execute(sql: "DELETE FROM \"\(table)\" WHERE \(conditions)")
        return db.changesCount
    }
}
