import Foundation
import Testing

/// Logs in, hits and a summary out.
@Suite struct CorrelateTests {
    static let old = "2026-11-01T00:00:00Z from 198.51.100.23\n"
    static let new = "2026-11-02T00:00:00Z from 198.51.100.23 again\n"

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        try workspace.write("a.log", Self.old)
        return workspace
    }

    /// What the store's report says was found.
    private func found(_ workspace: Workspace) throws -> [String: Any] {
        let report = try JSONText.object(try workspace.succeed("report", "--format", "json").output)
        return report["found"] as? [String: Any] ?? [:]
    }

    @Test("--hits - puts nothing but NDJSON on standard output; the summary goes to standard error")
    func hitsOnStandardOutput() throws {
        let workspace = try workspace()
        let outcome = try workspace.succeed("correlate", "--hits", "-", "a.log")
        #expect(outcome.lines.count == 1)
        for line in outcome.lines { #expect(try !JSONText.object(line).isEmpty) }
        #expect(outcome.error.contains("1 hit of 1 indicator"))
    }

    @Test("Standard input is a log, too")
    func standardInput() throws {
        let outcome = try workspace().succeed("correlate", "--hits", "-", "--no-summary", "-", input: Self.old)
        #expect(try JSONText.object(outcome.output)["source"] as? String == "-")
    }

    @Test("The same logs again double nothing: what was found, and each hit's id, stay")
    func again() throws {
        let workspace = try workspace()
        let arguments = ["correlate", "--member", "UZ", "--hits", "-", "--no-summary", "a.log"]
        let first = try workspace.start(arguments).wait()
        let report = try workspace.succeed("report", "--format", "csv").output
        let second = try workspace.start(arguments).wait()
        #expect(first.output == second.output)
        #expect(try workspace.succeed("report", "--format", "csv").output == report)
        #expect(try found(workspace)["hits"] as? Int == 1)
    }

    @Test(
        "Where something other than gzip follows in a packed log, it is told that no more was read",
        arguments: [
            "printf garbage >> a.log.gz", "cat a.log.gz | tr '\\037' '\\036' > b; cat b >> a.log.gz",
        ])
    func packedAndDamaged(_ damage: String) throws {
        let workspace = try workspace()
        _ = try workspace.shell("gzip -q a.log; cp a.log.gz one.gz; \(damage); cat one.gz >> a.log.gz")
        let outcome = try workspace.tamga("correlate", "--hits", "-", "--no-summary", "a.log.gz")
        #expect(outcome.status == 74 && outcome.lines.count == 1)
        #expect(outcome.error.contains("something other than gzip follows in it"), "\(outcome.error)")
    }

    @Test(
        "What is no text is refused, packed or not, with what to do about it",
        arguments: [
            ("tar -cf b a.log", "a tar archive: unpack it first, as with tar -x"),
            ("tar --format=ustar -cf b a.log", "a tar archive: unpack it first, as with tar -x"),
            ("tar -czf b a.log", "packed by gzip, and in it a tar archive: unpack it first, as with tar -x"),
            ("gzip -c a.log | gzip > b", "packed twice, by gzip and by gzip: unpack it once first"),
            ("gzip -c a.log | bzip2 > b", "packed twice, by bzip2 and by gzip: unpack it once first"),
            (
                "iconv -f UTF-8 -t UTF-16 a.log > b",
                "UTF-16 text: convert it first, as with iconv -f UTF-16 -t UTF-8"
            ),
            ("printf 'ElfFile\\0' | xz > b", "packed by xz, and in it a Windows event log (EVTX)"),
        ])
    func noText(_ make: String, _ reason: String) throws {
        let workspace = try workspace()
        _ = try workspace.shell(make)
        let outcome = try workspace.tamga("correlate", "--hits", "-", "--no-summary", "a.log", "b")
        #expect(outcome.status == 74 && outcome.lines.count == 1)
        #expect(outcome.error.contains("b: \(reason)"), "\(outcome.error)")
    }

    @Test("A log that has grown, moved or been packed is the same log")
    func growing() throws {
        let workspace = try workspace()
        try workspace.succeed("correlate", "a.log")
        try workspace.append("a.log", Self.new)
        try workspace.succeed("correlate", "a.log")
        #expect(try found(workspace)["hits"] as? Int == 2)
        #expect(try found(workspace)["sightings"] as? Int == 1)
        try FileManager.default.moveItem(at: workspace.path("a.log"), to: workspace.path("a.log.1"))
        _ = try workspace.shell("gzip -q a.log.1")
        try workspace.succeed("correlate", "a.log.1.gz")
        #expect(try found(workspace)["hits"] as? Int == 2)
        #expect(try found(workspace)["sightings"] as? Int == 1)
    }

    @Test("A log without times that has grown is the same log; another with the same first line is not")
    func growingWithoutTimes() throws {
        let workspace = try workspace()
        try workspace.write("plain.log", "address,port\n198.51.100.23,22\n")
        try workspace.succeed("correlate", "plain.log")
        try workspace.append("plain.log", "198.51.100.23,23\n")
        try workspace.succeed("correlate", "plain.log")
        #expect(try found(workspace)["hits"] as? Int == 2)
        try workspace.write("other.log", "address,port\n198.51.100.23,24\n")
        try workspace.succeed("correlate", "other.log")
        #expect(try found(workspace)["hits"] as? Int == 3)
        #expect(try found(workspace)["sightings"] as? Int == 2)
    }

    @Test("--new-since matches only what came after a revision")
    func newSince() throws {
        let workspace = try workspace()
        try workspace.succeed("import", "--from", "UZ", "-", input: "198.51.100.24\n")
        try workspace.write("both.log", "198.51.100.23 198.51.100.24\n")
        func values(_ revision: String) throws -> [String] {
            try workspace.succeed("correlate", "--new-since", revision, "--hits", "-", "--no-summary", "both.log").lines
                .map {
                    try JSONText.object($0)["value"] as? String ?? ""
                }
        }
        #expect(try values("0") == ["198.51.100.23", "198.51.100.24"])
        #expect(try values("1") == ["198.51.100.24"])
        #expect(try values("2") == [])
    }

    @Test("What is revoked is not matched, what is restored is")
    func revoke() throws {
        let workspace = try workspace()
        func hits() throws -> Int {
            try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.log").lines.count
        }
        #expect(try hits() == 1)
        try workspace.succeed("indicators", "revoke", "198.51.100[.]23", "--producer", "KZ")
        #expect(try hits() == 0)
        try workspace.succeed("indicators", "restore", "198.51.100.23")
        #expect(try hits() == 1)
    }

    @Test("What is allowed is held back, counted, and listed with its list")
    func allow() throws {
        let workspace = try workspace()
        let list = #"{"name": "Our own servers", "type": "cidr", "list": ["198.51.100.0/27"], "version": 1}"#
        try workspace.write("own.json", list)
        try workspace.succeed("allow", "import", "own.json")
        #expect(try workspace.succeed("allow", "list").output.contains("Our own servers"))
        let outcome = try workspace.succeed("correlate", "--hits", "hits", "--suppressed", "held", "a.log")
        #expect(outcome.output.contains("1 by “Our own servers”"), "\(outcome.output)")
        #expect(try workspace.text("hits") == "")
        #expect(try JSONText.object(workspace.text("held"))["suppressed_by"] as? String == "Our own servers")
        try workspace.succeed("allow", "remove", "Our own servers")
        try workspace.succeed("correlate", "--hits", "hits", "a.log")
        #expect(try workspace.text("hits") != "")
    }

    @Test("The built-in list of false positives can be turned off")
    func builtIn() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "10.0.0.5\n")
        try workspace.write("a.log", "10.0.0.5\n")
        let arguments = ["correlate", "--hits", "-", "--no-summary", "--no-store", "a.log"]
        #expect(try workspace.start(arguments).wait().lines.count == 0)
        #expect(try workspace.start(arguments + ["--no-builtin-allow"]).wait().lines.count == 1)
    }

    @Test("--validity strict drops what mark keeps and marks")
    func validity() throws {
        let workspace = try Workspace()
        let csv = "ip,valid_from,valid_until\n198.51.100.23,2026-10-01T00:00:00Z,2026-11-01T12:00:00Z\n"
        try workspace.succeed("import", "--from", "KZ", try workspace.write("v.csv", csv).path)
        try workspace.write("a.log", Self.old + Self.new)
        func verdicts(_ rule: String) throws -> [String?] {
            try workspace.succeed("correlate", "--validity", rule, "--hits", "-", "--no-summary", "--no-store", "a.log")
                .lines
                .map { try JSONText.object($0)["validity"] as? String }
        }
        #expect(try verdicts("mark") == [nil, "after"])
        #expect(try verdicts("strict") == [nil])
    }

    @Test("What strict drops is told, and is not among what the summary tells of")
    func dropped() throws {
        let workspace = try Workspace()
        let csv = "ip,valid_from,valid_until\n198.51.100.23,2026-10-01T00:00:00Z,2026-11-01T12:00:00Z\n"
        try workspace.succeed("import", "--from", "KZ", try workspace.write("v.csv", csv).path)
        try workspace.write("a.log", Self.old + Self.new)
        func summary(_ rule: String) throws -> (hits: Int?, outside: Int?, error: String) {
            let outcome = try workspace.succeed("correlate", "--validity", rule, "--format", "json", "a.log")
            let page = try JSONText.object(outcome.output)
            let read = page.values.compactMap { ($0 as? [String: Any])?["hits_outside_validity"] as? Int }.first
            return ((page["found"] as? [String: Any])?["hits"] as? Int, read, outcome.error)
        }
        let marked = try summary("mark")
        #expect(marked.hits == 2 && marked.outside == 1 && !marked.error.contains("dropped"))
        let strict = try summary("strict")
        #expect(strict.hits == 1 && strict.outside == 0 && strict.error.contains("1 hit dropped: "), "\(strict)")
    }

    @Test("A record much longer than a block, between short ones, on any number of workers", arguments: [1, 2, 7])
    func longRecords(_ workers: Int) throws {
        let workspace = try workspace()
        let long = String(repeating: "x 198.51.100.24 ", count: 40_000) + "198.51.100.23\n"
        try workspace.write(
            "a.log", String(repeating: Self.old, count: 2_000) + long + String(repeating: Self.new, count: 2_000))
        for size in ["1", "100", "4K", "64K", "1M"] {
            let outcome = try workspace.succeed(
                "correlate", "--workers", "\(workers)", "--block-size", size, "--format", "json", "--no-store", "a.log")
            let found = try JSONText.object(outcome.output)["found"] as? [String: Any]
            #expect(found?["hits"] as? Int == 4_001, "blocks of \(size)")
        }
    }

    @Test(
        "The account of a log with padding behind its JSON adds up: the store can be read, and a part of it merged",
        arguments: [
            "[{\"a\":\"198.51.100.23\"}]\n\0", "{\"Records\":[{\"a\":\"198.51.100.23\"}]}\0",
            "{\"Records\":[{\"a\":\"198.51.100.23\"}\0\0]}\n", "{\n\"a\": \"198.51.100.23\"\n}\n\n\0",
            "[{\"a\":\"198.51.100.23\"}]\r\n\u{1A}",
        ])
    func padding(_ log: String) throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("a.json", log)
        try workspace.write(
            "r.yml", "title: A\nlogsource: {category: any}\ndetection: {keywords: [zzzz], condition: keywords}\n")
        for engine in ["fast", "reference"] {
            let run = try workspace.succeed(
                "correlate", "--rules", "r.yml", "--engine", engine, "--format", "json", "a.json")
            let reading = try JSONText.object(run.output)["reading"] as? [String: Any]
            let records = reading?["records"] as? [String: Int]
            #expect(
                records == ["in": 1, "matched": 1, "unmatched": 0, "unparsed": 0, "late": 0, "refused": 0],
                "\(run.output)")
        }
        try workspace.succeed("report")
        try workspace.succeed("correlate", "--rules", "r.yml", "--partial", "p.part", "a.json")
        try workspace.succeed("merge", "--rules", "r.yml", "--no-store", "p.part")
    }

    @Test("What is hidden in a folder is left out and said, and read where it is named")
    func hidden() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("logs/.a.log", "from 198.51.100.23\n")
        try workspace.write("logs/.b/c.log", "from 198.51.100.23\n")
        let folder = try workspace.succeed("correlate", "logs")
        #expect(folder.output.contains("0 hits") && folder.error.contains("2 hidden names, logs/.a.log the first"))
        #expect(try !workspace.succeed("correlate", "--quiet", "logs").error.contains("hidden"))
        let named = try workspace.succeed("correlate", "logs/.a.log", "logs/.b")
        #expect(named.output.contains("2 hits of 1 indicator"), "\(named.output)")
    }

    @Test(
        "A file is read once, whatever names lead to it; the others are told",
        arguments: [
            ("logs", "logs/b.log is logs/a.log\nlogs/c.log is logs/a.log\n"),
            ("logs logs/c.log", "logs/b.log is logs/a.log\nlogs/c.log is logs/a.log\nlogs/c.log is logs/a.log\n"),
            ("logs/a.log ./logs/a.log", "./logs/a.log is logs/a.log\n"),
            ("logs/b.log logs/c.log", "logs/c.log is logs/b.log\n"),
            ("--quiet logs", ""),
        ])
    func names(_ arguments: String, _ told: String) throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.23\n")
        try workspace.write("logs/a.log", "from 198.51.100.23\n")
        try FileManager.default.linkItem(at: workspace.path("logs/a.log"), to: workspace.path("logs/b.log"))
        try FileManager.default.createSymbolicLink(
            atPath: workspace.path("logs/c.log").path, withDestinationPath: "a.log")
        let run = try workspace.shell("\"$TAMGA\" correlate \(arguments)")
        #expect(run.status == 0 && run.output.contains("1 hit of 1 indicator"), "\(run)")
        let lines = run.error.split(separator: "\n").filter { $0.hasPrefix("left out: ") }
        #expect(
            lines.map { $0.dropFirst(10).replacing(", which is read once", with: "") + "\n" }.joined() == told,
            "\(run.error)")
    }

    @Test("A link in a folder is a log where it leads to a file; what leads to a device or a pipe is none")
    func links() throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        try workspace.write("a.log", "198.51.100.23\n")
        try workspace.succeed("import", "list.txt")
        let made = try workspace.shell(
            "mkdir logs; cd logs; mkfifo pipe; ln -s ../a.log good; ln -s /dev/zero zero; ln -s pipe more; ln -s loop loop"
        )
        #expect(made.status == 0)
        let outcome = try workspace.start(["correlate", "--hits", "-", "--no-summary", "logs"]).wait()
        #expect(outcome.status == 74 && outcome.lines.count == 1, "\(outcome.error)")
        #expect(outcome.error.contains("logs/loop: cannot be opened") && !outcome.error.contains("zero"))
    }

    @Test("A device without end is refused, by name and as standard input; the null device is an empty log")
    func devices() throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        try workspace.succeed("import", "list.txt")
        for command in ["correlate /dev/zero", "correlate - < /dev/zero", "import /dev/zero"] {
            let outcome = try workspace.shell("\"$TAMGA\" \(command)")
            #expect(outcome.status != 0 && outcome.error.contains("has no end"), "\(command): \(outcome.error)")
        }
        #expect(try workspace.shell("\"$TAMGA\" correlate --no-summary /dev/null").status == 0)
    }

    @Test("UTF-16 is refused with what to do, with its mark and without", arguments: ["FFFE", "FEFF", ""])
    func wide(_ mark: String) throws {
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        try workspace.succeed("import", "list.txt")
        let encoding = mark == "FEFF" ? "UTF-16BE" : "UTF-16LE"
        let made = try workspace.shell(
            "{ printf '%b' '\(mark.isEmpty ? "" : "\\x\(mark.prefix(2))\\x\(mark.suffix(2))")'; echo 'from 198.51.100.23' | iconv -t \(encoding); } > a.log"
        )
        #expect(made.status == 0)
        let outcome = try workspace.tamga("correlate", "--no-summary", "a.log")
        #expect(outcome.error.contains("a.log: UTF-16 text: convert it first"), "\(outcome.error)")
    }

    @Test("report --since counts from when logs were correlated")
    func since() throws {
        let workspace = try workspace()
        try workspace.succeed("correlate", "--member", "UZ", "a.log")
        #expect(try workspace.succeed("report", "--since", "1h").output.contains("1 hit of 1 indicator"))
        #expect(try workspace.succeed("report", "--since", "0s").output.contains("0 hits"))
    }

    @Test("Without indicators the run says so")
    func empty() throws {
        let workspace = try Workspace()
        try workspace.write("a.log", Self.old)
        let outcome = try workspace.succeed("correlate", "a.log")
        #expect(outcome.error.contains("has no indicators"))
        #expect(try workspace.succeed("correlate", "--quiet", "a.log").error == "")
    }
}
