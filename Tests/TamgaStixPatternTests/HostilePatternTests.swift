import TamgaFormats
import TamgaModel
import TamgaStixPattern
import TamgaTestSupport
import Testing

/// Patterns made to hurt.
@Suite struct HostilePatternTests {
    @Test("Deep, long and wide patterns are read or refused, and matched")
    func sizeIsBounded() throws {
        let start = ProcessorTime.ofThread
        let observations = [PatternFixture.observation("a", at: 0)]
        func nested(_ depth: Int, _ inner: String) -> String {
            String(repeating: "(", count: depth) + inner + String(repeating: ")", count: depth)
        }
        let test = "[x:n = 'a']"
        let cases: [(pattern: String, verdict: String)] = [
            (nested(64, test), "match"), (nested(65, test), "invalid"), (nested(300_000, test), "invalid"),
            ("[" + nested(64, "x:n = 'a'") + "]", "match"), ("[" + nested(300_000, "x:n = 'a'") + "]", "invalid"),
            (String(repeating: "(", count: 1_000_000), "invalid"),
            (String(repeating: "[", count: 1_000_000), "invalid"),
            ("([x:n = 'a'])" + String(repeating: " WITHIN 1 SECONDS", count: 16), "match"),
            ("([x:n = 'a'])" + String(repeating: " WITHIN 1 SECONDS", count: 100_000), "invalid"),
            (Array(repeating: test, count: 10_000).joined(separator: " OR "), "match"),
            (Array(repeating: test, count: 10_001).joined(separator: " OR "), "invalid"),
            (Array(repeating: test, count: 100_000).joined(separator: " AND "), "invalid"),
            ("[" + Array(repeating: "x:n = 'a'", count: 20_000).joined(separator: " AND ") + "]", "match"),
            (Array(repeating: test, count: 5_000).joined(separator: " AND "), "no match"),
            (Array(repeating: test, count: 5_000).joined(separator: " FOLLOWEDBY "), "no match"),
            ("[x:n IN (" + Array(repeating: "'b'", count: 50_000).joined(separator: ",") + ",'a')]", "match"),
            ("[x:n IN (" + Array(repeating: "1", count: 100_001).joined(separator: ",") + ")]", "invalid"),
            ("[x:n = '" + String(repeating: "a", count: 1 << 20) + "']", "no match"),
            ("[x:n = '" + String(repeating: "a", count: 5 << 20) + "']", "invalid"),
            ("[x:n" + String(repeating: "[0]", count: 100_000) + " = 1]", "invalid"),
            ("[x:n LIKE '" + String(repeating: "%a", count: 500_000) + "']", "no match"),
            (String(repeating: "/* */", count: 200_000) + test, "match"), ("/*" + test, "invalid"),
            ("[x:n = 99999999999999999999999999]", "invalid"), ("[x:n = -9223372036854775808]", "no match"),
            ("[x:n = 1.\(String(repeating: "9", count: 10_000))]", "no match"),
            ("[x:n = \(String(repeating: "9", count: 400)).0]", "invalid"),
            ("[x:n[99999999999999999999] = 1]", "invalid"), ("[x:n[9223372036854775807] = 1]", "no match"),
            ("\(test) REPEATS 99999999999999999999 TIMES", "invalid"),
            ("\(test) WITHIN 9223372036854775807 SECONDS", "match"),
            ("\(test) WITHIN 99999999999999999999 SECONDS", "invalid"),
            ("[x:n MATCHES '" + String(repeating: "(", count: 100_000) + "']", "invalid"),
            ("[x:n MATCHES '\\\\C']", "invalid"), ("[x:n = '\\q']", "invalid"), ("[x:n = 'a\\']", "invalid"),
            ("", "invalid"), (" \n\t", "invalid"), ("\u{0}", "invalid"), ("[\u{1F4A3}:n = 1]", "invalid"),
        ]
        for (pattern, verdict) in cases {
            #expect(Verdict.words(pattern, observations) == verdict, "\(pattern.prefix(60))")
        }
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }

    @Test("A LIKE that would take too long is undecided")
    func likeIsBounded() {
        let text = String(repeating: "a", count: 200_000)
        let observation = Observation(
            id: "o", first: PatternFixture.instant(0), last: PatternFixture.instant(0),
            objects: [
                ObservedObject(id: [1], properties: [Array("type".utf8): .text("x"), Array("n".utf8): .text(text)])
            ])
        let part = String(repeating: "a", count: 100_000)
        #expect(Verdict.words("[x:n LIKE '%\(part)b']", [observation]) == "undecided")
    }

    @Test(
        "What can never match is said",
        arguments: [
            ("[a:b = 1 AND c:d = 2]", "1:1", "of different types"), ("[a:b IN ()]", "1:6", "never true"),
            ("[a:b ISSUBSET 'x']", "1:6", "no address"), ("[file:hashes.MD5 LIKE 'd4%']", "1:23", "MD5"),
            ("[a:b = 1]\nSTART t'2026-01-02T00:00:00Z' STOP t'2026-01-01T00:00:00Z'", "2:7", "not before STOP"),
            ("([a:b = 1]) WITHIN 1 SECONDS WITHIN 2 SECONDS", "1:30", "second WITHIN"),
            ("[a:b = t'2026-02-30T00:00:00Z']", "1:8", "calendar"),
        ])
    func warningsSayWhere(_ pattern: String, _ place: String, _ words: String) throws {
        let reading = try StixPatternReading(pattern)
        #expect(reading.findings.count == 1)
        let finding = try #require(reading.findings.first)
        #expect(StixPatternPlace(offset: finding.offset, in: pattern).description == place)
        #expect(finding.reason.contains(words) && !finding.isError, "\(finding)")
    }

    @Test(
        "What the grammar lets pass and the specification forbids is an error",
        arguments: [
            ("[file:hashes.MD5 = 'f00']", true), ("[a:b IN (1, 'x')]", false), ("[a:b MATCHES '(']", false),
            ("[a:b = 1] REPEATS 0 TIMES", false), ("[a:b = 1] WITHIN 0 SECONDS", false),
            ("[a:b = 1] WITHIN 1 SECONDS WITHIN 2 SECONDS", true),
        ])
    func errorsBesideTheGrammar(_ pattern: String, alsoInReference: Bool) throws {
        for semantics in StixSemantics.allCases {
            let findings = try StixPatternReading(pattern, StixPatternGrammar(semantics: semantics)).findings
            let isError = findings.contains(where: \.isError)
            #expect(isError == (semantics == .text || alsoInReference), "\(semantics)")
        }
    }
}
