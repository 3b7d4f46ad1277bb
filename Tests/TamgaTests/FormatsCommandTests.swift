import Foundation
import Testing

/// How logs would be read, as the command says it.
@Suite struct FormatsCommandTests {
    static let format = """
        name: shop
        title: The shop's own log
        pattern: '^(?<time>\\S+) (?<user>\\S+) buys (?<item>.+)$'
        examples:
          - line: 2026-11-24T10:00:00Z anna buys a hat
            fields: {user: anna, item: a hat}
        """

    @Test("All formats are listed, with their fields and the log sources that name them")
    func list() throws {
        let workspace = try Workspace()
        let all = try workspace.succeed("formats", "list")
        for name in ["json", "zeek", "w3c", "csv", "journald", "syslog", "sshd", "sudo", "squid"] {
            #expect(all.lines.contains { $0.hasPrefix("\(name) ") }, "\(name)")
        }
        let one = try workspace.succeed("formats", "list", "sshd", "--format", "json")
        let rows = try #require(try JSONText.value(one.output) as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows[0]["within"] as? String == "syslog")
        #expect((rows[0]["fields"] as? [String])?.contains("src_ip") == true)
        #expect((rows[0]["log_sources"] as? [String])?.contains("linux/sshd") == true)
        #expect(try workspace.tamga("formats", "list", "nonsense").status == 65)
    }

    @Test("Own formats stand beside the built-in ones")
    func ownFormats() throws {
        let workspace = try Workspace()
        try workspace.write("formats/shop.yml", Self.format)
        #expect(
            try workspace.succeed("formats", "list", "shop", "--formats", "formats").output.contains("item, time, user")
        )
    }

    @Test("A file of formats is ok where its examples are read as they say")
    func checkGood() throws {
        let workspace = try Workspace()
        try workspace.write("formats/shop.yml", Self.format)
        let outcome = try workspace.succeed("formats", "check", "formats")
        #expect(outcome.lines.first == "formats/shop.yml: ok (1 format)")
        #expect(outcome.output.contains("1 file, 1 format, 1 example, 0 errors, 0 warnings"))
    }

    @Test(
        "What is wrong in a file of formats is shown with its line",
        arguments: [
            ("buys (?<item>", "buys (?<item", "shop.yml:3:"),
            ("item: a hat}", "item: a cap}", "shop.yml:5: shop: item is “a hat”, not “a cap”"),
            ("buys a hat", "sells a hat", "shop.yml:5: shop: the example is read by nothing"),
            ("name: shop", "nome: shop", "shop.yml:"),
            ("title:", "within: nothing\ntitle:", "shop.yml:1: shop: there is no format nothing"),
        ])
    func checkBad(_ text: String, _ other: String, _ words: String) throws {
        let workspace = try Workspace()
        try workspace.write("formats/shop.yml", Self.format.replacing(text, with: other))
        let outcome = try workspace.tamga("formats", "check", "formats")
        #expect(outcome.status == 65)
        #expect(outcome.lines.contains { $0.hasPrefix("error: ") && $0.contains(words) }, "\(outcome.output)")
    }

    @Test("The formats that come with the program are right")
    func ownFiles() throws {
        let folder = Workspace.root.appending(path: "rules/formats").path
        try Workspace().succeed("formats", "check", folder)
    }

    @Test("A log is shown as it would be read: layout, fields, time, log sources, and a tally of all records")
    func tryText() throws {
        let workspace = try Workspace()
        let line = "Nov 24 09:20:02 web1 sshd[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2\n"
        try workspace.write("auth.log", String(repeating: line, count: 5_000) + "???\n" + line)
        let outcome = try workspace.succeed("formats", "try", "auth.log", "--lines", "1")
        #expect(outcome.lines.first == "auth.log: recognised as text")
        #expect(outcome.output.contains("read as syslog › sshd, at "))
        #expect(outcome.output.contains("log source: product linux, service sshd"))
        #expect(outcome.lines.contains { $0.contains("src_ip") && $0.hasSuffix(" 192.0.2.7") })
        #expect(outcome.output.contains("5002 records"))
        #expect(outcome.output.contains("5001  read as syslog › sshd"))
        #expect(outcome.output.contains("1  read by no format (line 5001)"))
        #expect(!outcome.output.contains("auth.log:2 "))
    }

    @Test("Layouts are recognised, and another can be named")
    func layouts() throws {
        let workspace = try Workspace()
        try workspace.write("a.json", "[{\"a\":1},\n {\"a\":2}]\n")
        #expect(try workspace.succeed("formats", "try", "a.json").output.contains("json, an array of records"))
        try workspace.write("a.csv", "time;user\n2026-01-01T00:00:00Z;anna\n")
        let csv = try workspace.succeed("formats", "try", "a.csv", "--log-format", "csv", "--format", "json")
        let report = try JSONText.object(csv.output)
        let record = try #require((report["records"] as? [[String: Any]])?.last)
        let fields = try #require(record["fields"] as? [[String: Any]])
        #expect(fields.contains { $0["name"] as? String == "user" && $0["value"] as? String == "anna" })
        try workspace.write("b.json", "{\"a\":1}\n{oops\n")
        #expect(try workspace.succeed("formats", "try", "b.json").output.contains("1  malformed"))
        #expect(try workspace.tamga("formats", "try", "a.csv", "--log-format", "nonsense").status == 64)
        #expect(try workspace.tamga("formats", "try", "nowhere").status == 74)
        #expect(
            try workspace.succeed("formats", "try", "-", input: "{\"a\":1}\n").output.contains("json, an object a line")
        )
    }
}
