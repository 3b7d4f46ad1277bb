import GRDB
import TamgaModel

/// Names the member states that creators of indicators speak for.
enum ProducerResolution {
    /// Goes through the creators of stored indicators.
    ///
    /// - Parameters:
    ///   - identities: The community's word on identities; it is remembered for those that have indicators here.
    ///   - revision: What statements carry whose producer changes.
    ///   - changed: Called where statements have changed.
    /// - Returns: How many indicators have another producer now.
    static func run(
        _ db: Database, identities: [String: MemberState], revision: Int64,
        changed: () -> Void
    ) throws -> Int {
        var resolved = 0
        for creator in try String.fetchAll(db, sql: Queries.creators) {
            let stored = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT producer, declared FROM creator WHERE id = ?"), arguments: [creator])
            let isDeclared = identities[creator] != nil
            if let stored, try stored[1] as Bool, !isDeclared { continue }
            let found = try identities[creator] ?? located(db, creator)
            let (code, wasDeclared): (String?, Bool?) = (try stored?[0], try stored?[1])
            guard let found, found.code != code || isDeclared != wasDeclared else { continue }
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO creator VALUES (?, ?, ?)")
                .execute(arguments: [creator, found.code, isDeclared ? 1 : 0])
            try db.cachedStatement(sql: Queries.renameObjects).execute(arguments: [found.code, creator, found.code])
            let renamed = db.changesCount
            resolved += renamed
            try db.cachedStatement(sql: Queries.renameStatements)
                .execute(arguments: [found.code, revision, creator, found.code])
            if renamed + db.changesCount > 0 { changed() }
        }
        return resolved
    }

    /// The country of an identity: its own, or that of the location it is `located-at`; of several, the first by code.
    private static func located(_ db: Database, _ creator: String) throws -> MemberState? {
        try String.fetchOne(db.cachedStatement(sql: Queries.country), arguments: [creator]).flatMap { MemberState($0) }
    }

}
