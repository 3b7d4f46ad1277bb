import GRDB

/// What entries have in common, each there once: who sees them, the STIX type and version, and whether they are the
/// newest of their object.
struct EntryClasses {
    struct Key: Hashable {
        var audience: Audiences.ID
        var type: String
        var specVersion: String
        var isCurrent: Bool
    }

    /// What the class of every type says that STIX 2.1 does not define: whoever makes up types must not make up classes.
    static let otherType = "*"

    private static let types: Set<String> = [
        "artifact", "attack-pattern", "autonomous-system", "campaign", "course-of-action", "directory", "domain-name",
        "email-addr", "email-message", "extension-definition", "file", "grouping", "identity", "incident", "indicator",
        "infrastructure", "intrusion-set", "ipv4-addr", "ipv6-addr", "language-content", "location", "mac-addr",
        "malware", "malware-analysis", "marking-definition", "mutex", "network-traffic", "note", "observed-data",
        "opinion", "process", "relationship", "report", "sighting", "software", "threat-actor", "tool", "url",
        "user-account", "vulnerability", "windows-registry-key", "x509-certificate",
    ]

    private let db: Database
    private var ids: [Key: Int64] = [:]
    private var keys: [Int64: Key] = [:]

    init(_ db: Database) throws {
        self.db = db
        for (id, key) in try Self.all(db) {
            ids[key] = id
            keys[id] = key
        }
    }

    static func all(_ db: Database) throws -> [(id: Int64, key: Key)] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, audience, type, spec_version, current FROM class ORDER BY id")
        ).map { row in
            (try row[0], try Key(audience: row[1], type: row[2], specVersion: row[3], isCurrent: row[4]))
        }
    }

    static func type(_ type: String) -> String { types.contains(type) ? type : otherType }

    func key(_ id: Int64) -> Key? { keys[id] }

    mutating func id(_ key: Key) throws -> Int64 {
        if let known = ids[key] { return known }
        try db.execute(
            sql: "INSERT INTO class (audience, type, spec_version, current) VALUES (?, ?, ?, ?)",
            arguments: [key.audience, key.type, key.specVersion, key.isCurrent])
        let id = db.lastInsertedRowID
        ids[key] = id
        keys[id] = key
        return id
    }
}
