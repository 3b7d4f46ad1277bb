import GRDB

/// The tables, and how an older store becomes a newer one.
///
///     source ──< provenance >── object ──< version      STIX, verbatim
///        └────────────┬───────────┘
///                 indicator                             one row a statement and value
///
/// `indicator` is keyed by the value itself, not by a number for it: one insert a list line, one
/// B-tree, and the matcher's compiler reads it in key order with every statement on a value side
/// by side. `object` is 0 there for a line of a list; `source` is the feed the row came by.
/// Times are microseconds since 1970; `state` is ``StatementState``.
enum Schema {
    /// `Tmga`: marks the file as ours (SQLite's `application_id`).
    static let applicationID: Int32 = 0x546D_6761

    /// What `user_version` says once every migration has run.
    static let version = 5

    static var migrator: DatabaseMigrator { migrator(application: applicationID) }

    /// The migrations of a file of another kind with the same tables: each is a transaction of its own, and after the first
    /// the file must say what it is, or a process that was killed there would leave it looking like a store.
    static func migrator(application: Int32) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(application)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: second)
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { db in
            try db.execute(sql: third)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4") { db in
            try db.execute(sql: fourth)
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        migrator.registerMigration("5") { db in
            try db.execute(sql: fifth)
            try db.execute(sql: "PRAGMA user_version = 5")
        }
        return migrator
    }

    /// The statements that make the triggers of a store, as SQLite keeps them. Each is two lines of a migration.
    static let triggers: Set<String> = {
        var found: Set<String> = []
        var first: ArraySlice<UInt8>?
        for line in Array((fourth + "\n" + fifth).utf8).split(separator: 0x0A) {
            if line.starts(with: "CREATE TRIGGER ".utf8) {
                first = line
            } else if let head = first {
                // Without the semicolon that ends it.
                found.insert(String(decoding: head + [0x0A] + line.dropLast(), as: UTF8.self))
                first = nil
            }
        }
        return found
    }()

    private static let first = """
        CREATE TABLE meta (
            key TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO meta VALUES ('revision', 0);

        CREATE TABLE source (
            id INTEGER PRIMARY KEY,
            producer TEXT,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            first_imported INTEGER NOT NULL,
            last_imported INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX source_name ON source (name, ifnull(producer, ''));

        CREATE TABLE object (
            id INTEGER PRIMARY KEY,
            stix_id TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL,
            current INTEGER NOT NULL,
            created_by TEXT,
            name TEXT,
            state INTEGER NOT NULL,
            country TEXT,
            relation TEXT,
            relation_source TEXT,
            relation_target TEXT,
            form TEXT,
            producer TEXT,
            source INTEGER NOT NULL REFERENCES source (id)
        ) STRICT;
        CREATE INDEX object_type ON object (type);
        CREATE INDEX object_creator ON object (created_by) WHERE form IS NOT NULL AND created_by IS NOT NULL;
        CREATE INDEX object_form ON object (form) WHERE form IS NOT NULL AND form <> 'observables';
        CREATE INDEX object_location ON object (relation_source) WHERE relation = 'located-at';

        CREATE TABLE version (
            object INTEGER NOT NULL REFERENCES object (id),
            modified INTEGER NOT NULL,
            revoked INTEGER NOT NULL,
            source INTEGER NOT NULL REFERENCES source (id),
            added INTEGER NOT NULL,
            original BLOB NOT NULL,
            PRIMARY KEY (object, modified)
        ) STRICT;

        CREATE TABLE provenance (
            object INTEGER NOT NULL REFERENCES object (id),
            source INTEGER NOT NULL REFERENCES source (id),
            added INTEGER NOT NULL,
            PRIMARY KEY (object, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE creator (
            id TEXT NOT NULL PRIMARY KEY,
            producer TEXT NOT NULL,
            declared INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE indicator (
            type INTEGER NOT NULL,
            value BLOB NOT NULL,
            object INTEGER NOT NULL,
            source INTEGER NOT NULL,
            state INTEGER NOT NULL,
            producer TEXT,
            confidence INTEGER,
            marking INTEGER,
            valid_from INTEGER,
            valid_until INTEGER,
            revision INTEGER NOT NULL,
            withdrawn INTEGER,
            name TEXT,
            labels TEXT,
            kill_chain TEXT,
            PRIMARY KEY (type, value, object, source)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX indicator_object ON indicator (object) WHERE object > 0;

        CREATE TABLE shared_tally (
            producer TEXT,
            observables INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE source_tally (
            source INTEGER NOT NULL PRIMARY KEY,
            live INTEGER NOT NULL,
            total INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE false_positive (
            list TEXT NOT NULL,
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (list, kind, value)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            finished INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            logs TEXT,
            matched INTEGER NOT NULL,
            unmatched INTEGER NOT NULL,
            unparsed INTEGER NOT NULL,
            late INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            files INTEGER NOT NULL,
            unreadable_files INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            hits INTEGER NOT NULL,
            outside_validity INTEGER NOT NULL,
            suppressed TEXT NOT NULL,
            suppressed_by_observer TEXT NOT NULL,
            refused_by_observer TEXT NOT NULL,
            shared TEXT NOT NULL
        ) STRICT;
        CREATE INDEX run_finished ON run (finished);
        CREATE UNIQUE INDEX run_logs ON run (logs) WHERE logs IS NOT NULL;

        CREATE TABLE sighting (
            id TEXT NOT NULL PRIMARY KEY,
            type INTEGER NOT NULL,
            value BLOB NOT NULL,
            indicator TEXT,
            producers TEXT NOT NULL,
            observer TEXT,
            source TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER,
            last_seen INTEGER,
            confidence INTEGER,
            marking INTEGER,
            recorded INTEGER NOT NULL,
            run INTEGER NOT NULL REFERENCES run (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sighting_recorded ON sighting (recorded);
        CREATE INDEX sighting_value ON sighting (type, value);
        """

    /// What rules have found. `level` is the word of the rule, `tags` a JSON array; `undecided` of a run is one of
    /// objects.
    private static let second = """
        ALTER TABLE run ADD COLUMN rule_hits INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN rules_run INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN rules_not_run INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN undecided TEXT NOT NULL DEFAULT '[]';

        CREATE TABLE rule_sighting (
            id TEXT NOT NULL PRIMARY KEY,
            rule TEXT NOT NULL,
            title TEXT NOT NULL,
            level TEXT,
            tags TEXT,
            observer TEXT,
            source TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER,
            last_seen INTEGER,
            recorded INTEGER NOT NULL,
            run INTEGER NOT NULL REFERENCES run (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rule_sighting_recorded ON rule_sighting (recorded);
        CREATE INDEX rule_sighting_run ON rule_sighting (run);
        """

    /// What correlations have found. `observers` are codes with commas between.
    private static let third = """
        ALTER TABLE run ADD COLUMN correlation_hits INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE correlation_sighting (
            id TEXT NOT NULL PRIMARY KEY,
            rule TEXT NOT NULL,
            title TEXT NOT NULL,
            level TEXT,
            tags TEXT,
            observers TEXT NOT NULL,
            count INTEGER NOT NULL,
            records INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            run INTEGER NOT NULL REFERENCES run (id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX correlation_sighting_recorded ON correlation_sighting (recorded);
        CREATE INDEX correlation_sighting_run ON correlation_sighting (run);
        """

    /// What went out: a log that only grows. `released` and `withheld` are JSON objects of counts by reason; an item
    /// is there once for each recipient and version, with the release that brought it first. What is written stays as
    /// it is: triggers refuse the rest, and `digest` chains each entry to the one before, so that a change behind
    /// their back shows.
    private static let fourth = """
        CREATE TABLE release (
            number INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            door TEXT NOT NULL,
            actor TEXT NOT NULL,
            purpose TEXT NOT NULL,
            released TEXT NOT NULL,
            withheld TEXT NOT NULL,
            items INTEGER NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;
        CREATE TABLE release_item (
            recipient TEXT NOT NULL,
            id TEXT NOT NULL,
            modified INTEGER NOT NULL,
            release INTEGER NOT NULL,
            PRIMARY KEY (id, recipient, modified)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX release_item_release ON release_item (release);
        INSERT INTO meta VALUES ('releases', 0);

        CREATE TRIGGER release_stays BEFORE UPDATE ON release
            BEGIN SELECT raise(ABORT, 'the log of releases only grows'); END;
        CREATE TRIGGER release_is_kept BEFORE DELETE ON release
            BEGIN SELECT raise(ABORT, 'the log of releases only grows'); END;
        CREATE TRIGGER release_item_stays BEFORE UPDATE ON release_item
            BEGIN SELECT raise(ABORT, 'the log of releases only grows'); END;
        CREATE TRIGGER release_item_is_kept BEFORE DELETE ON release_item
            BEGIN SELECT raise(ABORT, 'the log of releases only grows'); END;
        """

    /// What is served, to whom, and what is fetched.
    ///
    /// `entry` says that a version is to be seen in a collection by the readers of its class, since `added`, which grows
    /// with every entry and is there once: it is the place in every page. A reader who may see the version only later gets an
    /// entry of that later time; one who may not any more is taken out of it. `class` is what entries have in common, so
    /// that a page is a merge of a few runs of one index. `verdict` keeps what was decided on an object by itself and with
    /// what it refers to, as `audience`s; `reference` says who must be looked at when another changes; `unsettled` has the
    /// objects that have to be looked at. `recall` is who has had what it may not see any more.
    ///
    /// Of an account's key only a salted digest is kept. `push` is a status resource of TAXII 2.1 §4.3. `feed` is what
    /// `tamga feeds` fetches, with where it stopped. `webhook` and `delivery` tell producers of sightings.
    private static let fifth = """
        CREATE TABLE audience (
            id INTEGER PRIMARY KEY,
            readers TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE class (
            id INTEGER PRIMARY KEY,
            audience INTEGER NOT NULL REFERENCES audience (id),
            type TEXT NOT NULL,
            spec_version TEXT NOT NULL,
            current INTEGER NOT NULL,
            UNIQUE (audience, type, spec_version, current)
        ) STRICT;
        CREATE TABLE collection (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE entry (
            added INTEGER PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collection (id),
            class INTEGER NOT NULL REFERENCES class (id),
            object INTEGER NOT NULL,
            modified INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX entry_place ON entry (collection, class, added, object, modified);
        CREATE INDEX entry_version ON entry (object, modified);
        CREATE TABLE verdict (
            object INTEGER PRIMARY KEY REFERENCES object (id),
            own INTEGER NOT NULL REFERENCES audience (id),
            effective INTEGER NOT NULL REFERENCES audience (id)
        ) STRICT;
        CREATE TABLE reference (
            target TEXT NOT NULL,
            object INTEGER NOT NULL REFERENCES object (id),
            PRIMARY KEY (target, object)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reference_object ON reference (object);
        CREATE TABLE unsettled (object INTEGER PRIMARY KEY) STRICT;
        CREATE TRIGGER object_moves AFTER UPDATE OF state ON object WHEN old.state <> new.state
            BEGIN INSERT OR IGNORE INTO unsettled VALUES (new.id); END;
        CREATE TRIGGER version_comes AFTER INSERT ON version
            BEGIN INSERT OR IGNORE INTO unsettled VALUES (new.object); END;
        CREATE TRIGGER provenance_comes AFTER INSERT ON provenance
            BEGIN INSERT OR IGNORE INTO unsettled VALUES (new.object); END;
        INSERT INTO unsettled SELECT id FROM object;

        CREATE TABLE recall (
            number INTEGER PRIMARY KEY,
            recipient TEXT NOT NULL,
            id TEXT NOT NULL,
            time INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE secret (
            name TEXT NOT NULL PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE account (
            name TEXT NOT NULL PRIMARY KEY,
            recipient TEXT NOT NULL,
            role TEXT NOT NULL,
            salt BLOB NOT NULL,
            digest BLOB NOT NULL,
            created INTEGER NOT NULL,
            removed INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE push (
            id TEXT NOT NULL PRIMARY KEY,
            account TEXT NOT NULL,
            collection TEXT NOT NULL,
            received INTEGER NOT NULL,
            status TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX push_received ON push (received);

        CREATE TABLE feed (
            name TEXT NOT NULL PRIMARY KEY,
            url TEXT NOT NULL,
            kind TEXT NOT NULL,
            settings TEXT NOT NULL,
            place TEXT,
            fetched INTEGER,
            outcome TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE webhook (
            name TEXT NOT NULL PRIMARY KEY,
            recipient TEXT NOT NULL,
            url TEXT NOT NULL,
            secret BLOB NOT NULL,
            created INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE delivery (
            webhook TEXT NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
            sighting TEXT NOT NULL,
            modified INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            due INTEGER NOT NULL,
            delivered INTEGER,
            PRIMARY KEY (webhook, sighting)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_due ON delivery (due) WHERE delivered IS NULL;
        """
}
