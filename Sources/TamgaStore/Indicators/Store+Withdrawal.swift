import GRDB
public import TamgaModel

extension Store {
    /// Withdraws an indicator here: it is not matched any more, however often the same version or the same line
    /// comes again. A newer version from its producer brings it back.
    ///
    /// - Parameters:
    ///   - id: A STIX id, an object's own or a derived one.
    ///   - producer: Only where this member shared it; `nil` is whoever did.
    ///   - time: Now.
    /// - Returns: How many statements ended; 0 is not an error.
    public func revoke(id: String, sharedBy producer: MemberState? = nil, at time: Timestamp) throws(StoreError) -> Int
    {
        try write { db in
            guard let selection = try Selection(db, id: id) else { return 0 }
            return try Self.move(db, selection, sharedBy: producer, to: .withdrawn, at: time)
        }
    }

    /// Withdraws every statement on a value here; see ``revoke(id:sharedBy:at:)``.
    public func revoke(
        observable: Observable, sharedBy producer: MemberState? = nil, at time: Timestamp
    ) throws(StoreError) -> Int {
        try write { db in
            try Self.move(db, Selection(observable: observable), sharedBy: producer, to: .withdrawn, at: time)
        }
    }

    /// Takes back a ``revoke(id:sharedBy:at:)``. What its producer revoked stays revoked.
    ///
    /// - Returns: How many statements are in force again.
    public func restore(id: String, sharedBy producer: MemberState? = nil) throws(StoreError) -> Int {
        try write { db in
            guard let selection = try Selection(db, id: id) else { return 0 }
            return try Self.move(db, selection, sharedBy: producer, to: .live, at: nil)
        }
    }

    /// Takes back a ``revoke(observable:sharedBy:at:)``.
    public func restore(observable: Observable, sharedBy producer: MemberState? = nil) throws(StoreError) -> Int {
        try write { db in
            try Self.move(db, Selection(observable: observable), sharedBy: producer, to: .live, at: nil)
        }
    }

    private static func move(
        _ db: Database, _ selection: Selection, sharedBy producer: MemberState?, to state: StatementState,
        at time: Timestamp?
    ) throws -> Int {
        let from = state == .live ? StatementState.withdrawn : .live
        let revision = try DamagedValue.next(after: Self.revision(db))
        // What comes back into force is new knowledge; what leaves keeps the revision at which it came.
        let came = state == .live ? ", revision = \(revision)" : ""
        let filter = producer == nil ? "" : " AND producer = '\(producer!.code)'"
        try db.execute(
            sql: "UPDATE indicator SET state = ?, withdrawn = ?\(came) WHERE \(selection.sql) AND state = ?\(filter)",
            arguments: StatementArguments(
                [state.rawValue, time?.microseconds] + selection.arguments + [from.rawValue]))
        var moved = db.changesCount
        if let object = selection.object {
            try db.execute(
                sql: "UPDATE object SET state = ? WHERE id = ? AND state = ?\(filter)",
                arguments: [state.rawValue, object, from.rawValue])
            // An indicator that states a pattern has no statement on a value.
            if moved == 0 { moved = db.changesCount }
        }
        if moved > 0 {
            try Self.setRevision(db, revision)
            try Tallies.invalidate(db)
        }
        return moved
    }
}
