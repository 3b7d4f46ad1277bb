import Foundation
import Testing

/// Indicators that state a pattern in place of values, from the bundle to the hits and the sharing matrix.
@Suite struct PatternHitTests {
    /// A bundle of indicators: pattern, language, and what is said besides.
    private static func bundle(_ patterns: [(text: String, language: String, more: String)]) -> String {
        let objects = patterns.enumerated().map { index, pattern in
            let text = pattern.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
                "\n", with: "\\n")
            return """
                {"type":"indicator","spec_version":"2.1","id":"indicator--\(index)1111111-1111-4111-8111-111111111111",\
                "created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","pattern":"\(text)",\
                "pattern_type":"\(pattern.language)","valid_from":"2026-01-01T00:00:00Z"\(pattern.more)}
                """
        }
        return #"{"type":"bundle","id":"bundle--c2a23389-17c9-4247-8aa2-d2ffde3de334","objects":["#
            + objects.joined(separator: ",") + "]}"
    }

    static let records = #"""
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","UtcTime":"2026-11-01 00:00:00.000","Image":"C:\\Windows\\System32\\powershell.exe","CommandLine":"powershell -enc AAAA","ProcessId":412}
        {"ts":"2026-11-01T00:00:01Z","src_ip":"10.0.0.1","dst_ip":"203.0.113.9","dst_port":4444}
        {"ts":"2026-11-01T00:00:02Z","src_ip":"10.0.0.1","dst_ip":"203.0.113.99","dst_port":4444}
        {"ts":"2026-11-01T00:00:03Z","src_ip":"10.0.0.1","dst_ip":"203.0.113.9","dst_port":443,"url":"http://x.example/beacon/0123abcd"}
        {"ts":"2026-11-01T00:00:04Z","user":"anna","subject":"Your invoice 77"}

        """#

    /// Each pattern with the lines that it matches.
    static let cases: [(pattern: String, language: String, lines: [Int])] = [
        ("[process:command_line MATCHES '(?i)-ENC' AND process:name = 'powershell.exe']", "stix", [1]),
        ("[process:name = 'Powershell.exe']", "stix", []),
        ("[process:command_line LIKE 'powershell%AAAA']", "stix", [1]),
        ("[process:pid >= 412 AND process:pid < 413]", "stix", [1]),
        ("[process:name NOT = 'cmd.exe']", "stix", [1]),
        ("[network-traffic:dst_ref.value = '203.0.113.9' AND network-traffic:dst_port = 4444]", "stix", [2]),
        ("[network-traffic:dst_port IN (4444, 4445)]", "stix", [2, 3]),
        ("[ipv4-addr:value ISSUBSET '203.0.113.0/24' AND ipv4-addr:value != '203.0.113.9']", "stix", [2, 3, 4]),
        ("[email-message:subject LIKE 'Your invoice%']", "stix", [5]),
        ("[EXISTS user-account:account_login]", "stix", [5]),
        ("[process:pid = 412 AND process:pid = 413]", "stix", []),
        ("beacon/[0-9a-f]{8}\\b", "pcre", [4]),
        (
            "title: Encoded\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {CommandLine|contains: ' -enc '}, condition: s}\n",
            "sigma", [1]
        ),
    ]

    private func workspace(_ bundle: String) throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("b.json", bundle)
        try workspace.write("a.jsonl", Self.records)
        try workspace.succeed("import", "--from", "UZ", "b.json")
        return workspace
    }

    @Test("Each pattern is hit where it holds, in both engines", arguments: cases.indices)
    func hits(_ number: Int) throws {
        let one = Self.cases[number]
        let workspace = try workspace(Self.bundle([(one.pattern, one.language, "")]))
        for engine in ["fast", "reference"] {
            let outcome = try workspace.succeed(
                "correlate", "--hits", "-", "--no-summary", "--no-store", "--engine", engine, "a.jsonl")
            let hits = try outcome.output.split(separator: "\n").map { try JSONText.object(String($0)) }
            #expect(hits.compactMap { $0["line"] as? Int } == one.lines, "\(one.pattern) \(outcome.error)")
            #expect(hits.allSatisfy { $0["kind"] as? String == "pattern" })
        }
    }

    @Test("A hit carries the indicator's producer, marking, confidence and validity, and counts in the matrix")
    func knowledge() throws {
        let more =
            #","valid_until":"2026-10-01T00:00:00Z","confidence":80,"name":"Port","object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]"#
        let workspace = try workspace(Self.bundle([("[network-traffic:dst_port = 4444]", "stix", more)]))
        let arguments = ["correlate", "--member", "KZ", "--hits", "hits.ndjson", "--format", "json", "a.jsonl"]
        let page = try JSONText.object(try workspace.start(arguments).wait().output)
        let lines = try workspace.text("hits.ndjson").split(separator: "\n")
        #expect(lines.count == 2)
        let hit = try JSONText.object(String(try #require(lines.first)))
        #expect(try JSONSchema("hit.schema.json").objections(to: hit) == [])
        #expect(hit["producers"] as? [String] == ["UZ"] && hit["confidence"] as? Int == 80)
        #expect(hit["validity"] as? String == "after" && hit["rule_title"] as? String == "Port")
        #expect(hit["marking"] as? String == "TLP:RED")
        let cells = try #require((page["matrix"] as? [String: Any])?["cells"] as? [[String: Any]])
        #expect(cells.contains { $0["producer"] as? String == "UZ" && $0["observer"] as? String == "KZ" })
        // Outside its validity it is dropped where that is asked.
        let strict = try workspace.succeed(
            "correlate", "--validity", "strict", "--hits", "-", "--no-summary", "--no-store", "a.jsonl")
        #expect(strict.output.isEmpty)
    }

    @Test("A pattern that is withdrawn is matched no longer")
    func withdrawn() throws {
        let workspace = try workspace(Self.bundle([("[process:pid = 412]", "stix", "")]))
        try workspace.write(
            "b.json",
            Self.bundle([("[process:pid = 412]", "stix", "")]).replacing(
                #""modified":"2026-01-01T00:00:00Z""#, with: #""modified":"2026-02-01T00:00:00Z","revoked":true"#))
        try workspace.succeed("import", "--from", "UZ", "b.json")
        let outcome = try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.jsonl")
        #expect(outcome.output.isEmpty)
    }

    @Test("What cannot be seen in logs, and what is no pattern of PCRE2, is said and the rest is run")
    func notRun() throws {
        let workspace = try workspace(
            Self.bundle([
                ("[x-foo:bar = 'a']", "stix", ""), ("(unclosed", "pcre", ""),
                ("rule x { condition: true }", "yara", ""),
                ("[process:pid = 412]", "stix", ""),
            ]))
        let outcome = try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.jsonl")
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(outcome.error.contains("no log record has x-foo:bar"))
        #expect(outcome.error.contains("indicator--11111111-1111-4111-8111-111111111111"))
    }
}
