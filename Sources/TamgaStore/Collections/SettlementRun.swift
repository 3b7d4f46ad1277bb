import FoundationEssentials
import GRDB
import TamgaModel

/// One settling: which objects are judged anew, what that does to those that refer to them, and the entries that follow.
final class SettlementRun {
    /// A version and who may have it by itself.
    struct Version {
        var modified: Int64
        var own: Audiences.ID
        var specVersion: String
        /// What it refers to, the definitions of TLP apart: they are known by their ids.
        var references: Set<String>
    }

    /// An object under the rules of now.
    struct Judged {
        var id: Int64
        var stixID: String
        var type: String
        /// The version that counts.
        var current: Int64
        var versions: [Version] = []
        var groups: Set<String> = []
        var references: Set<String> = []
        /// Who may have the version that counts, by itself.
        var own: Audiences.ID

        /// With what older versions say taken into account: references are followed for the version that counts, so that
        /// who has corrected a reference can share the object. One that refers to anything else goes to nobody.
        func settled(nobody: Audiences.ID) -> Judged {
            var settled = self
            for index in versions.indices where !versions[index].references.isSubset(of: references) {
                settled.versions[index].own = nobody
            }
            return settled
        }
    }

    let db: Database
    let rules: CollectionRules
    let time: Timestamp
    private let judge: (StoredObject) -> Judgement
    var audiences: Audiences
    var classes: EntryClasses
    var settlement = Settlement()
    /// The time of the last entry that there ever was: also of one that is gone, since a reader may have got as far.
    var lastAdded: Int64
    var collections: [CollectionName: Int64] = [:]
    var collectionNames: [Int64: CollectionName] = [:]
    /// Of each source that is a member's inbox, whose.
    let inboxes: [Int64: MemberState]

