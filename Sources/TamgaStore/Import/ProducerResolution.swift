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
        for creator in try String.fetchAll(db, sql: SQL.creators) {
            let stored = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT producer, declared FROM creator WHERE id = ?"), arguments: [creator])
            let isDeclared = identities[creator] != nil
            if let stored, stored[1] as Bool, !isDeclared { continue }
            let found = try identities[creator] ?? located(db, creator)
            guard let found, found.code != stored?[0] as String? || isDeclared != stored?[1] as Bool? else { continue }
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO creator VALUES (?, ?, ?)")
                .execute(arguments: [creator, found.code, isDeclared ? 1 : 0])
            try db.cachedStatement(sql: SQL.renameObjects).execute(arguments: [found.code, creator, found.code])
            resolved += db.changesCount
            try db.cachedStatement(sql: SQL.renameStatements)
                .execute(arguments: [found.code, revision, creator, found.code])
            if db.changesCount > 0 { changed() }
        }
        return resolved
    }

    /// The country of an identity: its own, or that of the location it is `located-at`; of several, the first by code.
    private static func located(_ db: Database, _ creator: String) throws -> MemberState? {
        try String.fetchOne(db.cachedStatement(sql: SQL.country), arguments: [creator]).flatMap { MemberState($0) }
    }

    enum SQL {
        /// Each creator once, by jumping through the index: what it costs is the creators, not the indicators.
        static let creators = """
            WITH RECURSIVE each (creator) AS (
                SELECT min(created_by) FROM object WHERE form IS NOT NULL AND created_by IS NOT NULL
                UNION ALL
                SELECT (SELECT min(created_by) FROM object
                        WHERE form IS NOT NULL AND created_by IS NOT NULL AND created_by > creator)
                FROM each WHERE creator IS NOT NULL)
            SELECT creator FROM each WHERE creator IS NOT NULL
            """

        static let country = """
            SELECT country FROM object WHERE stix_id = ?1 AND country IS NOT NULL AND state <> 1
            UNION ALL
            SELECT * FROM (
                SELECT place.country FROM object AS link JOIN object AS place ON place.stix_id = link.relation_target
                WHERE link.relation = 'located-at' AND link.relation_source = ?1 AND link.state <> 1
                    AND place.country IS NOT NULL AND place.state <> 1
                ORDER BY place.country LIMIT 1)
            LIMIT 1
            """

        static let renameObjects = """
            UPDATE object SET producer = ? WHERE created_by = ? AND form IS NOT NULL AND created_by IS NOT NULL
                AND producer IS NOT ?
            """

        static let renameStatements = """
            UPDATE indicator SET producer = ?, revision = ?
            WHERE object > 0 AND producer IS NOT ?4 AND object IN (
                SELECT id FROM object WHERE created_by = ?3 AND form IS NOT NULL AND created_by IS NOT NULL)
            """
    }
}
