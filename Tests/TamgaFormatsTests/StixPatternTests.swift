import Foundation
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct StixPatternTests {
    @Test(.enabled(if: SharedData.isPresent, "shared data is absent"))
    func everyVerdictOfTheValidatorHolds() throws {
        let text = try String(contentsOf: SharedData.path("stix-pattern-vectors/validate.jsonl"), encoding: .utf8)
        var count = 0
        for line in text.split(separator: "\n") {
            let vector = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let pattern = try #require(vector["pattern"] as? String)
            for semantics in StixSemantics.allCases {
                let reading = try? StixPatternReading(pattern, StixPatternGrammar(semantics: semantics))
                let isValid = reading.map { !$0.findings.contains(where: \.isError) } ?? false
                #expect(isValid == (vector["result"] as? Bool), "\(semantics): \(pattern)")
                if isValid { #expect((try? StixPattern(parsing: pattern)) != nil, "\(pattern)") }
            }
            count += 1
        }
        #expect(count == 87)
    }

    @Test func operatorsBindAsTheSpecificationSays() throws {
        func single(_ name: String) -> StixObservation {
            .single(
                .test(
                    StixPropertyTest(
                        path: StixObjectPath(objectType: "x", steps: [.key("y")]), condition: .equal(.string(name)))))
        }
        let pattern = try StixPatternReading(
            "[x:y='a'] AND [x:y='b'] OR [x:y='c'] FOLLOWEDBY [x:y='d'] REPEATS 2 TIMES WITHIN 1.5 SECONDS"
        ).pattern
        let last = StixObservation.qualified(.qualified(single("d"), .repeats(2)), .within(.milliseconds(1500)))
        #expect(pattern.root == .followedBy([.or([.and([single("a"), single("b")]), single("c")]), last]))
    }

    @Test func constantsAndPathsAreRead() throws {
        let text =
            #"[a:b.'c-d'[2][*].e IN ('it\'s \\', -1, +2, .5, true, h'0aFF', b'AQI=', t'2026-01-01T00:00:00Z') /* c */ ] // end"#
        let pattern = try StixPatternReading(text).pattern
        guard case .single(.test(let test)) = pattern.root, case .isIn(let values) = test.condition else {
            Issue.record("another tree")
            return
        }
        #expect(test.path.description == "a:b.'c-d'[2][*].e")
        #expect(
            values == [
                .string(#"it's \"#), .integer(-1), .integer(2), .float(0.5), .boolean(true), .hex([0x0A, 0xFF]),
                .binary([1, 2]), .timestamp("2026-01-01T00:00:00Z"),
            ])
    }

    @Test(arguments: [
        ("", 0, "“[”"), ("[file:size = ]", 13, "a constant"), ("[file.size = 1]", 5, "“:”"),
        ("[a:b = 'x", 7, "does not end"),
        ("[a:b LIKE 5]", 10, "a string"), ("[a:b = 1] [a:b = 2]", 10, "AND, OR"), ("[a:b-c = 1]", 3, "hyphen"),
        ("[a:b = 1] WITHIN 5 HOURS", 19, "SECONDS"), ("[a:b ! 1]", 5, "“!=”"),
    ])
    func errorsSayWhereAndWhatWasExpected(_ text: String, _ offset: Int, _ words: String) {
        var caught: StixPatternError?
        do throws(StixPatternError) { _ = try StixPatternReading(text) } catch { caught = error }
        #expect(caught?.offset == offset)
        #expect(caught?.reason.contains(words) == true, "\(String(describing: caught))")
    }

    @Test func nestingIsBounded() {
        for depth in [65, 100_000] {
            let text =
                "[" + String(repeating: "(", count: depth) + "a:b = 1" + String(repeating: ")", count: depth) + "]"
            #expect((try? StixPattern(parsing: text)) == nil)
        }
        let allowed = String(repeating: "(", count: 60) + "[a:b = 1]" + String(repeating: ")", count: 60)
        #expect((try? StixPattern(parsing: allowed)) != nil)
    }

    /// The left side is what feeds write, the right side what it comes to; `+` marks what is more than a disjunction.
    @Test(arguments: [
        ("[ipv4-addr:value = '192.0.2.1']", "ipv4:192.0.2.1"),
        ("[ipv4-addr:value = '192.0.2.0/24']", "ipv4-network:192.0.2.0/24"),
        ("[ipv4-addr:value ISSUBSET '192.0.2.0/24']", "ipv4-network:192.0.2.0/24"),
        (
            "[domain-name:value = 'evil.example.com'] OR [ipv4-addr:value IN ('192.0.2.1','192.0.2.2')]",
            "domain:evil.example.com ipv4:192.0.2.1 ipv4:192.0.2.2"
        ),
        ("[domain-name:value = 'evil[.]example[.]com']", "domain:evil.example.com"),
        ("[domain-name:value = '192.0.2.1']", "ipv4:192.0.2.1"),
        ("[domain-name:value = '192.0.2.1:9100']", "ipv4:192.0.2.1"),
        ("[domain-name:value = 'evil.example.com/x']", "url:http://evil.example.com/x"),
        ("[url:value = 'evil.example.com/x']", "url:http://evil.example.com/x"),
        (
            "[file:hashes.sha256 = 'AEC070645FE53EE3B3763059376134F058CC337247C978ADD178B6CCDFB0019F']",
            "sha256:aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f"
        ),
        (
            "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f' or file:hashes.MD5 == 'cead3f77f6cda6ec00f57d76c9a6879f']",
            "sha256:aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f md5:cead3f77f6cda6ec00f57d76c9a6879f"
        ),
        (
            "[file:hashes.SHA-256 = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
            "sha256:aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f"
        ),
        (
            "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.1']",
            "ipv4:192.0.2.1"
        ),
        (
            "[network-traffic:dst_ref.value = 'a.example.com' AND network-traffic:dst_ref.type = 'domain-name']",
            "domain:a.example.com"
        ),
        ("[network-traffic:dst_ref.value = '2001:db8::1']", "ipv6:2001:db8::1"),
        ("[network-traffic:dst_ref.value = '192.0.2.1' AND network-traffic:dst_port = 443]", "+"),
        (
            "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'evil/1.0']",
            "user-agent:evil/1.0"
        ),
        ("[email-message:from_ref.value = 'a@example.com']", "email:a@example.com"),
        ("[file:name = 'evil.exe']", "file-name:evil.exe"),
        ("[file:name = 'a' AND file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f']", "+"),
        ("[mutex:name = 'M'] AND [mutex:name = 'N']", "+"), ("[mutex:name = 'M'] WITHIN 5 SECONDS", "+"),
        ("[mutex:name != 'M']", "+"), ("[mutex:name NOT = 'M']", "+"), ("[mutex:name LIKE 'M%']", "+"),
        ("[process:command_line = 'x']", "+"), ("[mutex:name = 'M' OR process:name = 'x']", "mutex:M +"),
        ("[autonomous-system:number = 64500]", "asn:AS64500"),
        ("[mac-addr:value = '00:00:5E:00:53:01']", "mac:00:00:5e:00:53:01"),
        ("[network-traffic:x_ja3 = 'cead3f77f6cda6ec00f57d76c9a6879f']", "ja3:cead3f77f6cda6ec00f57d76c9a6879f"),
        (
            "[x509-certificate:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']",
            "x509-fingerprint:da39a3ee5e6b4b0d3255bfef95601890afd80709"
        ),
        (
            #"[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\Software\\Evil']"#,
            #"registry-key:hkey_local_machine\software\evil"#
        ),
        (#"[directory:path = 'C:\\Evil']"#, #"file-path:c:\evil"#),
        (#"[directory:path = 'C:\Evil']"#, #"file-path:c:\evil"#),
    ])
    func disjunctionsOfEqualitiesAreLowered(_ text: String, _ expected: String) throws {
        let lowering = try StixPattern(parsing: text).lowered()
        let words = lowering.observables.map(\.summary) + (lowering.isComplete ? [] : ["+"])
        #expect(words.joined(separator: " ") == expected)
    }

    @Test(
        .enabled(if: SharedData.isPresent, "shared data is absent"),
        arguments: ["stix-unit42", "stix-mvt", "stix-examples"])
    func everyPatternOfRealBundlesIsParsed(_ folder: String) throws {
        var parsed = 0
        for file in SharedData.files(under: folder, suffixes: [".json", ".stix2"]) {
            let result = try read(
                [UInt8](try Data(contentsOf: file)), source: file.lastPathComponent, options: FeedOptions(format: .stix)
            )
            parsed += result.indicators.count
            let refused = result.refusals.filter { $0.reason.hasPrefix("pattern: ") && $0.reason.contains("expected") }
            #expect(refused == [], "\(file.lastPathComponent)")
        }
        #expect(parsed > 10)
    }
}
