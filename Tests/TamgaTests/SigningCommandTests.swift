import Foundation
import Testing

/// `tamga keys`, `export --sign`, `verify` and `import --require-signature`, end to end.
@Suite struct SigningCommandTests {
    static let community = Workspace.root.appending(path: "samples/community.yaml").path
    static let bundle = Workspace.root.appending(path: "samples/indicators/by/phishing.json").path

    private static let identityOfBY = "identity--f6fadfa7-e5c1-4b62-9362-da5cc13da58a"

    /// Keys of BY and KZ, the list of both, and a file that BY has signed.
    private func prepared() throws -> Workspace {
        let workspace = try Workspace()
        let by = try workspace.succeed("keys", "make", "--for", "BY", "--out", "by.key")
        let kz = try workspace.succeed("keys", "make", "--for", "KZ", "--out", "kz.key")
        try workspace.write("members.keys", by.output + kz.output)
        try workspace.succeed("import", "--from", "BY", Self.bundle, environment: Self.environment)
        try workspace.succeed(
            "export", "--for", "KZ", "--as", "stix", "--output", "out.json", "--sign", "by.key",
            environment: Self.environment)
        return workspace
    }

    private static let environment = ["TAMGA_COMMUNITY": community]

    private func take(_ workspace: Workspace, _ file: String, _ more: String...) throws -> Command.Outcome {
        try workspace.start(
            ["import", "--store", "other.sqlite", "--require-signature", "--keys", "members.keys"] + more + [file],
            environment: Self.environment
        ).wait()
    }

    private func count(_ workspace: Workspace) throws -> Int {
        try workspace.tamga("indicators", "list", "--store", "other.sqlite").lines.count
    }

