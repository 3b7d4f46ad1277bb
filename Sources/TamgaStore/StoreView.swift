import GRDB
public import TamgaModel

/// One consistent view of a store: what other processes write meanwhile is not in it.
public struct StoreView {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Hands over STIX objects; see ``Store/forEachObject(matching:_:)``.
    public func forEachObject(matching query: ObjectQuery, _ body: (StoredObject) throws -> Void) throws {
        try Store.forEachObject(db, matching: query, body)
    }

    /// Hands over statements in force, one by one in the order of type and value: the statements on one value come
    /// together.
    ///
    /// - Parameter types: only values of these kinds; empty is every kind.
    public func forEachIndicator(types: [ObservableType] = [], _ body: (StoredIndicator) throws -> Void) throws {
        let filter = IndicatorFilter(IndicatorQuery(types: types))
        try Store.forEachStatement(db, where: filter.sql, filter.arguments, body)
    }

    /// True where the log of releases says that a recipient has had a version.
    public func hasHad(_ item: ReleasedItem, _ recipient: String) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM release_item WHERE id = ? AND recipient = ? AND modified = ?)"),
            arguments: [item.id, recipient, item.modified.microseconds]) ?? false
    }
}

extension Store {
    /// Reads several things that belong together.
    ///
    /// - Throws: ``StoreError``, and whatever `body` throws.
    public func view(_ body: (StoreView) throws -> Void) throws {
        try readPassing { db in try body(StoreView(db)) }
    }
}
