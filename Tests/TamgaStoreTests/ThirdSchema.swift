/// The tables as version 3 made them: ``FirstSchema`` and what the versions 2 and 3 added.
enum ThirdSchema {
    static let sql =
        FirstSchema.sql + """

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

            INSERT INTO grdb_migrations VALUES ('2'), ('3');
            PRAGMA user_version = 3;
            """
}
