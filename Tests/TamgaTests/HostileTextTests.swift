import Foundation
import Testing

/// Text from outside that wants to act on a terminal, in every kind of input, through every command that prints it.
@Suite struct HostileTextTests {
    /// OSC 8, BEL, CSI, a colour, carriage return, C1's CSI, DEL, marks of direction, a line separator, a tag.
    static let text =
        "X\u{1B}]8;;http://x\u{7}\u{1B}[2J\u{1B}[31m\r\u{9B}31m\u{7F}\u{202E}\u{2066}\u{61C}\u{200F}\u{2028}\u{E0041}"
    /// The same as JSON text: what may not stand raw in a string is escaped.
    static let json = text.replacing("\u{1B}", with: "\\u001b").replacing("\u{7}", with: "\\u0007")
        .replacing("\r", with: "\\r")
    /// The same in a YAML scalar between quotes.
    static let yaml = "X\\e]8;;http://x\\a\\e[2J\\e[31m\\r\\x9b31m\\x7f\\u202e\\u2066\\u061c\\u200f\\u2028"
    /// Between them also NUL and bytes that are not UTF-8.
    static let bytes = Array(text.utf8) + [0x00, 0xFF, 0xC2, 0xE2, 0x80]
    static let fileName = "f\u{1B}]0;x\u{7}\u{202E}\u{9B}2J\r.log"

    /// A folder with one hostile input of each kind, imported and correlated.
    private static func workspace() throws -> Workspace {
        let workspace = try Workspace()
        func file(_ name: String, _ content: [UInt8]) throws { try Data(content).write(to: workspace.path(name)) }
        let address = Array(" 198.51.100.23 evil.example ".utf8)
        try file("a.log", bytes + address + bytes + [0x0A] + Array("2026-11-01T00:00:00Z x".utf8) + address + [0x0A])
        try file(fileName, bytes + address + bytes + [0x0A])
        try file("json.log", Array("{\"m\":\"\(json) 198.51.100.23\",\"\(json)\":\"\(json)\"}\n".utf8))
        try file("csv.log", Array("time,host,\(text)\n2026-11-01T00:00:00Z,198.51.100.23,".utf8) + bytes + [0x0A])
        let rows = "evil.example,\(text),\(text)\n198.51.100.23,=1+\(text),a\n\(text),x,y\n"
        try file("feed.csv", Array("value,name,labels\n\(rows)".utf8))
        try file("feed.txt", bytes + [0x0A] + Array("198.51.100.23\n\(text)\n".utf8) + bytes)
        let stix = """
            {"type":"bundle","id":"bundle--44af6c39-c09b-49c5-9de2-394224b04982","objects":[{"type":"indicator",
            "spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","name":"\(json)",
            "description":"\(json)","labels":["\(json)"],"created":"2026-04-06T20:03:48.000Z",
            "modified":"2026-04-06T20:03:48.000Z","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z",
            "pattern":"[domain-name:value = 'evil.example']"},
            {"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd40",
            "created":"2026-04-06T20:03:48.000Z","modified":"2026-04-06T20:03:48.000Z","pattern_type":"stix",
            "valid_from":"2026-01-01T00:00:00Z","pattern":"[file:name = '\(json)' OR a:b = '\(json)']"},
            {"type":"indicator","id":"\(json)","name":1},{"type":"\(json)","id":"\(json)"},{"a":"\(json)"},{\(json)}]}
            """
        try file("stix.json", Array(stix.utf8))
        let attributes = """
            {"type":"\(json)","value":"\(json)"},{"type":"domain","value":"evil.example","comment":"\(json)"}
            """
        let event = #"{"Event":{"uuid":"\#(json)","info":"\#(json)","Attribute":[\#(attributes)]}}"#
        try file("misp.json", Array(event.utf8))
        let warning = #"{"name":"\#(json)","type":"string","list":["9.9.9.9","\#(json)"]}"#
        try file("warn.json", Array(warning.utf8))
        try file("rule.yml", Array(Self.rule(title: yaml, id: "r-1").utf8))
        let broken = "title: \"\(yaml)\"\ndetection:\n  a: \"\(yaml)\"\n  condition: \"\(yaml)\"\n"
        try file("broken.yml", Array(broken.utf8))
        try file("raw.yml", Array("title: ".utf8) + bytes + [0x0A])
        try file("formats.yml", Array("name: \"\(yaml)\"\ntitle: \"\(yaml)\"\npattern: '(?<a>x'\n".utf8))
        let union =
            "name: \"\(yaml)\"\nmembers:\n  - code: KZ\n    names: {en: \"\(yaml)\"}\n    sectors: [\"\(yaml)\"]\n"
        try file("union.yaml", Array(union.utf8))
        try file("odd.yaml", Array("members:\n  - code: \"\(yaml)\"\n  - \"\(yaml)\": 1\n".utf8))
        return workspace
    }

