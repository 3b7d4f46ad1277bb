import Foundation
import Testing

/// `tamga snapshot`, and runs that have nothing else.
@Suite struct SnapshotCommandTests {
    private static let samples = Workspace.root.appending(path: "samples")
    private static let rules = Workspace.root.appending(path: "rules").path
    private static let community = samples.appending(path: "community.yaml").path

    /// A store of the samples' indicators, patterns among them, and a list of what is harmless.
    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        for code in ["kz", "ru", "uz"] {
            try workspace.succeed(
                "import", "--from", code, "indicators/\(code)", environment: ["TAMGA_COMMUNITY": Self.community],
                in: Self.samples)
        }
        try workspace.write("b.json", Self.bundle)
        try workspace.succeed("import", "--from", "UZ", "b.json")
        let list = #"{"name": "Our own servers", "type": "cidr", "list": ["198.51.100.16/28"], "version": 1}"#
        try workspace.succeed("allow", "import", try workspace.write("own.json", list).path)
        return workspace
    }

    private static let bundle = #"""
        {"type":"bundle","id":"bundle--c2a23389-17c9-4247-8aa2-d2ffde3de334","objects":[
        {"type":"indicator","spec_version":"2.1","id":"indicator--11111111-1111-4111-8111-111111111111","created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","pattern":"[ipv4-addr:value ISSUBSET '203.0.113.0/24'] FOLLOWEDBY [ipv4-addr:value = '198.51.100.77']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"},
        {"type":"indicator","spec_version":"2.1","id":"indicator--21111111-1111-4111-8111-111111111111","created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","pattern":"Failed password for .* port [0-9]+","pattern_type":"pcre","valid_from":"2026-01-01T00:00:00Z"},
        {"type":"indicator","spec_version":"2.1","id":"indicator--31111111-1111-4111-8111-111111111111","created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","pattern":"[x509-certificate:is_self_signed = true]","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}]}
        """#

    @Test("A run with a snapshot gives what one gives with the store and the rules that it was made of, byte for byte")
    func sameBytes() throws {
        let workspace = try workspace()
        try workspace.succeed(
            "snapshot", "--rules", Self.rules, "--community", Self.community, "--out", "a.tamga", in: workspace.folder)
        let output = [
            "--format", "json", "--hits", "hits", "--suppressed", "held", Self.samples.appending(path: "logs").path,
        ]
        let with = try workspace.start(
            ["correlate", "--no-store", "--rules", Self.rules, "--community", Self.community] + output
        ).wait()
        let (hits, held) = (try workspace.text("hits"), try workspace.text("held"))
        #expect(hits.split(separator: "\n").count > 100 && !held.isEmpty)
        #expect(hits.contains("\"kind\":\"correlation\"") && hits.contains("Failed password for .* port"))
        // Nothing of the user's is there, not even a home.
        let without = try workspace.shell(
            "unset HOME TAMGA_STORE; \"$TAMGA\" correlate --snapshot a.tamga \(output.joined(separator: " "))")
        #expect(without.status == with.status, "\(without.error)")
        #expect(try workspace.text("hits") == hits)
        #expect(try workspace.text("held") == held)
        func summary(_ outcome: Command.Outcome) -> String {
            outcome.output.replacing(/"finished": "[^"]*"/, with: "")
        }
        #expect(summary(without) == summary(with))
        #expect(without.error == with.error)
    }

    @Test("Only what has confidence enough goes into a snapshot that is made so, and the run says how much did not")
    func confidence() throws {
        let workspace = try Workspace()
        try workspace.succeed(
            "import", try workspace.write("v.csv", "ip,confidence\n198.51.100.1,90\n198.51.100.2,10\n").path)
        try workspace.write("a.log", "198.51.100.1\n198.51.100.2\n")
        try workspace.succeed("snapshot", "make", "--min-confidence", "50", "--out", "a.tamga")
        let outcome = try workspace.succeed(
            "correlate", "--snapshot", "a.tamga", "--hits", "-", "--no-summary", "a.log")
        #expect(outcome.lines.count == 1 && outcome.lines[0].contains("198.51.100.1"))
        #expect(outcome.error.contains("1 statement is below --min-confidence"))
    }

    @Test("A damaged, cut, later or foreign snapshot is refused with what to do, and nothing is searched")
    func refused() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.1\n")
        try workspace.write("a.log", "198.51.100.1\n")
        let made = try workspace.succeed("snapshot", "make", "--out", "a.tamga").output
        #expect(made.contains("1 observable") && made.contains("no rules"), "\(made)")
        #expect(try workspace.succeed("snapshot", "check", "a.tamga").output.contains("every byte checked in"))
        let good = try Data(contentsOf: workspace.path("a.tamga"))
        var damaged = good
        damaged[good.count - 9] ^= 1
        let cases: [(Data, String)] = [
            (damaged, "is damaged"), (good.prefix(good.count - 1), "should have"), (Data("x".utf8), "is no snapshot"),
        ]
        let commands = [
            ["snapshot", "check", "a.tamga"], ["correlate", "--snapshot", "a.tamga", "--hits", "-", "a.log"],
        ]
        for (bytes, words) in cases {
            try bytes.write(to: workspace.path("a.tamga"))
            for arguments in commands {
                let outcome = try workspace.start(arguments).wait()
                #expect(outcome.status == 65 && outcome.output == "", "\(arguments): \(outcome.error)")
                #expect(
                    outcome.error.contains(words) && outcome.error.contains("tamga snapshot make"), "\(outcome.error)")
            }
        }
    }

    @Test(
        "What a snapshot holds is not given beside it",
        arguments: [
            "--rules a.yml", "--store b.sqlite", "--community c.yaml", "--min-confidence 5", "--new-since 1",
            "--formats f",
        ])
    func conflicts(_ option: String) throws {
        let workspace = try Workspace()
        let words = option.split(separator: " ").map(String.init)
        let outcome = try workspace.start(["correlate", "--snapshot", "a.tamga"] + words + ["a.log"]).wait()
        #expect(outcome.status == 64, "\(outcome.error)")
        #expect(outcome.error.contains("\(words[0]) and --snapshot"), "\(outcome.error)")
    }

    @Test("Neither a snapshot nor a store is written over by what a run writes")
    func outputs() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "-", input: "198.51.100.1\n")
        try workspace.write("a.log", "198.51.100.1\n")
        try workspace.succeed("snapshot", "make", "--out", "a.tamga")
        let good = try Data(contentsOf: workspace.path("a.tamga"))
        let over = try workspace.tamga("correlate", "--snapshot", "a.tamga", "--hits", "a.tamga", "a.log")
        #expect(over.status == 64 && over.error.contains("is the snapshot"), "\(over.error)")
        #expect(try Data(contentsOf: workspace.path("a.tamga")) == good)
        #expect(try workspace.tamga("snapshot", "make", "--out", "store.sqlite").status == 64)
        #expect(try workspace.tamga("snapshot", "make", "--out", "-").status == 64)
        let nowhere = try workspace.tamga("snapshot", "make", "--store", "absent.sqlite", "--out", "b.tamga")
        #expect(nowhere.status == 65 && nowhere.error.contains("tamga import"), "\(nowhere.error)")
    }
}
