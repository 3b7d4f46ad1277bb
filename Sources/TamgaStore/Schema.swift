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
    static let version = 4

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
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
        return migrator
    }

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
}