    @Test("A line end in a name makes no line of its own on standard error")
    func namesOfSeveralLines() throws {
        let workspace = try Workspace()
        let name = "x\nrefused: forged"
        try FileManager.default.createDirectory(at: workspace.path(name), withIntermediateDirectories: true)
        try workspace.write("\(name)/a\nok: b.yml", "title: x\nbad: [\n")
        try workspace.write("a.log", "198.51.100.23\n")
        for arguments in [
            ["correlate", "--no-store", "--rules", name, "a.log"], ["import", name + "/none"],
            ["import", "--store", name, "a.log"],
            ["members", "list", "--community", name], ["snapshot", "check", name], ["merge", name],
            ["rules", "check", name],
        ] {
            let outcome = try workspace.start(arguments).wait()
            let lines = (outcome.error + outcome.output).split(separator: "\n")
            #expect(
                !lines.contains { $0.hasPrefix("refused: forged") || $0.hasPrefix("ok: b") },
                "\(arguments) \(outcome.error)")
            #expect(
                outcome.error.contains("\\u{a}") || outcome.output.contains("\\u{a}"), "\(arguments) \(outcome.error)")
        }
    }

    private static func rule(title: String, id: String) -> String {
        """
        title: "\(title)"
        id: "\(id)"
        level: high
        tags: ["\(title)"]
        description: "\(title)"
        logsource: {category: test}
        detection:
          a:
            - '198.51.100.23'
            - "\(title)"
          condition: a
        """
    }

    /// What is run, in this order; `§` stands for the hostile text, `¶` for the hostile file's name.
    static let lines = """
        import --from KZ feed.csv
        import --refusals feed.txt
        import --refusals --from KZ stix.json
        import misp.json
        import ¶
        import § /none/§
        allow import warn.json
        allow import feed.txt
        allow list
        allow list --entries
        allow remove §
        indicators list
        indicators search §
        indicators show evil.example
        indicators show §
        indicators show 198.51.100.23
        sources
        members list
        members list --community odd.yaml
        members list --community §
        correlate --rules rule.yml --rules broken.yml --with-record --hits - --suppressed s.ndjson a.log ¶ \
        json.log csv.log
        correlate --rules rule.yml --hits hits.ndjson a.log ¶ json.log csv.log
        correlate --format json --no-store a.log ¶
        correlate --format csv --no-store a.log ¶
        correlate --format markdown --no-store --rules rule.yml a.log ¶
        correlate § /none/§
        correlate --engine § a.log
        correlate --log-format § a.log
        correlate --rules § a.log
        correlate --member § a.log
        report
        report --format json
        report --format csv
        report --format markdown
        report --for KZ
        report --for KZ --format markdown
        report --for KZ --format csv
        report --usefulness
        report --since §
        explain a.log:1 --rules rule.yml
        explain a.log:1 --format json --rules rule.yml
        explain ¶:1
        explain §
        explain json.log:1 --rules rule.yml
        rules check rule.yml broken.yml raw.yml
        rules check --format json rule.yml broken.yml raw.yml
        rules test rule.yml
        rules test --format json rule.yml
        rules explain rule.yml --record a.log:1
        rules explain rule.yml --record a.log:1 --format json
        rules explain § --record ¶:1
        formats try a.log
        formats try ¶
        formats try json.log
        formats try csv.log
        formats try --format json csv.log
        formats try json.log --format json
        formats list --formats formats.yml
        formats check formats.yml
        formats list §
        formats try --log-format § a.log
        release check stix.json --for KZ --released
        release check stix.json --for KZ --format json
        release check stix.json --for §
        export --for KZ --as csv
        export --for KZ --as list
        export --for KZ --as misp --reason §
        export --sightings
        export --for KZ --as zeek-intel
        export --for KZ --as suricata-rules
        export --for KZ --as rpz
        export --for KZ --as sigma
        export --for KZ --as squid
        export --as §
        release log
        release log --of §
        release log --verify
        pattern check §
        pattern check [a:b='§']
        pattern match [a:b='§'] stix.json
        pattern match [a:b='c'] ¶
        bench --regex (§+)+$
        bench --regex (§ --input a.log
        users add § --member KZ
        users remove §
        users list
        feeds add § https://x.example/§
        feeds add a §
        feeds list
        webhooks add § https://x.example/ --for KZ
        webhooks add a https://x.example/§ --for KZ
        webhooks list
        pull §
        pull http://127.0.0.1:1/§
        push § http://127.0.0.1:1/
        serve --listen §
        stream --rules rule.yml
        stream --rules broken.yml
        stream --follow § --until-idle 0s
        §
        --§
        report --§ §
        help §
        import --from § x
        """.split(separator: "\n").map(String.init)

    @Test("No output of any command holds a byte that a terminal would obey, or is not UTF-8")
    func everyDoor() throws {
        let workspace = try Self.workspace()
        let environment = ["TAMGA_COMMUNITY": workspace.path("union.yaml").path]
        let input = Self.text + " 198.51.100.23 evil.example\n" + Self.text + "\n"
        var printed = 0
        for line in Self.lines {
            let arguments = line.split(separator: " ").map { word in
                String(word).replacingOccurrences(of: "§", with: Self.text)
                    .replacingOccurrences(of: "¶", with: Self.fileName)
            }
            let outcome = try workspace.start(arguments, input: input, environment: environment).wait()
            #expect(outcome.status < 128, "tamga \(line): \(outcome.status)")
            if let wrong = RawEscape.first(in: outcome.outputBytes) { Issue.record("tamga \(line), output: \(wrong)") }
            if let wrong = RawEscape.first(in: outcome.errorBytes) { Issue.record("tamga \(line), error: \(wrong)") }
            if (outcome.output + outcome.error).contains("u{1b}") || outcome.output.contains("\\u001b") { printed += 1 }
        }
        // That the hostile text is printed at all, and not only lost on the way.
        #expect(printed > 40, "\(printed) of \(Self.lines.count) lines show the text")
        for name in ["hits.ndjson", "s.ndjson"] {
            #expect(RawEscape.first(in: try Data(contentsOf: workspace.path(name))) == nil, "\(name)")
        }
    }

    @Test("A hit of a record that is not UTF-8 says so, keeps its offset in bytes, and shows the bytes")
    func invalidBytes() throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        try Data([0xFF, 0xC3, 0x20] + Array("198.51.100.23\n".utf8)).write(to: workspace.path("bad.log"))
        try workspace.write("good.log", "é 198.51.100.23 \\xff\n")
        let hits = try workspace.succeed(
            "correlate", "--no-summary", "--with-record", "--hits", "-", "bad.log", "good.log"
        ).lines.map { try JSONText.object($0) }
        #expect(hits.count == 2)
        #expect(hits[0]["invalid_utf8"] as? Bool == true && hits[1]["invalid_utf8"] == nil)
        #expect(hits[0]["byte_offset"] as? Int == 3 && hits[1]["byte_offset"] as? Int == 3)
        #expect(hits[0]["record"] as? String == "\\xff\\xc3 198.51.100.23")
        #expect(hits[1]["record"] as? String == "é 198.51.100.23 \\xff")
    }

    @Test(
        "What a client asks of a server cannot act on the terminal of whoever reads its log",
        arguments: ["text", "json"])
    func server(_ format: String) throws {
        let workspace = try Self.workspace()
        _ = try workspace.shell(
            """
            export TAMGA_COMMUNITY=union.yaml
            "$TAMGA" serve --listen 127.0.0.1:0 --log-format \(format) 2> log & server=$!
            for i in $(seq 6000); do grep -q listening log && break; sleep 0.05; done
            port=$(sed -n 's,.*127.0.0.1:\\([0-9]*\\)/.*,\\1,p' log)
            for path in '/taxii2/%1b%5B2J%0d%0aX' $'/\\e]0;x\\a' $'/taxii2/?a=\\xc2\\x9b2J' $'/\\xe2\\x80\\xae' $'/\\xff'; do
              exec 3<> "/dev/tcp/127.0.0.1/$port"
              printf 'GET %s HTTP/1.1\\r\\nHost: \\x1b[2J\\r\\n' "$path" >&3
              printf 'User-Agent: \\x1b[2J\\xc2\\x9b\\r\\nAuthorization: Bearer \\x1b\\r\\n' >&3
              printf 'Connection: close\\r\\n\\r\\n' >&3
              timeout 300 cat <&3 > reply; exec 3>&-
            done
            kill $server; wait $server
            """)
        let log = try Data(contentsOf: workspace.path("log"))
        #expect(log.split(separator: 0x0A).count > 2)
        #expect(RawEscape.first(in: log) == nil, "\(RawEscape.first(in: log) ?? "")")
    }
}
