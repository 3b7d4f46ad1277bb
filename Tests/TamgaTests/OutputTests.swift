import Foundation
import Testing

/// What a run writes, it does not read.
@Suite struct OutputTests {
    static let record = "2026-11-01T00:00:00Z from 198.51.100.23\n"

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        try workspace.write("a.log", Self.record)
        return workspace
    }

    @Test(
        "A named log that is also an output is left as it is",
        arguments: [
            "--hits a.log a.log", "--suppressed a.log a.log", "--hits ./x/../a.log a.log", "--hits hard.log a.log",
            "--hits a.log soft.log", "--hits new.log new.log", "--hits new.log ./new.log",
            "--hits new.log dangling.log",
            "--hits out --suppressed out a.log", "--hits a.log --suppressed hard.log -", "--hits store.sqlite a.log",
            "--suppressed store.sqlite.snapshot a.log",
        ])
    func named(_ line: String) throws {
        let workspace = try workspace()
        _ = try workspace.shell("mkdir x; ln a.log hard.log; ln -s a.log soft.log; ln -s new.log dangling.log")
        let outcome = try workspace.start(["correlate"] + line.split(separator: " ").map(String.init)).wait()
        #expect(outcome.status == 64, "\(outcome.error)")
        #expect(try workspace.text("a.log") == Self.record)
        for name in ["new.log", "out"] { #expect(!FileManager.default.fileExists(atPath: workspace.path(name).path)) }
        #expect(try workspace.succeed("sources").output.contains("KZ"))
    }

    @Test(
        "A file that a run has read its knowledge, its key or its logs from is not written over",
        arguments: [
            ("correlate --no-store --no-summary --community u.yaml --hits u.yaml a.log", "u.yaml"),
            ("correlate --no-store --no-summary --rules r --hits r/x.yml a.log", "r/x.yml"),
            ("correlate --no-store --rules r --report r/x.yml a.log", "r/x.yml"),
            ("correlate --rules r --partial r/x.yml a.log", "r/x.yml"),
            ("export --community u.yaml --for KZ --as list --output u.yaml", "u.yaml"),
            ("export --community u.yaml --for KZ --as list --output k.key --sign k.key", "k.key"),
            ("report --community u.yaml --report u.yaml", "u.yaml"),
            ("snapshot make --community u.yaml --out u.yaml", "u.yaml"),
            ("snapshot make --rules r --out r/x.yml", "r/x.yml"),
            ("stream --follow a.log --metrics-file a.log", "a.log"),
            ("stream --follow a.log --metrics-file store.sqlite", "a.log"),
            ("stream --follow a.log --state s.sqlite --metrics-file s.sqlite", "a.log"),
            ("stream --follow a.log --hits h --metrics-file h", "a.log"),
            ("stream --follow a.log --rules r --metrics-file r/x.yml", "r/x.yml"),
        ])
    func read(_ line: String, _ name: String) throws {
        let workspace = try workspace()
        try workspace.write("u.yaml", "name: Union\nmembers:\n  - code: KZ\n")
        try workspace.write("r/x.yml", RulesCommandTests.good)
        try workspace.succeed("keys", "make", "--for", "KZ", "--out", "k.key")
        let before = try Data(contentsOf: workspace.path(name))
        let outcome = try workspace.start(line.split(separator: " ").map(String.init)).wait()
        #expect(outcome.status == 64, "\(outcome.error)")
        #expect(try Data(contentsOf: workspace.path(name)) == before)
        #expect(try workspace.succeed("sources").output.contains("KZ"))
    }

    @Test("A closed standard file is not taken for a file that is opened later")
    func closed() throws {
        let workspace = try workspace()
        let line = "\"$TAMGA\" keys make --for KZ --out"
        let outcome = try workspace.shell(
            "\(line) a.key >&-; echo $?; \(line) b.key 2>&- >/dev/null; echo $?; \(line) c.key <&- >/dev/null; wc -l < a.key; wc -l < b.key; wc -l < c.key"
        )
        let lengths = outcome.lines.suffix(3)
        #expect(outcome.lines.prefix(2) == ["74", "0"] && Set(lengths).count == 1, "\(outcome.lines) \(outcome.error)")
    }

    @Test(
        "A limit of file lengths is an error of the file",
        .enabled(
            if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] == nil,
            "the thread sanitizer keeps its own account in a file, which the limit cuts"))
    func fileLengths() throws {
        let workspace = try workspace()
        _ = try workspace.shell("for n in $(seq 400); do cat a.log; done > b.log")
        let long = try workspace.shell("ulimit -f 100; \"$TAMGA\" correlate --no-store --no-summary --hits x.nd b.log")
        #expect(long.status == 74 && long.error.contains("cannot write x.nd"), "\(long.status) \(long.error)")
    }

    @Test("Too low a limit of open files is told at once")
    func openFiles() throws {
        let workspace = try workspace()
        let few = try workspace.shell("ulimit -n 31; \"$TAMGA\" sources")
        #expect(few.status == 74 && few.error.contains("only 31 files may be open at once"), "\(few.error)")
        let enough = try workspace.shell("ulimit -n 32; \"$TAMGA\" correlate --hits - --no-summary a.log")
        #expect(enough.status == 0 && enough.lines.count == 1, "\(enough.error)")
    }

    @Test("Redirected standard input and output are the files they lead to")
    func redirected() throws {
        let workspace = try workspace()
        #expect(try workspace.shell("\"$TAMGA\" correlate --hits a.log - < a.log").status == 64)
        #expect(try workspace.shell("\"$TAMGA\" correlate --hits - a.log >> a.log").status == 64)
        #expect(try workspace.text("a.log") == Self.record)
    }

    @Test(
        "An output in a folder that is read is left out",
        arguments: ["--hits ee/b.ndjson ee", "--hits - ee > ee/b.ndjson"])
    func walked(_ line: String) throws {
        let workspace = try workspace()
        try workspace.write("ee/a.log", Self.record)
        for _ in 0..<2 {
            let outcome = try workspace.shell("timeout 300 \"$TAMGA\" correlate --no-store --no-summary \(line)")
            #expect(outcome.status == 0)
            #expect(try workspace.text("ee/b.ndjson").split(separator: "\n").count == 1)
        }
        let again = try workspace.shell("timeout 300 \"$TAMGA\" correlate --no-store --no-summary \(line)")
        #expect(again.error.contains("left out: ee/b.ndjson"), "\(again.error)")
    }

    @Test("The store's own files in a folder that is read are left out")
    func store() throws {
        let workspace = try workspace()
        for _ in 0..<2 {
            let outcome = try workspace.succeed("correlate", "--strict", "--hits", "hits", ".")
            #expect(!outcome.error.contains("store.sqlite"), "\(outcome.error)")
        }
        #expect(try workspace.text("hits").split(separator: "\n").count == 1)
        #expect(try workspace.tamga("export", "--sightings", "--output", "store.sqlite").status == 64)
        #expect(try workspace.succeed("sources").output.contains("KZ"))
    }

    @Test(
        "An exported file gets its name once it is whole; links are followed, permissions kept"
    )
    func whole() throws {
        let workspace = try workspace()
        try workspace.succeed("correlate", "--member", "KZ", "a.log")
        let bundle = try workspace.succeed("export", "--sightings").output
        _ = try workspace.shell("mkdir out; echo old > out/real; chmod 640 out/real; ln -s out/real link")
        for name in ["link", "out/new", "out/new"] {
            try workspace.succeed("export", "--sightings", "--output", name)
            #expect(try workspace.text(name) == bundle)
        }
        #expect(
            try workspace.shell("stat -c %a out/real; readlink link; ls out").lines == [
                "640", "out/real", "new", "real",
            ])
        let piped = try workspace.shell("mkfifo pipe; cat pipe & \"$TAMGA\" export --sightings --output pipe; wait")
        #expect(piped.status == 0)
        #expect(piped.output == bundle)
        #expect(try workspace.tamga("export", "--sightings", "--output", "none/here").status == 74)
        #expect(try workspace.tamga("export", "--sightings", "--output", "/dev/full").status == 74)
    }

    @Test("Originals of STIX 2.0 are exported as STIX 2.1")
    func stix20() throws {
        let workspace = try Workspace()
        let indicator = "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"
        let identity = "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff"
        let times = #""created":"2016-04-06T20:03:48.000Z","modified":"2016-04-06T20:03:48.000Z""#
        try workspace.write(
            "old.json",
            """
            {"type":"bundle","id":"bundle--44af6c39-c09b-49c5-9de2-394224b04982","spec_version":"2.0","objects":[
            {"type":"identity","id":"\(identity)",\(times),"name":"Old team","identity_class":"organization"},
            {"type":"indicator","id":"\(indicator)","created_by_ref":"\(identity)",\(times),"name":"Old find",
            "labels":["malicious-activity"],"pattern":"[ipv4-addr:value = '198.51.100.23']",
            "valid_from":"2016-01-01T00:00:00Z"}]}
            """)
        try workspace.write(
            "union.yaml", "members:\n  - code: KZ\n    identities: [\(identity)]\n")
        let union = ["TAMGA_COMMUNITY": workspace.path("union.yaml").path]
        try workspace.write("a.log", Self.record)
        try workspace.succeed("import", "old.json", environment: union)
        try workspace.succeed("correlate", "--member", "KZ", "a.log", environment: union)
        let bundle = try JSONText.object(
            try workspace.succeed("export", "--sightings", environment: union).output)
        let objects = bundle["objects"] as? [[String: Any]] ?? []
        for object in objects { #expect(object["spec_version"] as? String == "2.1", "\(object)") }
        let made = try #require(objects.first { $0["id"] as? String == indicator })
        #expect(made["pattern_type"] as? String == "stix")
        #expect(made["name"] as? String == "Old find")
        #expect(objects.contains { $0["id"] as? String == identity })
    }
}
