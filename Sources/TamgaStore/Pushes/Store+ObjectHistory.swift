import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// What is known of objects, as far as they are here.
    ///
    /// - Parameters:
    ///   - ids: STIX ids.
    ///   - source: The name of a source, as ``FeedDescription/name`` gives it.
    ///   - producer: Whose source it is: what came by another source of this member did not come by others.
    public func history(
        of ids: some Sequence<String>, source: String, producer: MemberState
    ) throws(StoreError) -> [String: ObjectHistory] {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT object.created_by, object.state,
                        max(source.name = ?1 AND ifnull(source.producer, '') = ?2),
                        max(ifnull(source.producer, '') = ?2),
                        max(ifnull(source.producer, '') <> ?2), object.current
                    FROM object JOIN provenance ON provenance.object = object.id
                    JOIN source ON source.id = provenance.source
                    WHERE object.stix_id = ?3 GROUP BY object.id
                    """)
            var histories: [String: ObjectHistory] = [:]
            for id in ids where histories[id] == nil {
                guard let row = try Row.fetchOne(statement, arguments: [source, producer.code, id]) else { continue }
                let state = StatementState(rawValue: try row[1])
                histories[id] = try ObjectHistory(
                    createdBy: row[0], current: row.timestamp(5), cameBySource: row[2], cameByMember: row[3],
                    cameByOthers: row[4], isWithdrawn: state == .withdrawn,
                    isRevoked: state == .revoked)
            }
            return histories
        }
    }

    /// True where objects that others have shared refer to an id: who brings it decides on what is theirs.
    public func isReferredTo(_ id: String, byOthersThan producer: MemberState) throws(StoreError) -> Bool {
        try read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT 1 FROM reference JOIN provenance ON provenance.object = reference.object
                        JOIN source ON source.id = provenance.source
                        WHERE reference.target = ? AND ifnull(source.producer, '') <> ? LIMIT 1
                        """), arguments: [id, producer.code]) != nil
        }
    }

    /// The bytes that are kept under an id and a version; `nil` where there are none.
    public func original(of id: String, version: Timestamp) throws(StoreError) -> [UInt8]? {
        try read { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT version.original FROM version JOIN object ON object.id = version.object
                        WHERE object.stix_id = ? AND version.modified = ?
                        """), arguments: [id, version.microseconds]
            ).map { try $0.bytes(0) }
        }
    }
}
