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

    @Test("A pattern that comes, is withdrawn here or restored makes a new revision, which a running stream takes up")
    func revisions() throws {
        let workspace = try workspace(Self.bundle([("[process:pid = 412]", "stix", "")]))
        let id = "indicator--01111111-1111-4111-8111-111111111111"
        func hits() throws -> Int {
            let outcome = try workspace.succeed("correlate", "--hits", "-", "--no-summary", "--no-store", "a.jsonl")
            return outcome.output.split(separator: "\n").count
        }
        #expect(try workspace.succeed("import", "--from", "UZ", "b.json").error.contains("revision 1"))
        #expect(try hits() == 1)
        try workspace.succeed("indicators", "revoke", id)
        #expect(try hits() == 0)
        #expect(try workspace.succeed("import", "--from", "UZ", "b.json").error.contains("revision 2"))
        try workspace.succeed("indicators", "restore", id)
        #expect(try hits() == 1)
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

    // MARK: - Several observations

    /// Patterns over several records, each with the lines of the records that satisfy it, one list a hit.
    static let timed: [(pattern: String, lines: [[Int]])] = [
        (
            "([process:name = 'powershell.exe'] FOLLOWEDBY [ipv4-addr:value = '203.0.113.9']) WITHIN 5 SECONDS",
            [[1, 2]]
        ),
        ("([process:name = 'powershell.exe'] FOLLOWEDBY [ipv4-addr:value = '203.0.113.9']) WITHIN 1 SECONDS", []),
        ("[url:value LIKE '%/beacon/%'] FOLLOWEDBY [process:pid = 412]", []),
        ("[url:value LIKE '%/beacon/%'] AND [process:pid = 412]", [[1, 4]]),
        ("[network-traffic:dst_port = 4444] REPEATS 2 TIMES WITHIN 2 SECONDS", [[2, 3]]),
        (
            "[network-traffic:dst_port = 4444] START t'2026-11-01T00:00:02Z' STOP t'2026-11-01T00:00:03Z'", [[3]]
        ),
        // What one record decides is a hit of its own, beside what needs several.
        (
            "[process:pid = 412] OR ([network-traffic:dst_port = 4444] FOLLOWEDBY [network-traffic:dst_port = 443])",
            [[1], [2, 4]]
        ),
        ("[x-foo:bar = 1] FOLLOWEDBY [process:pid = 412]", []),
    ]

    @Test("A pattern over several records is hit once for the records that satisfy it")
    func several() throws {
        let workspace = try workspace(Self.bundle(Self.timed.map { ($0.pattern, "stix", #","confidence":70"#) }))
        let schema = try JSONSchema("hit.schema.json")
        /// The hits of each pattern: its id has the pattern's number in front.
        func byPattern(_ output: String) throws -> [[[String: Any]]] {
            let hits = try output.split(separator: "\n").map { try JSONText.object(String($0)) }
            return Self.timed.indices.map { number in
                hits.filter { ($0["rule_id"] as? String ?? "").hasPrefix("indicator--\(number)1111111-") }
            }
        }
        for more in [[], ["--engine", "reference"], ["--workers", "1"], ["--block-size", "4K"]] {
            let arguments = ["correlate", "--hits", "-", "--no-summary", "--no-store"] + more + ["a.jsonl"]
            let outcome = try workspace.start(arguments).wait()
            #expect(outcome.status == 0, "\(outcome.error)")
            let told = try byPattern(outcome.output)
            #expect(told.reduce(0) { $0 + $1.count } == outcome.lines.count)
            for (hits, one) in zip(told, Self.timed) {
                for hit in hits { #expect(schema.objections(to: hit) == []) }
                let lines = hits.map { hit in
                    let records = (hit["observations"] as? [String: Any])?["records"] as? [[String: Any]]
                    return records?.compactMap { $0["line"] as? Int } ?? [hit["line"] as? Int ?? 0]
                }
                #expect(lines == one.lines, "\(one.pattern) \(more) \(outcome.error)")
                #expect(hits.allSatisfy { $0["kind"] as? String == "pattern" && $0["confidence"] as? Int == 70 })
            }
        }
        let input = try workspace.text("a.jsonl")
        let stream = try workspace.start(["stream", "--lateness", "0s"], input: input).wait()
        for (hits, one) in zip(try byPattern(stream.output), Self.timed) {
            let told = hits.count { $0["kind"] as? String == "pattern" }
            #expect(told == one.lines.count, "\(one.pattern) \(stream.error)")
        }
    }

    @Test("Hits over several records count in the matrix, and of a run again over the same logs once")
    func severalInTheMatrix() throws {
        let workspace = try workspace(Self.bundle([(Self.timed[0].pattern, "stix", "")]))
        for _ in 0..<2 { try workspace.succeed("correlate", "--member", "KZ", "--format", "json", "a.jsonl") }
        let page = try JSONText.object(try workspace.succeed("report", "--format", "json").output)
        let cells = try #require((page["matrix"] as? [String: Any])?["cells"] as? [[String: Any]])
        #expect(cells.count == 1)
        #expect(cells.first?["producer"] as? String == "UZ" && cells.first?["observer"] as? String == "KZ")
        #expect(cells.first?["hits"] as? Int == 1)
    }
}
