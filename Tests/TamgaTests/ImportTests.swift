import Foundation
import Testing

/// Knowledge comes in from files, folders, packed files and streams, once.
@Suite struct ImportTests {
    static let samples = Workspace.root.appending(path: "samples")

    @Test("Importing the same again changes nothing and says so")
    func twice() throws {
        let workspace = try Workspace()
        let first = try workspace.succeed("import", "--from", "KZ", "indicators/kz", in: Self.samples)
        #expect(!first.error.contains("nothing changed"))
        let again = try workspace.succeed("import", "--from", "KZ", "indicators/kz", in: Self.samples)
        let feeds = again.error.split(separator: "\n").filter { $0.hasPrefix("indicators/") }
        #expect(feeds.count == 2)
        for line in feeds { #expect(line.hasSuffix("nothing changed"), "\(line)") }
        #expect(revision(first) == revision(again))
    }

    @Test("Standard input, a folder, a file: the same indicators")
    func ways() throws {
        let list = "198.51.100.23\nevil.example\n"
        let expected = ["198.51.100.23", "evil.example"]
        let stream = try Workspace()
        try stream.succeed("import", "-", input: list)
        #expect(try values(stream) == expected)
        let folder = try Workspace()
        try folder.write("feeds/a/one.txt", "198.51.100.23\n")
        try folder.write("feeds/two.txt", "evil.example\n")
        try folder.write("feeds/.hidden", "hidden.example\n")
        try folder.succeed("import", "feeds")
        #expect(try values(folder) == expected)
    }

    @Test("Packed feeds and packed logs are unpacked", arguments: ["gzip gz", "zstd zst", "xz xz", "bzip2 bz2"])
    func packed(_ tool: String) throws {
        let words = tool.split(separator: " ").map(String.init)
        try #require(Workspace.has(words[0]), "\(words[0]) is not installed; make deps installs it")
        let workspace = try Workspace()
        try workspace.write("list.txt", "198.51.100.23\n")
        try workspace.write("a.log", "2026-11-01T00:00:00Z from 198.51.100.23\n")
        let plain = try workspace.succeed("import", "--from", "KZ", "list.txt")
        let hits = try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.log")
        #expect(try workspace.shell("\(words[0]) -q list.txt a.log").status == 0)
        let again = try workspace.succeed("import", "--from", "KZ", "list.txt.\(words[1])")
        #expect(again.error.contains("nothing changed"), "\(again.error)")
        #expect(revision(plain) == revision(again))
        let packedHits = try workspace.succeed(
            "correlate", "--hits", "-", "--no-summary", "--no-store", "a.log.\(words[1])")
        let ids = try [hits, packedHits].map { try JSONText.object($0.output)["id"] as? String }
        #expect(ids[0] != nil && ids[0] == ids[1], "the same hit, however the log is packed")
    }

    /// A feed, and what is told of its networks; nothing of the last.
    static let wideNetworks: [(feed: String, told: String)] = [
        ("0.0.0.0/0\n203.0.113.0/24\n", "; nearly every log will hit 0.0.0.0/0"),
        ("128.0.0.0/1\n::/15\n2000::/3\n64.0.0.0/7\n64.0.0.0/7\n", "128.0.0.0/1, 2000::/3, 64.0.0.0/7 and 1 more"),
        (
            """
            {"type":"indicator","spec_version":"2.1","id":"indicator--\(UUID().uuidString.lowercased())",
             "created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","valid_from":"2026-01-01T00:00:00Z",
             "pattern_type":"stix","pattern":"[ipv4-addr:value = '0.0.0.0/1']"}
            """, "; nearly every log will hit 0.0.0.0/1"
        ),
        ("10.0.0.0/8\n2001::/16\n198.51.100.23\n", ""),
    ]

    @Test("A network that nearly every log hits is named, however it comes", arguments: wideNetworks)
    func wide(_ feed: String, _ told: String) throws {
        let workspace = try Workspace()
        for _ in 0..<2 {
            let outcome = try workspace.succeed("import", "-", input: feed)
            #expect(told.isEmpty ? !outcome.error.contains("nearly") : outcome.error.contains(told), "\(outcome.error)")
        }
    }

    @Test("bytes that a packed feed unpacks to, for each of its own: past them the rest is not read, and that is said")
    func bombs() throws {
        let workspace = try Workspace()
        // 70,000,000 bytes of 97,000 or so are too many; of what lies within the first 64 MiB any number may be.
        _ = try workspace.shell(
            "(echo 198.51.100.23; yes '' | head -c 70000000; echo 198.51.100.24) | gzip > bomb.txt.gz")
        _ = try workspace.shell(
            "(echo 198.51.100.25; yes '' | head -c 60000000; echo 198.51.100.26) | gzip > small.txt.gz")
        let bomb = try workspace.succeed("import", "bomb.txt.gz", "small.txt.gz")
        #expect(
            bomb.error.contains(
                "bomb.txt.gz: unpacks to more than 200 bytes for each of its own: the rest was not read"))
        #expect(!bomb.error.contains("small.txt.gz: unpacks"))
        #expect(try values(workspace) == ["198.51.100.23", "198.51.100.25", "198.51.100.26"])
    }

    @Test("What is not accepted is refused with file, line and reason; the rest goes in")
    func refusals() throws {
        let workspace = try Workspace()
        let outcome = try workspace.succeed("import", "indicators/tj/mixed.txt", in: Self.samples)
        #expect(outcome.error.contains("list, 9 items: 3 indicators (3 new), 6 refused"))
        #expect(outcome.error.contains("refused: indicators/tj/mixed.txt:3: "))
    }

    @Test("--quiet prints nothing")
    func quiet() throws {
        let outcome = try Workspace().succeed("import", "--quiet", "-", input: "198.51.100.23\n")
        #expect(outcome.error == "" && outcome.output == "")
    }

    @Test("list, search and show say what is known, of whom and since when")
    func indicators() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "IN", "indicators/in", in: Self.samples)
        try workspace.succeed("import", "--from", "UZ", "indicators/uz", in: Self.samples)
        let list = try workspace.succeed("indicators", "list", "--producer", "UZ", "--type", "ipv4-network")
        #expect(list.lines.count > 1 && list.lines.dropFirst().allSatisfy { $0.contains(" UZ ") }, "\(list.output)")
        #expect(try workspace.succeed("indicators", "search", "trade-docs").output.contains("trade-docs.example.com"))
        let show = try workspace.succeed("indicators", "show", "trade-docs[.]example[.]com").output
        #expect(show.contains("shared by   IN"), "\(show)")
        let limited = try workspace.succeed("indicators", "list", "--limit", "1")
        #expect(limited.lines.count == 2)
        #expect(limited.error.contains("1 of "))
        let sources = try workspace.succeed("sources").output
        for name in ["malware.csv", "damaged.json", "networks.txt", "rented-servers.json"] {
            #expect(sources.contains(name))
        }
        let members = try workspace.succeed("members", "list", "--community", "community.yaml", in: Self.samples)
        #expect(members.lines.count == 11)
    }

    private func values(_ workspace: Workspace) throws -> [String] {
        try workspace.succeed("indicators", "list").lines.dropFirst().compactMap {
            $0.split(separator: " ").dropFirst().first.map(String.init)
        }.sorted()
    }

    private func revision(_ outcome: Command.Outcome) -> Substring? { outcome.error.split(separator: " ").last }
}
