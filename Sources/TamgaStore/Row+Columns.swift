import GRDB

/// A row's columns by their numbers, in the place of GRDB's own subscripts, which end the process where a column has no
/// value or one that does not fit: what stands in a file is not to be trusted. Without `try` nothing compiles.
extension Row {
    /// The value of a column, taken from SQLite as it is.
    ///
    /// - Throws: GRDB's `RowDecodingError`, of which ``StoreError`` makes a damaged store.
    @inline(__always)
    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: Int) -> Value {
        get throws { try decode(Value.self, atIndex: column) }
    }

    /// The value of a column by way of a `DatabaseValue`, which says what kind it is.
    subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value {
        get throws { try decode(Value.self, atIndex: column) }
    }
}
