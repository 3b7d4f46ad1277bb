import GRDB
public import TamgaModel

extension Store {
    /// Takes in a feed.
    ///
    /// Items are gathered into batches, and each batch is one transaction: where the process is killed or
    /// `produce` throws, the batches before are in the store, whole, and the one that was being gathered is not.
    /// No lock is held while `produce` waits for bytes. A line of a list that a later import no longer has
    /// stays known: lists say what is, not what has ended.
    ///
    /// - Parameters:
    ///   - feed: What is known about it beforehand.
    ///   - produce: Reads the feed and hands each item to its argument, in the feed's order.
    /// - Returns: What became of the items. Refused items are not an error.
    /// - Throws: ``StoreError``, and whatever `produce` throws.
    /// - Complexity: O(n log m) for n items and m statements in the store; memory for one batch, and 8 to 16
    ///   bytes a line of a list.
    public func importFeed(
        from feed: FeedDescription, _ produce: (_ sink: (FeedItem) throws -> Void) throws -> Void
    ) throws -> ImportOutcome {
        let session = try write { db in try ImportSession(db, feed: feed) }
        var batch: [FeedItem] = []
        var batchBytes = 0
        func commit() throws(StoreError) {
            try write { db in try session.take(batch, db) }
            batch.removeAll(keepingCapacity: true)
            batchBytes = 0
        }
        try produce { item in
            batchBytes += item.heldBytes
            batch.append(item)
            if batch.count >= feed.batchSize || batchBytes >= ImportSession.batchBytes { try commit() }
        }
        try commit()
        try finishImport(refreshesTallies: feed.refreshesTallies)
        return session.outcome
    }

    /// Counts anew what this import or anything before it changed, where that is wanted, and folds the write-ahead log into the file.
    private func finishImport(refreshesTallies: Bool) throws(StoreError) {
        if refreshesTallies { try write { db in try Tallies.refresh(db) } }
        do {
            _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) }
        } catch {
            // A reader in another process holds the log: it will be folded in later.
        }
    }
}

extension FeedItem {
    /// Bytes that the item keeps in memory beyond a fixed size.
    fileprivate var heldBytes: Int {
        switch self {
        case .indicator(let indicator), .retracted(let indicator):
            indicator.observables.reduce(indicator.original.count) { $0 + $1.bytes.count + 64 }
        case .object(let object): object.original.count
        case .refused: 0
        }
    }
}
