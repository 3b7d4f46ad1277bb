import Foundation
import Testing

/// The store's file, and the snapshot beside it.
@Suite struct StoreTests {
    @Test("The store lies in the XDG data folder unless it is named")
    func place() throws {
        let workspace = try Workspace()
        let home = workspace.folder.path
        let cases: [(environment: [String: String], path: String)] = [
            (["TAMGA_STORE": ""], "\(home)/.local/share/tamga/store.sqlite"),
            (["TAMGA_STORE": "", "XDG_DATA_HOME": "\(home)/data"], "\(home)/data/tamga/store.sqlite"),
            (["TAMGA_STORE": "", "XDG_DATA_HOME": "relative"], "\(home)/.local/share/tamga/store.sqlite"),
            (["TAMGA_STORE": "\(home)/named.sqlite"], "\(home)/named.sqlite"),
        ]
        for (environment, path) in cases {
            let outcome = try workspace.succeed("import", "-", input: "198.51.100.23\n", environment: environment)
            #expect(outcome.error.contains("store: \(path), revision"), "\(outcome.error)")
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("A file that is no store is refused and stays as it is")
    func notAStore() throws {
        let workspace = try Workspace()
        let text = String(repeating: "This is a letter, not a store.\n", count: 400)
        try workspace.write("store.sqlite", text)
        for arguments in [["import", "-"], ["correlate", "-"], ["indicators", "list"], ["report"]] {
            let outcome = try workspace.start(arguments, input: "198.51.100.23\n").wait()
            #expect(outcome.status == 74, "\(arguments)")
            #expect(outcome.error.contains("is not a Tamga store"), "\(outcome.error)")
        }
        #expect(try workspace.text("store.sqlite") == text)
    }

    @Test(
        "A store with a value in it that nobody can have written is called damaged in one sentence",
        .enabled(if: Workspace.has("sqlite3")))
    func damagedValue() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        _ = try workspace.shell("sqlite3 store.sqlite 'UPDATE source SET first_imported = 9223372036854775807'")
        let outcome = try workspace.tamga("sources")
        #expect(outcome.status == 74, "\(outcome.error)")
        #expect(outcome.error.contains("store.sqlite is damaged"), "\(outcome.error)")
        #expect(outcome.error.contains("“tamga store check”") && outcome.lines.isEmpty, "\(outcome.error)")
    }

    @Test("With --no-store a missing store is not made")
    func missing() throws {
        let workspace = try Workspace()
        try workspace.write("a.log", "198.51.100.23\n")
        let outcome = try workspace.succeed("correlate", "--no-store", "a.log")
        #expect(outcome.error.contains("has no indicators"), "\(outcome.error)")
        #expect(try workspace.shell("ls").lines == ["a.log"])
    }

    /// Root may write everywhere, and becomes somebody else.
    private static let asNobody = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""

    @Test(
        "With --no-store a store is read in a folder that nobody may write",
        .enabled(if: asNobody.isEmpty || Workspace.has("setpriv")))
    func readOnly() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("a.log", "198.51.100.23\n")
        _ = try workspace.shell("chmod 644 store.sqlite; chmod 555 .")
        let before = try Data(contentsOf: workspace.path("store.sqlite"))
        let line = "\(Self.asNobody)\"$TAMGA\" correlate --hits - --no-summary a.log"
        let reading = try workspace.shell("\(line) --no-store")
        let writing = try workspace.shell(line)
        let names = try workspace.shell("chmod 755 .; ls").lines
        #expect(reading.status == 0 && reading.lines.count == 1, "\(reading.error)")
        #expect(writing.status == 74 && writing.error.contains("store.sqlite"), "\(writing.error)")
        #expect(names == ["a.log", "store.sqlite"])
        #expect(try Data(contentsOf: workspace.path("store.sqlite")) == before)
    }

    @Test(
        "Another program's database, and a newer Tamga's, are refused and stay as they are",
        .enabled(if: Workspace.has("sqlite3")))
    func foreignDatabase() throws {
        let workspace = try Workspace()
        _ = try workspace.shell("sqlite3 store.sqlite 'CREATE TABLE cats (name TEXT)'")
        var before = try Data(contentsOf: workspace.path("store.sqlite"))
        let foreign = try workspace.tamga("import", "-", input: "198.51.100.23\n")
        #expect(foreign.status == 74 && foreign.error.contains("is not a Tamga store"), "\(foreign.error)")
        #expect(try Data(contentsOf: workspace.path("store.sqlite")) == before)

        let other = try Workspace()
        try other.succeed("import", "-", input: "198.51.100.23\n")
        _ = try other.shell("sqlite3 store.sqlite 'PRAGMA user_version = 1000; PRAGMA wal_checkpoint(TRUNCATE)'")
        before = try Data(contentsOf: other.path("store.sqlite"))
        let newer = try other.tamga("import", "-", input: "198.51.100.24\n")
        #expect(newer.status == 74 && newer.error.contains("newer Tamga"), "\(newer.error)")
        #expect(try Data(contentsOf: other.path("store.sqlite")) == before)
    }

    @Test(
        "What is no regular file is no store, and stays as it is",
        arguments: ["mkfifo s", "ln -s /dev/null s", "ln -s /dev/zero s"])
    func devices(_ making: String) throws {
        let workspace = try Workspace()
        _ = try workspace.shell(making)
        for words in [["report"], ["store", "check"], ["doctor"], ["indicators", "list"], ["import", "-"]] {
            let outcome = try workspace.start(words + ["--store", "s"], input: "198.51.100.23\n").wait()
            #expect([1, 74].contains(outcome.status), "\(words): \(outcome.status)")
            #expect((outcome.error + outcome.output).contains("no regular file"), "\(words): \(outcome.error)")
        }
        #expect(try workspace.shell("ls").lines == ["s"])
    }