    init(_ db: Database, rules: CollectionRules, time: Timestamp) throws {
        self.db = db
        self.rules = rules
        self.time = time
        var definitions: [StoredObject] = []
        // All that ever came under an id: the strictest counts, so that nobody loosens what others have marked by it.
        let all = ObjectQuery(types: ["marking-definition"], includesHistory: true)
        try Store.forEachObject(db, matching: all) { definitions.append($0) }
        judge = rules.judge(definitions)
        audiences = try Audiences(db)
        classes = try EntryClasses(db)
        lastAdded = try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'last entry'") ?? 0
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM collection") {
            guard let name = CollectionName(try row[1] as String) else { continue }
            let id: Int64 = try row[0]
            collections[name] = id
            collectionNames[id] = name
        }
        var inboxes: [Int64: MemberState] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM source WHERE name LIKE 'taxii:%'") {
            if case .inbox(let state)? = CollectionName(String((try row[1] as String).dropFirst(6))) {
                inboxes[try row[0]] = state
            }
        }
        self.inboxes = inboxes
    }

    static func fingerprint(_ db: Database) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE key = 'collection rules'"))
    }

    func run() throws {
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS judged (object INTEGER PRIMARY KEY);
                CREATE TEMP TABLE IF NOT EXISTS affected (object INTEGER PRIMARY KEY);
                DELETE FROM temp.judged; DELETE FROM temp.affected;
                """)
        if try Self.fingerprint(db) != rules.fingerprint {
            try db.execute(sql: "INSERT INTO temp.judged SELECT id FROM object")
        } else {
            // Whatever is marked by a definition that has come is judged by it.
            try db.execute(
                sql: """
                    INSERT INTO temp.judged SELECT object FROM unsettled;
                    INSERT OR IGNORE INTO temp.judged
                        SELECT reference.object FROM unsettled JOIN object ON object.id = unsettled.object
                        JOIN reference ON reference.target = object.stix_id
                        WHERE object.type = 'marking-definition';
                    """)
        }
        try judgeObjects()
        try close()
        try enterObjects()
        try db.execute(sql: "DELETE FROM unsettled; DELETE FROM temp.judged; DELETE FROM temp.affected")
        try db.execute(
            sql: "INSERT OR REPLACE INTO meta VALUES ('collection rules', ?), ('last entry', ?)",
            arguments: [rules.fingerprint, lastAdded])
    }

    // MARK: - Judging

    /// Judges objects by themselves, and says whom that concerns.
    private func judgeObjects() throws {
        let before = try db.makeStatement(sql: "SELECT own FROM verdict WHERE object = ?")
        let stand = try db.makeStatement(
            sql: """
                INSERT INTO verdict VALUES (?1, ?2, ?2)
                ON CONFLICT (object) DO UPDATE SET own = excluded.own, effective = excluded.effective
                """)
        let forget = try db.makeStatement(sql: "DELETE FROM reference WHERE object = ?")
        let refer = try db.makeStatement(sql: "INSERT OR IGNORE INTO reference VALUES (?, ?)")
        let affect = try db.makeStatement(sql: "INSERT OR IGNORE INTO temp.affected VALUES (?)")
        try forEach("SELECT object FROM temp.judged") { object in
            settlement.objects += 1
            let own = try Int64.fetchOne(before, arguments: [object.id])
            if own != nil { try forget.execute(arguments: [object.id]) }
            for target in object.references {
                try refer.execute(arguments: [target, object.id])
            }
            try stand.execute(arguments: [object.id, object.own])
            try affect.execute(arguments: [object.id])
        }
    }

    /// Hands over objects with their versions judged, by id.
    func forEach(_ chosen: String, _ body: (Judged) throws -> Void) throws {
        let rows = try Row.fetchCursor(db, sql: Queries.versions(of: chosen))
        var pending: Judged?
        while let row = try rows.next() {
            let id: Int64 = try row[0]
            if let done = pending, done.id != id {
                try body(done.settled(nobody: audiences.nobody))
                pending = nil
            }
            var object =
                try pending
                ?? Judged(id: id, stixID: row[1], type: row[2], current: row[3], own: audiences.nobody)
            let modified = try row.timestamp(5)
            let isCurrent = modified.microseconds == object.current
            let judgement = judge(
                try StoredObject(
                    id: object.stixID, type: object.type, modified: modified,
                    isCurrent: isCurrent, isRevoked: row[6], producer: row.member(7), source: row[8],
                    added: row.timestamp(9), original: row.bytes(10)))
            let isWithdrawn = StatementState(rawValue: try row[4]) == .withdrawn
            let own = isWithdrawn ? audiences.nobody : try audiences.id(of: judgement.readers)
            let references = Set(
                judgement.references.filter { $0 != object.stixID && Marking(definitionID: $0) == nil })
            object.versions.append(
                Version(
                    modified: modified.microseconds, own: own, specVersion: judgement.specVersion,
                    references: references))
            if isCurrent {
                object.references = references
                object.own = own
                object.groups = Set(judgement.groups)
            }
            pending = object
        }
        if let pending { try body(pending.settled(nobody: audiences.nobody)) }
    }

    // MARK: - Closing

    /// Follows references: an object goes to those who may have whatever it refers to, as far as it is here.
    ///
    /// All that refer to what is affected, however far, are affected; they begin with what they may by themselves and lose
    /// what a target has not, until nothing changes. What is not affected refers to nothing that is, and stays as it was.
    private func close() throws {
        // Each object is reached once: a chain of any length costs its length.
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO temp.affected
                WITH RECURSIVE reached (object) AS (
                    SELECT object FROM temp.affected
                    UNION
                    SELECT reference.object FROM reached CROSS JOIN object ON object.id = reached.object
                    CROSS JOIN reference ON reference.target = object.stix_id)
                SELECT object FROM reached
                """)
        try db.execute(
            sql: "UPDATE verdict SET effective = own WHERE object IN (SELECT object FROM temp.affected)")
        var pending = try Int64.fetchAll(
            db,
            sql: """
                SELECT object FROM temp.affected
                WHERE EXISTS (SELECT 1 FROM reference WHERE reference.object = affected.object)
                """)
        let standing = try db.makeStatement(sql: "SELECT effective FROM verdict WHERE object = ?")
        let targets = try db.makeStatement(
            sql: """
                SELECT DISTINCT verdict.effective FROM reference JOIN object ON object.stix_id = reference.target
                JOIN verdict ON verdict.object = object.id WHERE reference.object = ?
                """)
        let narrow = try db.makeStatement(sql: "UPDATE verdict SET effective = ? WHERE object = ?")
        let referrers = try db.makeStatement(
            sql: """
                SELECT reference.object FROM object JOIN reference ON reference.target = object.stix_id
                WHERE object.id = ?
                """)
        var waiting = Set(pending)
        while let object = pending.popLast() {
            waiting.remove(object)
            guard let before = try Int64.fetchOne(standing, arguments: [object]) else { continue }
            var effective = before
            for target in try Int64.fetchAll(targets, arguments: [object]) {
                effective = try audiences.intersection(effective, target)
            }
            if effective == before { continue }
            try narrow.execute(arguments: [effective, object])
            for referrer in try Int64.fetchAll(referrers, arguments: [object])
            where waiting.insert(referrer).inserted {
                pending.append(referrer)
            }
        }
    }
}
