import Foundation
import Testing

/// `tamga export --for`: what leaves a store, for whom, in which form, and what is written down of it.
@Suite struct ExportCommandTests {
    static let community = ReleaseCommandTests.community
    static let forms = [
        "stix", "csv", "list", "zeek-intel", "suricata-rules", "rpz", "hosts", "nftables", "squid", "sigma", "misp",
    ]

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("b.json", ReleaseCommandTests.bundle)
        try workspace.succeed("import", "--from", "UZ", "b.json", environment: Self.community)
        try workspace.succeed(
            "import", "--from", "RU", "-", input: "198.51.100.77\nsecret.example\n8.8.8.8\n",
            environment: Self.community)
        return workspace
    }

    @Test("Nothing that may not go stands in any form, by value, name or id", arguments: forms)
    func noLeak(_ form: String) throws {
        let workspace = try workspace()
        for (recipient, hidden) in [
            ("KZ", [3, 4, 6]), ("UZ", [4, 5, 6]), ("RU", [3, 4, 5, 6]), ("regional-csirt", [2, 3, 4, 5, 6, 77]),
            ("anyone", [1, 2, 3, 4, 5, 6, 7, 77]),
        ] {
            let outcome = try workspace.succeed(
                "export", "--for", recipient, "--as", form, environment: Self.community)
            for number in hidden {
                // Forward, as squid's patterns write it, and as zones do.
                for text in ["198.51.100.\(number)", "198\\.51\\.100\\.\(number)", ".\(number).100.51.198"] {
                    #expect(!outcome.output.contains(text), "\(text) for \(recipient)")
                }
                #expect(!outcome.output.contains("00000000000\(number)\""), "\(number) for \(recipient)")
            }
            #expect(!outcome.output.contains("n7"), "the name of number 7 for \(recipient)")
            if hidden.contains(77) { #expect(!outcome.output.contains("secret"), "for \(recipient)") }
            #expect(outcome.error.contains("for \(recipient): "), "\(outcome.error)")
        }
    }

    @Test("What goes is there: objects byte for byte, values in the form")
    func contents() throws {
        let workspace = try workspace()
        let stix = try workspace.succeed("export", "--for", "KZ", "--as", "stix", environment: Self.community).output
        for number in [1, 2, 5] {
            #expect(
                stix.contains(
                    "\n{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"indicator--00000000-0000-4000-8000-00000000000\(number)\""
                ))
        }
        #expect(stix.contains("secret.example"))
        #expect(
            stix == (try workspace.succeed("export", "--for", "KZ", "--as", "stix", environment: Self.community).output)
        )
        let list = try workspace.succeed("export", "--for", "KZ", "--as", "list", environment: Self.community)
        #expect(
            list.lines == [
                "198.51.100.1", "198.51.100.2", "198.51.100.5", "198.51.100.7", "198.51.100.77", "secret.example",
            ])
        #expect(list.error.contains("1 left out: known to be harmless"))
        #expect(list.error.contains("TLP:RED goes to those that it names, and it does not name KZ"))
        let csv = try workspace.succeed(
            "export", "--for", "KZ", "--as", "csv", "--type", "ipv4", environment: Self.community)
        // Of number 7 the name may not go, and so no words of it.
        #expect(csv.output.contains("\n198.51.100.7,ipv4,,,TLP:GREEN,,,,,indicator--"), "\(csv.output)")
        #expect(csv.output.contains("8.8.8.8") && !csv.output.contains("secret"))
    }

    @Test("What refers to a secret stays when the secret ends; what was shared and is revoked goes out as that")
    func whatHasEnded() throws {
        let workspace = try workspace()
        func export(_ recipient: String) throws -> String {
            try workspace.succeed("export", "--for", recipient, "--as", "stix", environment: Self.community).output
        }
        func id(_ number: Int) -> String { "indicator--00000000-0000-4000-8000-00000000000\(number)" }
        let relationship = "relationship--00000000-0000-4000-8000-000000000008"
        // Withdrawn here, then revoked by its producer: number 4 is TLP:RED, and a relationship points at it.
        try workspace.succeed("indicators", "revoke", id(4))
        #expect(!(try export("KZ").contains(relationship)))
        let revoked = "\"modified\":\"2026-02-01T00:00:00.000Z\",\"revoked\":true"
        for (number, marking) in [(4, ReleaseCommandTests.red), (1, ReleaseCommandTests.green)] {
            let object = ReleaseCommandTests.object(number, ReleaseCommandTests.refs(marking)).replacing(
                "\"modified\":\"2026-01-01T00:00:00.000Z\"", with: revoked)
            try workspace.write("r.json", "[\(object)]")
            try workspace.succeed("import", "--from", "UZ", "r.json", environment: Self.community)
        }
        for recipient in ["KZ", "RU", "regional-csirt", "anyone"] {
            let output = try export(recipient)
            #expect(!output.contains(relationship) && !output.contains(id(4)), "\(recipient)")
        }
        #expect(try export("regional-csirt").contains(revoked))
        let list = try workspace.succeed("export", "--for", "KZ", "--as", "list", environment: Self.community).lines
        #expect(!list.contains("198.51.100.1") && list.contains("198.51.100.2"))
    }

    @Test("--min-confidence keeps out what is below, and what states none")
    func confidence() throws {
        let workspace = try Workspace()
        try workspace.succeed(
            "import", "--from", "UZ", "--format", "csv", "-",
            input: "ip,confidence\n198.51.100.1,90\n198.51.100.2,50\n198.51.100.3,\n", environment: Self.community)
        let outcome = try workspace.succeed(
            "export", "--for", "KZ", "--as", "list", "--min-confidence", "60", environment: Self.community)
        #expect(outcome.output == "198.51.100.1\n")
        #expect(outcome.error.contains("2 left out: below --min-confidence"))
    }

    @Test("Each export is in the log, with who, what, when and why; and the log notices a change")
    func log() throws {
        let workspace = try workspace()
        for form in ["list", "stix"] {
            try workspace.succeed(
                "export", "--for", "KZ", "--as", form, "--by", "analyst", "--reason", "weekly exchange",
                environment: Self.community)
        }
        try workspace.succeed("export", "--for", "UZ", "--as", "list", environment: Self.community)
        let log = try workspace.succeed("release", "log", "--for", "KZ").lines
        #expect(log.count == 3)
        #expect(log[1].contains("analyst") && log[1].contains("export list") && log[1].contains("weekly exchange"))
        let held = try workspace.succeed("release", "log", "--of", "indicator--00000000-0000-4000-8000-000000000005")
        #expect(held.lines.count == 2 && held.lines[1].contains("KZ"))
        #expect(
            try workspace.succeed("release", "log", "--of", "indicator--00000000-0000-4000-8000-000000000004").lines
                .count == 1)
        #expect(try workspace.succeed("release", "log", "--verify").output.hasPrefix("3 entries, unchanged"))
        if Workspace.has("sqlite3") {
            _ = try workspace.shell(
                "sqlite3 store.sqlite \"DROP TRIGGER release_stays; UPDATE release SET actor = 'nobody' WHERE number = 2\""
            )
            let verified = try workspace.tamga("release", "log", "--verify")
            #expect(verified.status == 65 && verified.error.contains("number 2 is not what was written"))
        }
    }

    @Test("Sightings of what a recipient may not have stay here")
    func sightings() throws {
        let workspace = try workspace()
        try workspace.write("a.log", "x 198.51.100.1\nx 198.51.100.4\nx 198.51.100.5\nx 198.51.100.77\n")
        try workspace.succeed("correlate", "--member", "TJ", "--no-summary", "a.log", environment: Self.community)
        func sighted(_ recipient: String) throws -> Set<String> {
            let output = try workspace.succeed(
                "export", "--sightings", "--for", recipient, environment: Self.community
            ).output
            return Set(
                ["100.1", "100.4", "100.5", "100.77"].filter {
                    output.contains("198.51.\($0)'") || output.contains("198.51.\($0)\"")
                })
        }
        #expect(try sighted("KZ") == ["100.1", "100.5", "100.77"])
        #expect(try sighted("UZ") == ["100.1", "100.77"])
        #expect(try sighted("regional-csirt") == [])
        #expect(try sighted("anyone") == [])
    }

    @Test("Nothing is left beside the store where nobody reads on")
    func abandoned() throws {
        let workspace = try workspace()
        let outcome = try workspace.shell(
            "(until [ -e gone ]; do sleep 0.02; done; TAMGA_COMMUNITY=\(Self.community["TAMGA_COMMUNITY"] ?? "") \"$TAMGA\" export --for KZ --as list; "
                + "echo $? > status) | (exec 0<&-; : > gone); cat status; ls -a")
        #expect(outcome.lines.count > 1 && outcome.lines[0] != "0", "\(outcome.error)")
        #expect(!outcome.output.contains(".release-"), "\(outcome.output)")
    }

    @Test("A file is written whole, and nothing is left beside the store")
    func files() throws {
        let workspace = try workspace()
        try workspace.succeed(
            "export", "--for", "KZ", "--as", "list", "--output", "out.txt", environment: Self.community)
        #expect(try workspace.text("out.txt").hasSuffix("secret.example\n"))
        let failed = try workspace.tamga(
            "export", "--for", "KZ", "--as", "list", "--output", "no/such/out.txt", environment: Self.community)
        #expect(failed.status == 74)
        let names = try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path)
        #expect(!names.contains { $0.contains(".release-") }, "\(names)")
        #expect(try workspace.tamga("export", "--for", "KZ", "--as", "list", "--output", "store.sqlite").status == 64)
    }

    @Test(
        "Used wrongly, it says how",
        arguments: [
            "export --for KZ", "export --as list", "export --as list --sightings --for KZ", "export --as odd --for KZ",
            "export --for KZ --as suricata-dataset", "export --for KZ --as stix --type domain",
            "export --for KZ --as list --min-confidence 101", "export --for KZ --as list --since 7d",
            "export --sightings --for KZ --up-to red",
        ])
    func usage(_ line: String) throws {
        let outcome = try Workspace().start(line.split(separator: " ").map(String.init), environment: Self.community)
            .wait()
        #expect(outcome.status == 64 && outcome.output == "", "\(outcome.error)")
    }

    @Test("What is exported as CSV finds the same where it is imported, a name that looks like a formula too")
    func csvComesBack() throws {
        let workspace = try Workspace()
        let names = ["@WanaDecryptor@.exe", "=cmd|calc", "-2+3.exe", "'=x.exe", "+1.exe", "plain.exe"]
        try workspace.write("names.csv", "value,type\n" + names.map { "\($0),file-name\n" }.joined())
        try workspace.write("a.log", names.map { "started C:\\Users\\x\\\($0) now\n" }.joined())
        func hits(_ store: String) throws -> [String] {
            let run = try workspace.succeed(
                "correlate", "--store", store, "--hits", "-", "--no-summary", "--quiet", "a.log")
            return try run.lines.map { try JSONText.object($0)["value"] as? String ?? "" }.sorted()
        }
        try workspace.succeed("import", "--store", "one", "--from", "KZ", "names.csv")
        try workspace.succeed(
            "export", "--store", "one", "--for", "UZ", "--as", "csv", "--output", "out.csv", environment: Self.community
        )
        let text = try workspace.text("out.csv")
        #expect(!text.split(separator: "\n").contains { "=+-@".contains($0.first { $0 != "\"" }!) }, "\(text)")
        try workspace.succeed("import", "--store", "two", "--from", "KZ", "out.csv")
        #expect(try hits("two") == hits("one") && hits("one").contains("@wanadecryptor@.exe"))
    }
}
