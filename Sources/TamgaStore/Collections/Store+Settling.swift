import GRDB
public import TamgaModel

extension Store {
    /// True where objects have come or moved since ``settle(_:at:)``, or the rules are others than the last time.
    public func isUnsettled(_ rules: CollectionRules) throws(StoreError) -> Bool {
        try read { db in
            try SettlementRun.fingerprint(db) != rules.fingerprint
                || Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM unsettled)")) ?? false
        }
    }

    /// Brings the collections up to what the store and the rules say now, in one transaction.
    ///
    /// What a reader may see from now on gets an entry of now, also where the object is old: whoever asks for what came
    /// after the last time gets it. What a reader may not see any more is gone from the same moment on.
    ///
    /// - Parameter time: now; entries get times from it on, later than every one before.
    /// - Complexity: O(objects that changed and whatever refers to them); every object where the rules have changed.
    public func settle(_ rules: CollectionRules, at time: Timestamp) throws(StoreError) -> Settlement {
        try write { db in
            let run = try SettlementRun(db, rules: rules, time: time)
            try run.run()
            return run.settlement
        }
    }
}
