import FoundationEssentials
import GRDB
import TamgaModel

extension Store {
    /// One page of a collection, as its reader may see it now.
    ///
    /// - Returns: Nothing where there is no such collection, or nothing of it is the reader's.
    /// - Complexity: O(classes × log n + page) for any n and any place, where ids, types and STIX versions narrow it or
    ///   not. Asked for other versions than the newest, also O(versions that are passed over).
    public func page(_ query: CollectionQuery) throws(StoreError) -> CollectionPage {
        try read { db in
            guard query.limit > 0, let search = try EntrySearch(db, query) else {
                return CollectionPage(entries: [], hasMore: false)
            }
            var page = CollectionPage(entries: [], hasMore: false)
            var bytes = 0
            // Not a cached statement: there are as many texts as ways to ask.
            let rows = try Row.fetchCursor(db, sql: search.sql, arguments: StatementArguments(search.arguments))
            while let row = try rows.next() {
                let length: Int = try row[5]
                if page.entries.count == query.limit || !page.entries.isEmpty && bytes + length > query.byteLimit {
                    page.hasMore = true
                    break
                }
                bytes += length
                page.entries.append(
                    try .init(
                        id: row[1], type: row[2], version: row.timestamp(3),
                        specVersion: search.specVersion(of: row[4]), added: row.timestamp(0),
                        original: query.wantsOriginals ? row.bytes(6) : []))
            }
            return page
        }
    }

    /// True where a collection has ever had an entry.
    public func hasEntries(_ collection: CollectionName) throws(StoreError) -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM entry WHERE collection = (SELECT id FROM collection WHERE name = ?))
                    """, arguments: [collection.description]) ?? false
        }
    }
}
