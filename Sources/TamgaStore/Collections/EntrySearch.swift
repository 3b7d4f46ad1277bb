import GRDB
import TamgaModel

/// The statement that finds a page: the entries of each class that the reader sees lie side by side in one index, in the
/// order of time, and SQLite merges these runs as far as the page goes.
struct EntrySearch {
    let sql: String
    let arguments: [(any DatabaseValueConvertible)?]
    private let specVersions: [Int64: String]

    /// SQLite takes 500 parts of a compound (SQLITE_MAX_COMPOUND_SELECT); with more classes they are found by a sort.
    private static let mergeLimit = 400

    /// `nil` where nothing can be found.
    init?(_ db: Database, _ query: CollectionQuery) throws {
        let collection = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM collection WHERE name = ?"),
            arguments: [query.collection.description])
        guard let collection else { return nil }
        let classes = try Self.classes(db, query)
        if classes.isEmpty { return nil }
        specVersions = Dictionary(classes.map { ($0.id, $0.key.specVersion) }, uniquingKeysWith: { first, _ in first })

        let after = query.after?.microseconds ?? Int64.min
        var condition = "collection = \(collection) AND added > ?1"
        var arguments: [(any DatabaseValueConvertible)?] = [after]
        func argument(_ value: String?) -> String {
            arguments.append(value)
            return "?\(arguments.count)"
        }
        let visible = "class IN (\(classes.map { "\($0.id)" }.joined(separator: ",")))"
        if let versions = Self.versions(query.versions, classes, "collection = \(collection) AND \(visible)") {
            condition += " AND (\(versions))"
        }
        let columns = "added, object, modified, class"
        let chosen: String
        if !query.ids.isEmpty {
            let ids = argument(StringList.encoded(query.ids))
            condition += " AND \(visible)"
            chosen = """
                SELECT \(columns) FROM entry
                WHERE object IN (SELECT id FROM object WHERE stix_id IN (SELECT value FROM json_each(\(ids))))
                    AND \(condition)
                """
        } else if classes.count <= Self.mergeLimit {
            chosen = classes.map { "SELECT \(columns) FROM entry WHERE \(condition) AND class = \($0.id)" }
                .joined(separator: " UNION ALL ")
        } else {
            chosen = "SELECT \(columns) FROM entry WHERE \(condition) AND \(visible)"
        }
        // One more than the page tells whether more follow. Types that STIX does not define share a class.
        var typeFilter = ""
        let isNarrowed = query.types.contains { EntryClasses.type($0) == EntryClasses.otherType }
        if isNarrowed {
            let types = argument(StringList.encoded(query.types))
            typeFilter = "WHERE object.type IN (SELECT value FROM json_each(\(types)))"
        }
        let limit = "LIMIT \(query.limit + 1)"
        self.arguments = arguments
        let original = query.wantsOriginals ? "version.original" : "NULL"
        let length = query.wantsOriginals ? "length(version.original)" : "0"
        sql = """
            SELECT place.added, object.stix_id, object.type, place.modified, place.class, \(length), \(original)
            FROM (\(chosen) ORDER BY added \(isNarrowed ? "" : limit)) place
            CROSS JOIN object ON object.id = place.object
            CROSS JOIN version ON version.object = place.object AND version.modified = place.modified
            \(typeFilter) ORDER BY place.added \(isNarrowed ? limit : "")
            """
    }

    /// The version of STIX that a class is of.
    func specVersion(of id: Int64) -> String { specVersions[id] ?? "2.1" }

    /// The classes of which the reader may see the entries, as far as they are asked for.
    private static func classes(
        _ db: Database, _ query: CollectionQuery
    ) throws -> [(id: Int64, key: EntryClasses.Key)] {
        var audiences: Set<Int64> = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT id, readers FROM audience"))
        while let row = try rows.next() {
            if StringList.decoded(try row[1] as String).contains(query.reader) { audiences.insert(try row[0]) }
        }
        if audiences.isEmpty { return [] }
        let types = Set(query.types.map(EntryClasses.type))
        let onlyNewest = query.versions == .newest
        return try EntryClasses.all(db).filter { _, key in
            audiences.contains(key.audience) && (types.isEmpty || types.contains(key.type))
                && (query.specVersions.isEmpty || query.specVersions.contains(key.specVersion))
                && (!onlyNewest || key.isCurrent)
        }
    }

    /// The condition on versions; `nil` where the classes say it all.
    private static func versions(
        _ versions: CollectionQuery.Versions, _ classes: [(id: Int64, key: EntryClasses.Key)], _ visible: String
    ) -> String? {
        if versions.all || versions == .newest { return nil }
        var choices: [String] = []
        if versions.last {
            let current = classes.filter(\.key.isCurrent).map { "\($0.id)" }.joined(separator: ",")
            choices.append("class IN (\(current))")
        }
        if versions.first {
            choices.append(
                """
                NOT EXISTS (SELECT 1 FROM entry older WHERE older.object = entry.object
                    AND older.modified < entry.modified AND \(visible.qualified))
                """)
        }
        if !versions.exact.isEmpty {
            let exact = versions.exact.map { "\($0.microseconds)" }.sorted().joined(separator: ",")
            choices.append("modified IN (\(exact))")
        }
        return choices.isEmpty ? "0" : choices.joined(separator: " OR ")
    }
}

extension String {
    /// A condition on `entry` as one on `older`.
    fileprivate var qualified: String {
        replacing("collection", with: "older.collection").replacing("class", with: "older.class")
    }
}