    @Test("A key file is its owner's alone, and is never written over")
    func keys() throws {
        let workspace = try Workspace()
        let made = try workspace.succeed("keys", "make", "--for", "UZ", "--out", "uz.key")
        #expect(made.lines.count == 1 && made.lines[0].hasPrefix("UZ ed25519 "))
        let mode = try FileManager.default.attributesOfItem(atPath: workspace.path("uz.key").path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let before = try workspace.text("uz.key")
        #expect(try workspace.tamga("keys", "make", "--for", "KZ", "--out", "uz.key").status == 74)
        #expect(try workspace.text("uz.key") == before)
        #expect(try workspace.succeed("keys", "show", "uz.key").output == made.output)
        let secret = try #require(before.split(separator: "secret: ").last?.split(separator: "\n").first)
        #expect(!made.output.contains(secret) && !made.error.contains(secret))
        _ = try workspace.shell("chmod 640 uz.key")
        let open = try workspace.tamga("keys", "show", "uz.key")
        #expect(open.status == 65 && open.error.contains("chmod 600") && !open.error.contains(secret))
    }

    @Test("A signed export is verified, and taken as its signer's")
    func roundTrip() throws {
        let workspace = try prepared()
        let verified = try workspace.succeed("verify", "--keys", "members.keys", "--from", "BY", "out.json")
        #expect(verified.output.hasPrefix("out.json: signed by BY, key "))
        let taken = try take(workspace, "out.json")
        #expect(taken.status == 0, "\(taken.error)")
        #expect(try count(workspace) > 1)
        #expect(try workspace.tamga("sources", "--store", "other.sqlite").output.contains("BY"))
        // A name does not matter, what is in the file does.
        _ = try workspace.shell("cp out.json renamed.json; cp out.json.sig renamed.json.sig")
        #expect(try workspace.tamga("verify", "--keys", "members.keys", "renamed.json").status == 0)
        #expect(try workspace.shell("ls").lines.filter { $0.contains("signed-") } == [])
    }

    @Test("What a signed definition and another one of its id mark goes to nobody")
    func contestedDefinitions() throws {
        let workspace = try prepared()
        let marking = "11111111-2222-4333-8444-555555555555"
        for (number, (member, level)) in [("KZ", "CLEAR"), ("BY", "AMBER")].enumerated() {
            try workspace.write(
                "\(member).json",
                #"{"type":"bundle","id":"bundle--\#(marking)","objects":[{"type":"marking-definition","spec_version":"2.1","#
                    + #""id":"marking-definition--\#(marking)","created":"2026-10-01T00:00:00.000Z","#
                    + #""definition_type":"statement","definition":{"statement":"TLP:\#(level)"}},"#
                    + ReleaseCommandTests.object(number + 1, ReleaseCommandTests.refs(marking)) + "]}")
            try workspace.succeed(
                "import", "--store", member, "--from", member, "\(member).json", environment: Self.environment)
            try workspace.succeed(
                "export", "--store", member, "--for", "RU", "--as", "stix", "--output", "\(member).out", "--sign",
                "\(member.lowercased()).key", environment: Self.environment)
            let taken = try take(workspace, "\(member).out")
            #expect(taken.status == 0 && taken.error.contains("refused") == false, "\(taken.error)")
        }
        for recipient in ["anyone", "RU"] {
            let outcome = try workspace.tamga(
                "export", "--store", "other.sqlite", "--for", recipient, "--as", "list", environment: Self.environment)
            #expect(!outcome.output.contains("198.51.100."), "\(outcome.output) \(outcome.error)")
        }
    }

    static let refusals: [(change: String, arguments: [String], words: String)] = [
        ("rm out.json.sig", [], "unsigned"),
        ("printf ' ' >> out.json", [], "was changed"),
        ("sed -i 's/^member: BY/member: KZ/' out.json.sig", [], "no key"),
        ("sed -i 's/^signature: ./signature: A/;s/^time: 2/time: 1/' out.json.sig", [], "signature"),
        ("grep -v '^BY' members.keys > m; mv m members.keys", [], "none of BY"),
        ("true", ["--from", "KZ"], "not KZ"),
        ("sed -i '/^BY/s/$/ 2020-01-01 2020-02-01/' members.keys", [], "not good any more"),
        ("echo junk > out.json.sig", [], "no signature"),
        ("head -c 100000 /dev/zero > out.json.sig", [], "longer than"),
    ]

    @Test("What is not proven is refused before anything is stored", arguments: refusals)
    func refused(_ change: String, _ arguments: [String], _ words: String) throws {
        let workspace = try prepared()
        #expect(try workspace.shell(change).status == 0)
        let taken = try workspace.start(
            ["import", "--store", "other.sqlite", "--require-signature", "--keys", "members.keys", "out.json"]
                + arguments, environment: Self.environment
        ).wait()
        #expect(taken.status == 65 && taken.error.contains(words), "\(taken.status): \(taken.error)")
        #expect(try count(workspace) <= 1)
        #expect(try workspace.tamga("sources", "--store", "other.sqlite").lines.count <= 1)
        let verified = try workspace.start(["verify", "--keys", "members.keys", "out.json"] + arguments).wait()
        #expect(verified.status == 65)
    }

    @Test("What another member has created is refused in a file that a member has signed")
    func anothersObjects() throws {
        let workspace = try prepared()
        let signed = try workspace.shell(
            """
            "$TAMGA" export --for KZ --as stix --output kz.json --sign kz.key --community \(Self.community)
            """)
        #expect(signed.status == 0, "\(signed.error)")
        let taken = try take(workspace, "kz.json", "--refusals")
        #expect(taken.error.contains("BY has created it, and KZ has signed the file"), "\(taken.error)")
        #expect(try count(workspace) <= 1)
    }

    @Test("Nobody changes what another member has stated by leaving out who has created it", arguments: [true, false])
    func anothersObjectsUnnamed(isNamed: Bool) throws {
        let workspace = try prepared()
        func bundle(_ name: String, _ more: String) throws {
            try workspace.write(
                name,
                """
                {"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111112","objects":[{"type":"indicator",
                "spec_version":"2.1","id":"indicator--11111111-1111-4111-8111-111111111111","created":"2026-01-01T00:00:00Z",
                "pattern":"[ipv4-addr:value = '203.0.113.222']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z",\(more)}]}
                """)
        }
        // Who it is of is known by its creator, or by whose feed it came from.
        let creator = isNamed ? #","created_by_ref":"\#(Self.identityOfBY)""# : ""
        try bundle("own.json", #""modified":"2026-01-01T00:00:00Z"\#(creator)"#)
        try workspace.succeed(
            "import", "--store", "other.sqlite", "--from", "BY", "own.json", environment: Self.environment)
        try bundle("theirs.json", #""modified":"2026-02-01T00:00:00Z","revoked":true"#)
        try workspace.succeed(
            "import", "--store", "theirs.sqlite", "--from", "KZ", "theirs.json", environment: Self.environment)
        try workspace.succeed(
            "export", "--store", "theirs.sqlite", "--for", "BY", "--as", "stix", "--output", "signed.json", "--sign",
            "kz.key", environment: Self.environment)
        let taken = try take(workspace, "signed.json", "--refusals")
        #expect(taken.error.contains("stated it, and KZ, who has signed the file, may not change it"), "\(taken.error)")
        let listed = try workspace.tamga("indicators", "list", "--store", "other.sqlite")
        #expect(listed.output.contains("203.0.113.222") && !listed.output.contains("revoked"), "\(listed.output)")
    }

    @Test("Standard input, and a signature without a list of keys, are no use")
    func usage() throws {
        let workspace = try prepared()
        #expect(try take(workspace, "-").error.contains("standard input"))
        #expect(try workspace.tamga("import", "--require-signature", "out.json").status == 64)
        #expect(try workspace.tamga("import", "--keys", "members.keys", "out.json").status == 64)
        #expect(try workspace.tamga("export", "--for", "KZ", "--as", "stix", "--sign", "by.key").status == 64)
        let missing = try workspace.tamga(
            "export", "--for", "KZ", "--as", "stix", "--output", "x.json", "--sign", "none.key",
            environment: Self.environment)
        #expect(missing.status == 74 && missing.error.contains("none.key"))
        // A signature that nobody has named does not hold a run up.
        _ = try workspace.shell("cp out.json pipe.json; mkfifo pipe.json.sig")
        let pipe = try take(workspace, "pipe.json")
        #expect(pipe.status == 65 && pipe.error.contains("pipe.json.sig is no file"), "\(pipe.error)")
        #expect(try workspace.shell("ls").lines.contains("x.json") == false)
    }
}
