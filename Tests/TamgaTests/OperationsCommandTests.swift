import Foundation
import Testing

/// What whoever runs Tamga relies on: modes, arguments, environments, checks, backups.
@Suite struct OperationsCommandTests {
    static let community = Workspace.root.appending(path: "samples/community.yaml").path

    private func mode(_ workspace: Workspace, _ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: workspace.path(name).path)[.posixPermissions] as? Int
    }

    @Test("What holds the store or keys is its owner's alone, whatever the mask; other output is not everybody's")
    func modes() throws {
        let workspace = try Workspace()
        try workspace.write("a.log", "198.51.100.23\n")
        let line = """
            umask 000; "$TAMGA" import -q --from KZ - <<< 198.51.100.23 && "$TAMGA" correlate --member KZ --hits hits a.log &&
            "$TAMGA" stream --state state.db --hits stream < a.log && "$TAMGA" store backup -q copy.sqlite &&
            "$TAMGA" keys make --for KZ --out kz.key && "$TAMGA" export --sightings --output sightings.json
            """
        let outcome = try workspace.shell(line.replacing("\n", with: " "))
        #expect(outcome.status == 0, "\(outcome.error)")
        for name in ["store.sqlite", "store.sqlite.snapshot", "state.db", "copy.sqlite", "kz.key"] {
            #expect(try mode(workspace, name) == 0o600, "\(name)")
        }
        for name in ["hits", "stream", "sightings.json"] { #expect(try mode(workspace, name) == 0o640, "\(name)") }
    }

    @Test("A program that unpacks is started without the environment, which may hold keys")
    func environment() throws {
        let workspace = try Workspace()
        try workspace.write("a.log", "198.51.100.23\n")
        // A gzip of our own that says what it finds; the real one does the work.
        try workspace.write(
            "bin/gzip", "#!/bin/sh\n/usr/bin/env > \(workspace.path("seen").path)\nexec /usr/bin/env gzip \"$@\"\n")
        let outcome = try workspace.shell(
            """
            gzip a.log; chmod +x bin/gzip; export PATH="$PWD/bin:$PATH" TAMGA_KEY=a-secret-key GZIP=-1 SECRET=b-secret
            "$TAMGA" correlate --no-store --no-summary a.log.gz
            """)
        #expect(outcome.status == 0, "\(outcome.error)")
        let names = Set(try workspace.text("seen").split(separator: "\n").compactMap { $0.split(separator: "=").first })
        // The shell that says it adds a few of its own.
        #expect(names.isSubset(of: ["PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"]), "\(names)")
    }

    @Test("No command takes a key as an argument, where “ps” would show it")
    func noKeyInArguments() throws {
        for command in HelpTests.commands {
            let help = try HelpTests.help(command).output
            for line in help.split(separator: "\n") where line.contains("--key") || line.contains("--sign ") {
                // Each names a file.
                let named = line.contains("<file>") || line.contains("<key-file>") || line.contains("FILE")
                let isProse = !line.hasPrefix("  --")
                #expect(named || isProse, "tamga \(command): \(line)")
            }
            for word in ["--password", "--secret <", "--token"] {
                #expect(!help.contains(word), "tamga \(command) has \(word)")
            }
        }
    }

    @Test("A store is checked and backed up, and its backup is a store")
    func backup() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\nevil.example\n")
        let checked = try workspace.succeed("store", "check")
        #expect(checked.output.contains("store.sqlite: ok, version"))
        let json = try JSONText.object(try workspace.succeed("store", "check", "--format", "json").output)
        #expect(json["ok"] as? Bool == true && (json["faults"] as? [Any])?.isEmpty == true)
        try workspace.succeed("store", "backup", "copy.sqlite")
        try workspace.succeed("store", "backup", "copy.sqlite")
        let listed = try ["store.sqlite", "copy.sqlite"].map {
            try workspace.succeed("indicators", "list", "--store", $0).output
        }
        #expect(listed[0] == listed[1])
        try workspace.write("letter.txt", "Dear all,\n")
        let refused = try workspace.tamga("store", "backup", "letter.txt")
        #expect(refused.status == 65 && refused.error.contains("no store"), "\(refused.error)")
        #expect(try workspace.text("letter.txt") == "Dear all,\n")
        #expect(try workspace.tamga("store", "backup", "store.sqlite").status == 64)
        // Only a store is replaced: no empty file, no folder, no pipe, no other database.
        try workspace.write("empty", "")
        let made = try workspace.shell("mkfifo pipe; mkdir folder; head -c 16 copy.sqlite > cut; true")
        #expect(made.status == 0)
        for name in ["empty", "pipe", "folder", "cut", "/dev/null"] {
            for arguments in [["store", "backup", name], ["snapshot", "make", "--out", name]] {
                if arguments[0] == "snapshot", ["empty", "cut"].contains(name) { continue }
                let outcome = try workspace.start(arguments).wait()
                #expect(outcome.status == 65 && outcome.error.contains(name), "\(arguments) \(outcome.error)")
            }
        }
        #expect(
            try workspace.shell("test -p pipe && test -c /dev/null && test -d folder && test ! -s empty").status == 0)
        #expect(try workspace.tamga("store", "backup", "--store", "none.sqlite", "x").status == 65)
        #expect(try workspace.tamga("store", "repair").error.contains("nothing is wrong"))
        #expect(try workspace.shell("ls").lines.filter { $0.contains("tamga-") || $0.contains("damaged") } == [])
    }

    @Test("A damaged store is found, and repaired with the damaged one kept beside it")
    func repair() throws {
        let workspace = try Workspace()
        let list = "value,name\n" + (0..<3_000).map { "host\($0).example,number \($0)\n" }.joined()
        try workspace.succeed("import", "--from", "KZ", "-", input: list)
        let store = workspace.path("store.sqlite")
        var bytes = try Data(contentsOf: store)
        let place = try #require(bytes.range(of: Data("number 1500".utf8))).lowerBound / 4_096 * 4_096
        bytes.replaceSubrange(place..<place + 4_096, with: Data(count: 4_096))
        try bytes.write(to: store)
        let checked = try workspace.tamga("store", "check")
        #expect(checked.status == 1 && checked.output.contains("store repair"), "\(checked.output)")
        let doctor = try workspace.tamga("doctor")
        #expect(doctor.status == 1 && doctor.output.contains("fault    store"), "\(doctor.output)")
        let repaired = try workspace.tamga("store", "repair")
        #expect(
            repaired.status == 1 && repaired.output.contains("rows were lost"), "\(repaired.output)\(repaired.error)")
        #expect(try workspace.succeed("store", "check").output.contains("ok"))
        let names = try workspace.shell("ls").lines
        let kept = try #require(names.first { $0.hasPrefix("store.sqlite.damaged-") })
        #expect(try Data(contentsOf: workspace.path(kept)) == bytes)
        let again = try workspace.succeed("import", "--from", "KZ", "-", input: list)
        #expect(again.error.contains("new"), "\(again.error)")
    }

    @Test("A store whose list of tables is damaged cannot be repaired, and a repair is not advised again")
    func beyondRepair() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        let store = workspace.path("store.sqlite")
        var bytes = try Data(contentsOf: store)
        bytes.replaceSubrange(100..<4_096, with: Data(repeating: 0xA5, count: 3_996))
        try bytes.write(to: store)
        let repaired = try workspace.tamga("store", "repair")
        #expect(repaired.status == 74 && repaired.error.contains("nothing of"), "\(repaired.status) \(repaired.error)")
        #expect(!repaired.error.contains("store repair") && repaired.error.contains("a backup helps"))
        #expect(try Data(contentsOf: store) == bytes)
    }

    @Test("The doctor says of each thing how it is, and what to do")
    func doctor() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        try workspace.succeed("keys", "make", "--for", "KZ", "--out", "kz.key")
        let well = try workspace.succeed("doctor", "--community", Self.community, "--key", "kz.key")
        for check in ["store:", "disk:", "clock:", "community:", "formats:", "rules:", "key file:", "open files:"] {
            #expect(
                well.lines.contains { $0.contains(" \(check)") && !$0.hasPrefix("fault") }, "\(check): \(well.output)")
        }
        try workspace.write("bad.yaml", "members: 7\n")
        try workspace.write("bad.yml", "title: x\ndetection: [\n")
        _ = try workspace.shell("chmod 644 kz.key; sed -i s/x/x/ kz.key")
        let ill = try workspace.tamga(
            "doctor", "--community", "bad.yaml", "--key", "kz.key", "--rules", "bad.yml", "--keys", "none",
            "--format", "json")
        #expect(ill.status == 1)
        let json = try JSONText.object(ill.output)
        let checks = try #require(json["checks"] as? [[String: Any]])
        let faults = Set(checks.filter { $0["level"] as? String == "fault" }.compactMap { $0["check"] as? String })
        #expect(faults == ["community", "key file", "rules", "keys"], "\(ill.output)")
        #expect(checks.allSatisfy { $0["level"] as? String == "ok" || $0["advice"] != nil })
    }

    @Test("Where the clock is behind the store, the doctor says so", .enabled(if: Workspace.has("sqlite3")))
    func clock() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        _ = try workspace.shell("sqlite3 store.sqlite 'UPDATE source SET last_imported = last_imported + 86400000000'")
        let outcome = try workspace.tamga("doctor")
        #expect(outcome.status == 1 && outcome.output.contains("fault    clock"), "\(outcome.output)")
    }

    @Test("The version is said with the commit where the build was told it, and the licences are listed")
    func version() throws {
        let workspace = try Workspace()
        let version = try workspace.succeed("--version").output
        #expect(version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+( \([0-9a-f]{7,40}(-dirty)?\))?\n/) != nil, "\(version)")
        let licences = try workspace.succeed("--licenses")
        for part in ["tamga", "GRDB.swift", "swift-crypto", "libsqlite3"] {
            #expect(licences.lines.contains { $0.hasPrefix(part + " ") })
        }
    }

    @Test("Messages can be JSON, a line each, and those that matter less left out; what is wrongly asked is an error")
    func messages() throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\nno value at all\n")
        let json = try workspace.tamga("import", "list.txt", environment: ["TAMGA_LOG_FORMAT": "json"])
        let messages = try json.error.split(separator: "\n").map { try JSONText.object($0) }
        #expect(messages.count == 3, "\(json.error)")
        #expect(
            messages.allSatisfy { $0["time"] is String && ($0["message"] as? String)?.isEmpty == false },
            "\(json.error)")
        #expect(messages.map { $0["level"] as? String } == ["info", "warning", "info"], "\(json.error)")
        let warnings = try workspace.tamga("import", "list.txt", environment: ["TAMGA_LOG_LEVEL": "warning"])
        #expect(
            warnings.error.split(separator: "\n").count == 1 && warnings.error.contains("refused"), "\(warnings.error)")
        let errors = try workspace.tamga("import", "list.txt", environment: ["TAMGA_LOG_LEVEL": "error"])
        #expect(errors.status == 0 && errors.error.isEmpty, "\(errors.error)")
        let usage = try workspace.tamga("import", environment: ["TAMGA_LOG_FORMAT": "json"])
        #expect(usage.status == 64)
        #expect(try JSONText.object(usage.error)["level"] as? String == "error", "\(usage.error)")
        for (name, value) in [("TAMGA_LOG_LEVEL", "loud"), ("TAMGA_LOG_FORMAT", "xml")] {
            let wrong = try workspace.tamga("doctor", environment: [name: value])
            #expect(wrong.status == 64 && wrong.error.contains(name), "\(wrong.error)")
        }
    }

    @Test("A log whose name is in another encoding is found, read and named, in a folder and by its name")
    func nameInAnotherEncoding() throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        let outcome = try workspace.shell(
            """
            "$TAMGA" import -q list.txt && mkdir logs && echo "from 198.51.100.23" > "$(printf 'logs/\\326\\325.log')" &&
            "$TAMGA" correlate --no-store --no-summary --hits - logs && "$TAMGA" correlate --no-store --no-summary --hits - logs/*
            """.replacing("\n", with: " "))
        #expect(outcome.status == 0, "\(outcome.error)")
        let hits = outcome.output.split(separator: "\n")
        #expect(hits.count == 2 && hits.first == hits.last, "\(outcome.output)")
        let hit = try JSONText.object(hits.first ?? "")
        #expect(hit["source"] as? String == "logs/\u{10F7D6}\u{10F7D5}.log", "\(outcome.output)")
    }
}
