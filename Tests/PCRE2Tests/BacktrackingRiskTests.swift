import PCRE2
import TamgaTestSupport
import Testing

@Suite struct BacktrackingRiskTests {
    private func risks(_ pattern: String, _ kind: BacktrackingRisk.Kind) -> [String] {
        let bytes = Array(pattern.utf8)
        return BacktrackingRisk.risks(in: pattern).filter { $0.kind == kind }.map { risk in
            String(decoding: bytes[risk.range], as: UTF8.self)
        }
    }

    @Test(
        "Repeats of what can be taken in several ways are found",
        arguments: [
            ("(a+)+$", "(a+)+"), ("(a|aa)+$", "(a|aa)+"), (#"(\w+\s?)+$"#, #"(\w+\s?)+"#), ("x(.*)*y", "(.*)*"),
            ("((ab)+)+c", "((ab)+)+"), ("(?:a{3}|a{5})+b", "(?:a{3}|a{5})+"), ("^(([a-z])+.)+[A-Z]", "(([a-z])+.)+"),
            ("(a|b|ab)*c", "(a|b|ab)*"), ("(?=(a+)+b)", "(a+)+"), ("^(a?){30}a{30}$", "(a?){30}"),
            ("(?:a|a)+b", "(?:a|a)+"), ("(?i)(?:k+)+x", "(?:k+)+"), ("(?:(?!x)a+)+b", "(?:(?!x)a+)+"),
            (#"(?:.*\)){1,}.*""#, #"(?:.*\)){1,}"#), ("é(a+)+b", "(a+)+"),
        ])
    func nested(_ pattern: String, _ part: String) {
        #expect(risks(pattern, .nestedRepeats) == [part])
        for risk in BacktrackingRisk.risks(in: pattern) where risk.kind == .nestedRepeats {
            #expect(risk.growth == .exponential)
            #expect(risk.reason.hasSuffix("."))
        }
    }

    @Test(
        "Repeats that can be taken in one way only are no risk, nor what nothing fails behind",
        arguments: [
            "(ab)+c", #"(\w+\s)+x"#, "(?:a|b)*c", #""(?:[^"\\]|\\.)*""#, "(a+)+", "x(a+)*", "(?>a+)+b", "(a++)+b",
            "(?>(?:a+)+)b",
            "(a+)++b", #"(\b\w+\b\s*)+="#, "(?:a+(?=b))+c", "(?:(?!foo).)*bar", "(a{2})+b", #"(?:\d{1,3}\.){3}x"#,
            "(?:a?b)+c", "(.)*x",
        ])
    func notNested(_ pattern: String) { #expect(risks(pattern, .nestedRepeats) == []) }

    @Test(
        "Repeats that share a run are found, however many",
        arguments: [
            (".*.*=", ".*.*", Growth.quadratic), (#"x\d+\d+y"#, #"\d+\d+"#, .quadratic),
            (#"\+.*\+.*\+.*x"#, #".*\+.*\+.*"#, .cubic),
            ("a*a*a*b", "a*a*a*", .cubic), (#"(\d+)(\d+)!"#, #"\d+)(\d+"#, .quadratic),
            (#"\w+\s*\w+="#, #"\w+\s*\w+"#, .quadratic),
            ("a+b?a+c", "a+b?a+", .quadratic), ("(?:a+|b)a+c", "a+|b)a+", .quadratic),
            (".*?.*?=", ".*?.*?", .quadratic),
        ])
    func adjacent(_ pattern: String, _ part: String, _ growth: Growth) {
        #expect(risks(pattern, .adjacentRepeats) == [part])
        #expect(BacktrackingRisk.risks(in: pattern).first { $0.kind == .adjacentRepeats }?.growth == growth)
    }

    @Test(
        "Repeats that cannot share a run are no risk",
        arguments: [
            "a*b*c", #"\d+\s+\d+x"#, "a+ba+c", ".*foo.*bar", "a*a*", "a++a+b", "(?>a+)a+b", #"\w+\b\w+x"#,
            "(?:a+|b+)c+d",
        ])
    func notAdjacent(_ pattern: String) { #expect(risks(pattern, .adjacentRepeats) == []) }

    @Test("A repeat at the beginning is tried at each place of a run")
    func leading() {
        #expect(risks(#"\w+@"#, .leadingRepeat) == [#"\w+"#])
        #expect(risks(#"(?:\s*)x|a+b"#, .leadingRepeat) == [#"\s*"#, "a+"])
        #expect(risks(".+foo", .leadingRepeat) == [".+"])
        for pattern in [#"^\w+@"#, #"\b\w+@"#, #"x\w+@"#, #"\w+"#, #"(?<!\w)\w+@"#, #"\w{1,9}@"#] {
            #expect(risks(pattern, .leadingRepeat) == [], "\(pattern)")
        }
        #expect(risks(".*foo", .needlessStart) == [".*"])
        #expect(risks("(?s).*?foo", .needlessStart) == [".*?"])
        #expect(risks("^.*foo", .needlessStart) == [])
    }

    @Test("What is not understood has no risks, and much of it is looked at in bounded time")
    func bounds() {
        #expect(BacktrackingRisk.risks(in: "(a+)+(*ACCEPT)b") == [])
        #expect(BacktrackingRisk.risks(in: "(?") == [])
        let start = ProcessorTime.ofThread
        for pattern in [
            String(repeating: "(?:a|b?)+", count: 5_000) + "c",
            String(repeating: "(?:x(?:a|b|ab)*", count: 90) + String(repeating: ")+", count: 90) + "c",
            "(?:" + (0..<3_000).map { "w\($0)+" }.joined(separator: "|") + ")+z",
            String(repeating: "a*", count: 20_000) + "b",
        ] {
            _ = BacktrackingRisk.risks(in: pattern)
        }
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }
}
