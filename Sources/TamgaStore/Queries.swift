/// The SQL of imports and of the compiler's reading, in one place so that a test can hold each plan to its index.
package enum Queries {
    /// Every statement in force, in key order; one argument where it is limited to new ones. `withTimes` adds when the
    /// object's current version was made.
    package static func live(newSince: Bool, withTimes: Bool = false) -> String {
        """
        SELECT type, value, producer, confidence, marking, valid_from, valid_until, revision,
            CASE WHEN object > 0 THEN (SELECT stix_id FROM object WHERE id = indicator.object) END, source\(
                withTimes
                    ? ", CASE WHEN object > 0 THEN (SELECT current FROM object WHERE id = indicator.object) END" : "")
        FROM indicator
        WHERE state = 0\(newSince ? " AND revision > ?" : "")
        ORDER BY type, value, object, source
        """
    }

    /// What a source says already of packed values: kind, blob, width, count, source.
    package static let lineProbe = """
        WITH RECURSIVE arriving (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM arriving WHERE i + 1 < ?4)
        SELECT i,
            own.state IS NULL AND EXISTS (
                SELECT 1 FROM indicator WHERE type = ?1 AND value = substr(?2, i * ?3 + 1, ?3)),
            own.state, own.producer, own.confidence, own.marking, own.valid_from, own.valid_until, own.name,
            own.labels, own.kill_chain, own.withdrawn, own.revision
        FROM arriving LEFT JOIN indicator AS own ON own.type = ?1 AND own.value = substr(?2, i * ?3 + 1, ?3)
            AND own.object = 0 AND own.source = ?5
        """

    /// Adds packed values that say the same otherwise.
    package static let lineInsert = """
        INSERT INTO indicator (type, value, object, source, state, producer, confidence, marking, valid_from,
            valid_until, revision, name, labels, kill_chain)
        WITH RECURSIVE arriving (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM arriving WHERE i + 1 < ?4)
        SELECT ?1, substr(?2, i * ?3 + 1, ?3), 0, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15 FROM arriving
        """

    /// Adds a statement, or puts it in the place of the one with its key.
    package static let statementInsert = """
        INSERT OR REPLACE INTO indicator (type, value, object, source, state, producer, confidence, marking,
            valid_from, valid_until, revision, withdrawn, name, labels, kill_chain)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// The statements of an object.
    package static let statementsOfObject = """
        SELECT state, producer, confidence, marking, valid_from, valid_until, name, labels, kill_chain,
            withdrawn, revision, type, value, source
        FROM indicator WHERE object = ? AND object > 0
        """

    /// Whether any statement names a value.
    package static let valueProbe = "SELECT 1 FROM indicator WHERE type = ? AND value = ? LIMIT 1"

    /// Adds an object.
    package static let objectInsert = """
        INSERT INTO object (type, current, created_by, name, state, country, relation, relation_source,
            relation_target, form, producer, source, stix_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Makes another version of an object its current one.
    package static let objectUpdate = """
        UPDATE object SET type = ?, current = ?, created_by = ?, name = ?, state = ?, country = ?, relation = ?,
            relation_source = ?, relation_target = ?, form = ?, producer = ?, source = ?
        WHERE id = ?
        """

    /// Indicators whose pattern says more than a list of values: what it costs is those, not all indicators.
    package static let patterns = "SELECT id FROM object WHERE form IS NOT NULL AND form <> 'observables'"

    /// Each creator once, by jumping through the index: what it costs is the creators, not the indicators.
    package static let creators = """
        WITH RECURSIVE each (creator) AS (
            SELECT min(created_by) FROM object WHERE form IS NOT NULL AND created_by IS NOT NULL
            UNION ALL
            SELECT (SELECT min(created_by) FROM object
                    WHERE form IS NOT NULL AND created_by IS NOT NULL AND created_by > creator)
            FROM each WHERE creator IS NOT NULL)
        SELECT creator FROM each WHERE creator IS NOT NULL
        """

    /// The country of an identity: its own, or that of the location it is at; of several, the first by code.
    package static let country = """
        SELECT country FROM object WHERE stix_id = ?1 AND country IS NOT NULL AND state <> 1
        UNION ALL
        SELECT * FROM (
            SELECT place.country FROM object AS link JOIN object AS place ON place.stix_id = link.relation_target
            WHERE link.relation = 'located-at' AND link.relation_source = ?1 AND link.state <> 1
                AND place.country IS NOT NULL AND place.state <> 1
            ORDER BY place.country LIMIT 1)
        LIMIT 1
        """

    /// Gives the indicators of a creator another producer.
    package static let renameObjects = """
        UPDATE object SET producer = ? WHERE created_by = ? AND form IS NOT NULL AND created_by IS NOT NULL
            AND producer IS NOT ?
        """

    /// Gives the statements of those indicators another producer.
    package static let renameStatements = """
        UPDATE indicator SET producer = ?, revision = ?
        WHERE object > 0 AND producer IS NOT ?4 AND object IN (
            SELECT id FROM object WHERE created_by = ?3 AND form IS NOT NULL AND created_by IS NOT NULL)
        """

    /// What the store has under a STIX id.
    package static let objectByID =
        "SELECT id, current, state, producer, created_by FROM object WHERE stix_id = ?"

    /// Whether a version is there with the same bytes.
    package static let versionProbe =
        "SELECT original = ? FROM version WHERE object = ? AND modified = ?"

    /// Removes a statement.
    package static let statementDelete =
        "DELETE FROM indicator WHERE type = ? AND value = ? AND object = ? AND source = ?"

    /// The versions of chosen objects in the order of ids and times, found from the choice on: nothing is sorted, and no
    /// more is read than was chosen.
    package static func versions(of chosen: String) -> String {
        """
        SELECT object.id, object.stix_id, object.type, object.current, object.state, version.modified,
            version.revoked, object.producer, source.name, version.added, version.original
        FROM (\(chosen)) chosen CROSS JOIN object ON object.id = chosen.object
        CROSS JOIN version ON version.object = chosen.object CROSS JOIN source ON source.id = version.source
        ORDER BY chosen.object, version.modified
        """
    }
}
