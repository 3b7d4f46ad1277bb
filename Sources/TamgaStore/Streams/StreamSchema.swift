import GRDB

/// The tables of a stream's state, beside those of a store: `run` there holds the stream's account.
///
/// A tally is what has been found so far of one value, or by one rule, for one observer in one log; its id is the one
/// that it got when it was found first. `is_sent` is 1 where a store has the count, 2 while it is being written there, else 0.
///
/// What is `standing` are correlations over time, as bytes: a picture of all that is remembered, then what has come since; the
/// names of the logs that are spoken of are in `standing_log`.
///
/// What is `written` are hits that stand in the output though what they were found in was not kept: a stream was killed
/// between the two.
enum StreamSchema {
    /// `Tmgs`: marks the file as a stream's state (SQLite's `application_id`).
    static let applicationID: Int32 = 0x546D_6773

    /// The tables of tallies.
    static let tallies = ["tally", "rule_tally", "correlation_tally"]

    static var migrator: DatabaseMigrator {
        var migrator = Schema.migrator(application: applicationID)
        migrator.registerMigration("stream 1") { db in
            try db.execute(sql: first)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("stream 2") { db in try db.execute(sql: standing) }
        return migrator
    }

    private static let standing = """
        CREATE TABLE standing (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            part BLOB NOT NULL
        ) STRICT;

        CREATE TABLE standing_log (
            log INTEGER PRIMARY KEY,
            name TEXT NOT NULL
        ) STRICT;
        """

    private static let first = """
        CREATE TABLE stream (
            id TEXT NOT NULL,
            last_log INTEGER NOT NULL,
            output_device TEXT,
            output_inode TEXT,
            output_size INTEGER
        ) STRICT;
        INSERT INTO stream (id, last_log) VALUES (lower(hex(randomblob(16))), 0);

        CREATE TABLE written (
            id TEXT NOT NULL PRIMARY KEY,
            count INTEGER NOT NULL,
            added INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE position (
            log INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            device TEXT NOT NULL,
            inode TEXT NOT NULL,
            byte_offset INTEGER NOT NULL,
            line INTEGER NOT NULL,
            header_end INTEGER,
            head BLOB NOT NULL
        ) STRICT;

        CREATE TABLE tally (
            log INTEGER NOT NULL,
            type INTEGER NOT NULL,
            value BLOB NOT NULL,
            observer TEXT NOT NULL,
            id TEXT NOT NULL,
            indicator TEXT,
            producers TEXT NOT NULL,
            source TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER,
            last_seen INTEGER,
            confidence INTEGER,
            marking INTEGER,
            is_sent INTEGER NOT NULL,
            PRIMARY KEY (log, type, value, observer)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tally_id ON tally (id);
        CREATE INDEX tally_unsent ON tally (is_sent) WHERE is_sent <> 1;

        CREATE TABLE rule_tally (
            log INTEGER NOT NULL,
            rule TEXT NOT NULL,
            observer TEXT NOT NULL,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            level TEXT,
            tags TEXT,
            source TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER,
            last_seen INTEGER,
            is_sent INTEGER NOT NULL,
            PRIMARY KEY (log, rule, observer)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rule_tally_id ON rule_tally (id);
        CREATE INDEX rule_tally_unsent ON rule_tally (is_sent) WHERE is_sent <> 1;

        CREATE TABLE correlation_tally (
            rule TEXT NOT NULL,
            observers TEXT NOT NULL,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            level TEXT,
            tags TEXT,
            count INTEGER NOT NULL,
            records INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            is_sent INTEGER NOT NULL,
            PRIMARY KEY (rule, observers)
        ) STRICT, WITHOUT ROWID;
        """
}
