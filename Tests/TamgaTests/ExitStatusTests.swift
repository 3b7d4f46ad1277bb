import Foundation
import Testing

/// The exit status says whose fault it is.
@Suite struct ExitStatusTests {
    @Test("0 with hits and without, 1 with hits where it was asked for")
    func hits() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        try workspace.write("hit.log", "from 198.51.100.23\n")
        try workspace.write("clean.log", "from 198.51.100.24\n")
        #expect(try workspace.tamga("correlate", "hit.log").status == 0)
        #expect(try workspace.tamga("correlate", "--fail-on-hit", "hit.log").status == 1)
        #expect(try workspace.tamga("correlate", "--fail-on-hit", "clean.log").status == 0)
    }

    @Test(
        "64 where the command is used wrongly",
        arguments: [
            "correlate", "correlate --workers 0 x", "correlate --member Kazakhstan x", "correlate --format yaml x",
            "correlate --hits - --suppressed - x", "import", "import --from 12 x", "import --column odd x",
            "indicators list --producer USSR", "export", "report --since yesterday", "nonsense",
            "report --since 36526d", "export --sightings --since 100000000w", "pull --since 5219w http://127.0.0.1:9/",
            "dashboard --since 3155760001s", "stream --lateness 100000000w",
        ])
    func usage(_ line: String) throws {
        let outcome = try Workspace().start(line.split(separator: " ").map(String.init)).wait()
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.error.contains("Error: ") && outcome.error.contains("--help"), "\(outcome.error)")
    }

    @Test("span of time, seconds: a hundred years are one")
    func longestSpan() throws {
        let workspace = try Workspace()
        for span in ["36525d", "5217w", "3155760000s"] {
            #expect(try workspace.tamga("report", "--since", span).status == 0)
        }
    }

    @Test("Refused input is 0, and 65 with --strict")
    func strict() throws {
        let workspace = try Workspace()
        try workspace.write("mixed.txt", "198.51.100.23\n198.51.100.300\n")
        let lenient = try workspace.tamga("import", "mixed.txt")
        #expect(lenient.status == 0)
        #expect(lenient.error.contains("mixed.txt:2"))
        #expect(try workspace.tamga("import", "--strict", "mixed.txt").status == 65)

        try workspace.write("a.log", "198.51.100.23\n")
        let missing = try workspace.tamga("correlate", "a.log", "missing.log")
        #expect(missing.status == 74)
        #expect(missing.output.contains("1 hit of 1 indicator"))
        #expect(missing.error.contains("missing.log"))
        #expect(try workspace.tamga("correlate", "--strict", "a.log", "missing.log").status == 65)
        #expect(try workspace.tamga("allow", "import", "--strict", "missing.json").status == 65)
    }

    @Test("65 where the community file is bad, 74 where it is missing")
    func community() throws {
        let workspace = try Workspace()
        try workspace.write("bad.yaml", "members:\n  - code: KAZ\n   names: [\n")
        try workspace.write("a.log", "x\n")
        for (file, status) in [("bad.yaml", 65), ("missing.yaml", 74)] {
            let outcome = try workspace.tamga("correlate", "--community", file, "a.log")
            #expect(outcome.status == status)
            #expect(outcome.error.contains(file), "\(outcome.error)")
        }
    }

    @Test("65 where nothing is known of what was asked for")
    func unknown() throws {
        let workspace = try Workspace()
        #expect(try workspace.tamga("indicators", "show", "198.51.100.1").status == 65)
        #expect(try workspace.tamga("indicators", "revoke", "198.51.100.1").status == 65)
        #expect(try workspace.tamga("allow", "remove", "no such list").status == 65)
    }

    @Test("74 where the store or the output cannot be written")
    func inputOutput() throws {
        let workspace = try Workspace()
        try workspace.write("plain", "a file, no folder\n")
        try workspace.write("a.log", "x\n")
        for store in ["/proc/tamga/store.sqlite", workspace.path("plain/store.sqlite").path, workspace.folder.path] {
            let outcome = try workspace.tamga("import", "--store", store, "-", input: "198.51.100.23\n")
            #expect(outcome.status == 74, "\(store)")
            #expect(outcome.error.hasPrefix("tamga: cannot open the store \(store)"), "\(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1)
        }
        let hits = try workspace.tamga("correlate", "--hits", "no/such/folder/hits", "a.log")
        #expect(hits.status == 74)
        #expect(hits.error.contains("no/such/folder/hits"))
        for line in [
            "allow import missing", "correlate --rules missing a.log", "members list --community missing",
            "rules check missing.yml", "pattern check --pattern-file missing",
        ] {
            let outcome = try workspace.start(line.split(separator: " ").map(String.init)).wait()
            #expect(outcome.status == 74 && outcome.error.contains("missing"), "\(line): \(outcome.error)")
        }
        let export = try workspace.tamga("export", "--sightings", "--output", "no/such/folder/bundle")
        #expect(export.status == 74)
    }

    @Test("74 where an input cannot be read, after everything else is done")
    func unreadable() throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        let feeds = try workspace.tamga("import", "missing.txt", "list.txt")
        #expect(feeds.status == 74)
        #expect(feeds.error.contains("missing.txt") && feeds.error.contains("revision 1"), "\(feeds.error)")

        try workspace.write("logs/a.log", "198.51.100.23\n")
        let missing = try workspace.tamga("correlate", "missing.log", "logs", "--fail-on-hit")
        #expect(missing.status == 74)
        #expect(missing.output.contains("1 hit of 1 indicator"))
        #expect(try workspace.succeed("report").output.contains("1 hit of 1 indicator"))
        _ = try workspace.shell("seq 100000 | gzip | head -c 1000 > cut.gz")
        #expect(try workspace.tamga("correlate", "cut.gz").status == 74)
    }

    @Test("A file that is no text is refused: 74 where it is named, 0 where a folder holds it")
    func foreign() throws {
        let workspace = try Workspace()
        try workspace.write("logs/a.log", "x\n")
        try workspace.write("logs/old.zip", "PK\u{3}\u{4} packed")
        for command in ["correlate", "import"] {
            let folder = try workspace.succeed(command, "logs")
            #expect(folder.error.contains("refused: logs/old.zip"), "\(folder.error)")
            #expect(try workspace.tamga(command, "logs/old.zip").status == 74)
        }
    }

    @Test("64 where nothing says where the store lies")
    func noHome() throws {
        let workspace = try Workspace()
        let outcome = try workspace.shell("env -u HOME -u TAMGA_STORE -u XDG_DATA_HOME \"$TAMGA\" sources")
        #expect(outcome.status == 64)
        #expect(outcome.error.contains("--store or TAMGA_STORE"), "\(outcome.error)")
        #expect(!FileManager.default.fileExists(atPath: workspace.path(".local").path))
    }

    @Test(
        "74 where a file that is named is not there, and it is told which",
        arguments: [
            "import none", "allow import none", "correlate none", "merge none", "split plan none", "explain none:1",
            "top --once none", "keys show none", "verify --keys none a.log",
            "export --as stix --for KZ --sign none -o o",
            "pull --key-file none http://127.0.0.1:9/", "pull --ca none https://127.0.0.1:9/", "serve --tls none none",
            "snapshot check none", "rules check none", "pattern match [a:b=1] none", "members list --community none",
            "bench --regex a --input none", "exercise score --answers none a.log", "release check --for KZ none",
        ])
    func missing(_ line: String) throws {
        let community = Workspace.root.appending(path: "samples/community.yaml").path
        let outcome = try Workspace().start(
            line.split(separator: " ").map(String.init), environment: ["TAMGA_COMMUNITY": community]
        ).wait()
        #expect(outcome.status == 74 && outcome.error.contains("none"), "\(outcome.status): \(outcome.error)")
    }

    @Test(
        "143 where a command is asked to end while it waits for one of its files",
        arguments: ["stream --rules ff", "dashboard --listen 127.0.0.1:0 --rule-costs ff"])
    func asked(_ line: String) throws {
        let outcome = try Workspace().shell(
            """
            mkfifo ff; $TAMGA \(line) & COMMAND=$!
            sleep 0.3; kill -TERM $COMMAND; sleep 0.3; kill -TERM $COMMAND
            wait $COMMAND; echo "status $?"
            """)
        #expect(outcome.output == "status 143\n", "\(outcome)")
    }

    @Test("74 where the disk is full", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func diskFull() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("a.log", "198.51.100.23\n")
        let hits = try workspace.tamga("correlate", "--hits", "/dev/full", "a.log")
        #expect(hits.status == 74)
        #expect(hits.error.contains("/dev/full"))
        let summary = try workspace.shell("\"$TAMGA\" correlate a.log > /dev/full")
        #expect(summary.status == 74)
        #expect(summary.error.contains("standard output"))
        // A key that cannot be shown opens nothing, and its name can be had again.
        let account = try workspace.shell("\"$TAMGA\" users add all --anyone > /dev/full")
        #expect(account.status == 74 && account.error.contains("removed again"), "\(account.error)")
        #expect(try workspace.tamga("users", "add", "all", "--anyone").status == 0)
    }
}
