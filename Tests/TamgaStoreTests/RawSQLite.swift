import GRDB

/// Runs SQL on a file behind the store's back.
func sqlite(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
    try queue.close()
}

/// Keeps the file's write lock, as another process would, while `body` runs.
func lock(_ path: String, _ body: () throws -> Void) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN IMMEDIATE")
        try body()
        try db.execute(sql: "ROLLBACK")
    }
}

/// What SQLite means to do for a query, as one text.
func queryPlan(_ path: String, _ sql: String, arguments: Int = 0) throws -> String {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { db in
        try Row.fetchAll(
            db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(Array(repeating: 1, count: arguments))
        ).map { $0["detail"] as String }.joined(separator: "; ")
    }
}