    /// SQL that somebody has run on a store, and what `store check` says of it.
    static let planted: [(sql: String, told: String)] = [
        (
            "CREATE TRIGGER t AFTER INSERT ON sighting BEGIN DELETE FROM indicator; END",
            "the trigger t is not Tamga's"
        ),
        (
            "CREATE TRIGGER [evil sqlite_x] AFTER INSERT ON sighting BEGIN DELETE FROM indicator; END",
            "the trigger evil sqlite_x is not Tamga's"
        ),
        (
            """
            DROP TABLE false_positive; CREATE VIEW false_positive (list, kind, value) AS
            WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT 'a', 'b', x FROM r
            """, "the view false_positive is not Tamga's"
        ),
        (
            """
            DROP TRIGGER version_comes;
            CREATE TRIGGER version_comes AFTER INSERT ON version BEGIN DELETE FROM indicator; END
            """, "the trigger version_comes is not as it was made"
        ),
    ]

    @Test(
        "A store that would run what somebody has planted in it is refused, told of and repaired",
        .enabled(if: Workspace.has("sqlite3")), arguments: planted)
    func refusesPlanted(_ sql: String, _ told: String) throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("a.log", "198.51.100.23\n")
        _ = try workspace.shell("sqlite3 store.sqlite \"\(sql)\"")
        for words in [["correlate", "a.log"], ["correlate", "--no-store", "a.log"], ["indicators", "list"]] {
            let outcome = try workspace.start(words).wait()
            #expect(outcome.status == 74 && outcome.error.contains("is not Tamga's"), "\(words): \(outcome.error)")
        }
        let check = try workspace.tamga("store", "check")
        #expect(check.status == 1 && check.output.contains(told), "\(check.output)")
        // 1 where a table could not be read: a view stands in its place.
        let repair = try workspace.tamga("store", "repair")
        #expect(repair.status == (sql.contains("VIEW") ? 1 : 0), "\(repair.output) \(repair.error)")
        #expect(try workspace.tamga("store", "check").status == 0)
        #expect(try workspace.succeed("indicators", "list").output.contains("198.51.100.23"))
    }

    @Test("A store whose version is none is no store", .enabled(if: Workspace.has("sqlite3")))
    func negativeVersion() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        for version in ["-1", "-2147483648", "0"] {
            _ = try workspace.shell("sqlite3 store.sqlite 'PRAGMA user_version = \(version)'")
            for words in [["store", "check"], ["store", "repair"], ["doctor"], ["indicators", "list"]] {
                let outcome = try workspace.start(words).wait()
                #expect([1, 74].contains(outcome.status), "\(words): \(outcome.status) \(outcome.error)")
                #expect((outcome.error + outcome.output).contains("not a Tamga store"), "\(words): \(outcome.error)")
            }
        }
    }

    @Test("A snapshot that is deleted, damaged or stale is made anew")
    func snapshot() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\nevil.example\n")
        try workspace.write("a.log", "198.51.100.23 evil.example 198.51.100.24\n")
        let snapshot = workspace.path("store.sqlite.snapshot")
        func hits() throws -> Int {
            try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.log").lines.count
        }
        #expect(try hits() == 2)
        let good = try Data(contentsOf: snapshot)
        try FileManager.default.removeItem(at: snapshot)
        #expect(try hits() == 2)
        #expect(try Data(contentsOf: snapshot) == good)
        var damaged: [Data] = [Data(), good.prefix(good.count / 2), Data(repeating: 0xFF, count: good.count)]
        for position in stride(from: 0, to: good.count, by: max(1, good.count / 24)) {
            var copy = good
            copy[position] ^= 0x55
            damaged.append(copy)
        }
        for (index, bytes) in damaged.enumerated() {
            try bytes.write(to: snapshot)
            #expect(try hits() == 2, "damage \(index)")
        }
        try workspace.succeed("import", "-", input: "198.51.100.24\n")
        #expect(try hits() == 3)
        // Where no snapshot can be kept, the run goes on.
        try FileManager.default.removeItem(at: snapshot)
        try FileManager.default.createDirectory(at: snapshot, withIntermediateDirectories: false)
        #expect(try hits() == 3)
    }

    @Test("A read-only data folder is named", .enabled(if: getuid() != 0, "the superuser may write anywhere"))
    func readOnlyFolder() throws {
        let workspace = try Workspace()
        try FileManager.default.createDirectory(at: workspace.path("locked"), withIntermediateDirectories: false)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o500], ofItemAtPath: workspace.path("locked").path)
        let store = workspace.path("locked/store.sqlite").path
        let outcome = try workspace.tamga("import", "--store", store, "-", input: "198.51.100.23\n")
        #expect(outcome.status == 74 && outcome.error.contains(store), "\(outcome.error)")
    }

    @Test("Two correlations and an import at once get along")
    func together() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        let line = "2026-11-01T00:00:00Z from 198.51.100.23 to 192.0.2.1\n"
        try workspace.write("a.log", String(repeating: line, count: 20_000))
        let commands = try [
            workspace.start(["correlate", "--member", "KZ", "--format", "json", "a.log"]),
            workspace.start(["correlate", "--member", "KZ", "--format", "json", "a.log"]),
            workspace.start(["import", "--from", "UZ", "-"], input: "198.51.100.77\n"),
        ]
        for command in commands {
            let outcome = try command.wait()
            #expect(outcome.status == 0, "\(outcome.error)")
        }
        let report = try JSONText.object(try workspace.succeed("report", "--format", "json").output)
        let found = report["found"] as? [String: Any]
        #expect(found?["hits"] as? Int == 20_000)
        #expect(found?["sightings"] as? Int == 1)
    }
}
