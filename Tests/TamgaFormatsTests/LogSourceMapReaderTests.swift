import TamgaFormats
import TamgaModel
import Testing

@Suite struct LogSourceMapReaderTests {
    static func read(_ yaml: String) throws(FormatsError) -> LogSourceMap {
        try LogSourceMapReader.read(Array(yaml.utf8), source: "logsources.yml")
    }

    @Test("A map of log sources is read whole")
    func whole() throws {
        let map = try Self.read(
            """
            envelopes: [Event.EventData, winlog]
            fields:
              EventID: [Event.System.EventID, event_id]
              Channel: Event.System.Channel
            sources:
              - product: Windows
                category: process_creation
                formats: json
                when: { Channel: "*Sysmon*", EventID: [1, 4688], Image: null, "Provider|optional": x, Any: "*" }
                fields: { CommandLine: [Cmd, ProcessCommandLine], Image: Exe }
              - service: sshd
                formats: [syslog, sshd]
            """)
        #expect(map.envelopes == ["Event.EventData", "winlog"])
        #expect(map.fields == ["EventID": ["Event.System.EventID", "event_id"], "Channel": ["Event.System.Channel"]])
        let entry = map.entries[0]
        #expect(
            entry.product == "windows" && entry.category == "process_creation" && entry.service == nil
                && entry.formats == ["json"])
        #expect(
            entry.conditions == [
                .init(field: "Channel", values: ["*Sysmon*"]), .init(field: "EventID", values: ["1", "4688"]),
                .init(field: "Image", values: []),
                .init(field: "Provider", values: ["x"], mayBeAbsent: true), .init(field: "Any", values: []),
            ])
        #expect(entry.fields == ["CommandLine": ["Cmd", "ProcessCommandLine"], "Image": ["Exe"]])
        #expect(map.entries.map(\.line) == [6, 11])
        #expect(map.entries[1].formats == ["syslog", "sshd"] && map.entries[1].conditions.isEmpty)
    }

    @Test(
        "What is wrong is said with its line",
        arguments: [
            ("", nil, "empty"), ("sorces: []\n", 1, "“sorces” is not known"),
            ("sources:\n  - product: a\n    servce: b\n", 3, "“servce” is not known in a log source"),
            ("sources: x\n", 1, "must be a list"),
            ("sources:\n  - {formats: json}\n", 2, "says nothing"), ("sources:\n  - product: ''\n", 2, "is empty"),
            ("sources:\n  - product: [a]\n", 2, "single value"),
            ("sources:\n  - product: a\n    product: b\n", 3, "stands twice"),
            ("sources:\n  - product: a\n    when: {F|contains: x}\n", 3, "“|optional”"),
            ("sources:\n  - product: a\n    when: {'|optional': x}\n", 3, "“|optional”"),
            ("sources:\n  - product: a\n    when: {F: []}\n", 3, "no values"),
            ("sources:\n  - product: a\n    when: {F: [x, null]}\n", 3, "null stands alone"),
            ("sources:\n  - product: a\n    when: {F: {a: b}}\n", 3, "single value"),
            ("sources:\n  - product: a\n    fields: {F: []}\n", 3, "a field and its name"),
            ("fields: {F: ''}\n", 1, "a field and its name"), ("envelopes: ['']\n", 1, "is empty"),
            ("sources: [\n", 1, "not YAML"),
        ] as [(String, Int?, String)])
    func faults(_ yaml: String, _ line: Int?, _ words: String) {
        let error = #expect(throws: FormatsError.self) { try Self.read(yaml) }
        guard case .unusable("logsources.yml", line, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains(words), "\(text)")
    }
}
