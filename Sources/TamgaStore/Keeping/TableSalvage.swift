import FoundationEssentials
import GRDB

/// Copies what can be read of one table of a damaged file.
///
/// The table's own tree is walked from its first key on and from its last one back, each until a page cannot be read; then
/// what lies between is looked into by halving. No index is asked for rows.
struct TableSalvage {
    /// How often a table's middle is looked into.
    static let probes = 2_000

    private let source: Database
    private let target: Database
    private let name: String
    private let columns: [String]
    /// What orders the table: the columns of its primary key, or `rowid`.
    private let key: [String]
    private let insert: Statement
    private(set) var outcome: StoreRepair.Table

    /// - Parameters:
    ///   - source: The damaged file.
    ///   - target: A new store, without triggers and foreign keys that could object.
    init(_ name: String, from source: Database, to target: Database) throws {
        self.source = source
        self.target = target
        self.name = name
        outcome = StoreRepair.Table(name: name)
        var columns: [String] = []
        var primary: [(place: Int, column: String)] = []
        for row in try Row.fetchAll(target, sql: "SELECT name, pk FROM pragma_table_info(?)", arguments: [name]) {
            columns.append(try row[0])
            if try row[1] as Int > 0 { primary.append((try row[1], try row[0])) }
        }
        let isKeyed =
            try Bool.fetchOne(target, sql: "SELECT wr FROM pragma_table_list WHERE name = ?", arguments: [name])
            ?? false
        self.columns = columns
        key = isKeyed ? primary.sorted { $0.place < $1.place }.map(\.column) : ["rowid"]
        let names = columns.map { "\"\($0)\"" }
        let places = columns.map { _ in "?" }
        // What every new store has is replaced by what the damaged one had.
        insert = try target.makeStatement(
            sql: """
                INSERT OR \(name == "meta" ? "REPLACE" : "IGNORE")
                INTO "\(name)" (\(isKeyed ? "" : "rowid, ")\(names.joined(separator: ", ")))
                VALUES (\(isKeyed ? "" : "?, ")\(places.joined(separator: ", ")))
                """)
    }

    private var hasRowNumber: Bool { key == ["rowid"] }

    /// Copies the table.
    mutating func run() throws {
        // What stands in a table's place and makes rows up, perhaps without end, is no table.
        let isView = try Row.fetchOne(
            source, sql: "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'view'", arguments: [name])
        guard isView == nil else { return outcome.gaps += 1 }
        let first = try walk(from: nil, until: nil, isBackward: false)
        if !first.isWhole {
            outcome.gaps += 1
            let last = try walk(from: nil, until: first.key, isBackward: true)
            if !last.isWhole, let low = first.key ?? lowest(), let high = last.key ?? highest(low) {
                try search(low, high)
            }
        }
        outcome.kept = try Int.fetchOne(target, sql: "SELECT count(*) FROM \"\(name)\"") ?? 0
        outcome.lost = lost()
    }

    /// Reads rows in the order of keys and writes them into the target.
    ///
    /// - Returns: The last key that was read, and whether the walk came to its end.
    private mutating func walk(
        from start: SalvageKey?, until end: SalvageKey?, isBackward: Bool
    ) throws -> (key: SalvageKey?, isWhole: Bool, count: Int) {
        var conditions: [String] = []
        var arguments: [DatabaseValue] = []
        for (key, comparison) in [(start, isBackward ? "<=" : ">="), (end, isBackward ? ">" : "<")] {
            guard let key else { continue }
            conditions.append(key.condition(comparison, self.key))
            arguments += key.arguments
        }
        let quoted = key.map { "\"\($0)\"" }
        let order = quoted.map { $0 + (isBackward ? " DESC" : "") }.joined(separator: ", ")
        let sql = """
            SELECT \((quoted + columns.map { "\"\($0)\"" }).joined(separator: ", ")) FROM "\(name)" NOT INDEXED
            \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")) ORDER BY \(order)
            """
        var last: SalvageKey?
        var count = 0
        do {
            let rows = try Row.fetchCursor(source, sql: sql, arguments: StatementArguments(arguments))
            while let row = try rows.next() {
                let values = Array(row.databaseValues)
                last = SalvageKey(values: Array(values.prefix(key.count)))
                count += 1
                // A tree whose pages lead back to one another would never end.
                if count > 1 << 40 { break }
                let kept = hasRowNumber ? values : Array(values.dropFirst(key.count))
                do {
                    try insert.execute(arguments: StatementArguments(kept))
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    outcome.leftOut += 1
                }
            }
            return (last, true, count)
        } catch let error as DatabaseError where Self.isOfDamage(error) {
            return (last, false, count)
        }
    }

    /// Looks for readable rows between two keys.
    private mutating func search(_ low: SalvageKey, _ high: SalvageKey) throws {
        var open = [(low: low, high: high)]
        var next = 0
        while next < open.count, next < Self.probes {
            let (low, high) = open[next]
            next += 1
            guard let middle = SalvageKey.between(low, high) else { continue }
            let found = try walk(from: middle, until: high, isBackward: false)
            open.append((low, middle))
            if !found.isWhole {
                outcome.gaps += found.count > 0 ? 1 : 0
                open.append((found.key ?? middle, high))
            }
        }
    }

    private func lowest() -> SalvageKey? {
        hasRowNumber ? SalvageKey(values: [Int64(0).databaseValue]) : nil
    }

    private func highest(_ low: SalvageKey) -> SalvageKey? {
        guard hasRowNumber else { return nil }
        // An index can still say which the last one was.
        let last = try? Int64.fetchOne(source, sql: "SELECT max(rowid) FROM \"\(name)\"")
        return SalvageKey(values: [(last ?? 1 << 53).databaseValue])
    }

    /// How many rows are missing; `nil` where nothing can say it.
    private func lost() -> Int? {
        let sound = try? String.fetchAll(source, sql: "PRAGMA integrity_check(\"\(name)\")")
        if outcome.gaps == 0, sound == ["ok"] { return 0 }
        // An index over all rows counts them without the table.
        let indexes =
            (try? Row.fetchAll(
                source, sql: "SELECT name FROM pragma_index_list(?) WHERE partial = 0 AND origin <> 'pk'",
                arguments: [name])) ?? []
        for index in indexes {
            guard let index = try? index[0] as String else { continue }
            let sql = "SELECT count(*) FROM \"\(name)\" INDEXED BY \"\(index)\""
            if let count = try? Int.fetchOne(source, sql: sql) { return max(0, count - outcome.kept) }
        }
        return nil
    }

    /// True where a page could not be read, as opposed to a fault of the copy.
    static func isOfDamage(_ error: DatabaseError) -> Bool {
        [.SQLITE_CORRUPT, .SQLITE_IOERR, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_NOMEM].contains(
            error.resultCode)
    }
}
