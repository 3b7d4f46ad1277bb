import Foundation
import TamgaTestSupport
import Testing

/// `tamga pattern` from outside.
@Suite struct PatternCommandTests {
    static let bundle = #"""
        {"type": "bundle", "id": "bundle--1", "objects": [
          {"type": "observed-data", "id": "observed-data--1", "number_observed": 2,
           "first_observed": "2026-01-02T03:04:05Z", "last_observed": "2026-01-02T03:04:06Z", "object_refs": ["file--1"]},
          {"type": "observed-data", "id": "observed-data--2", "number_observed": 0,
           "first_observed": "2026-01-02T03:04:05Z", "last_observed": "2026-01-02T03:04:06Z", "object_refs": ["file--1"]},
          {"type": "file", "id": "file--1", "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "size": 10}]}
        """#

    @Test(
        "match says its verdict and has its status",
        arguments: [
            ("[file:size = 10]", "match\n", 0), ("[file:size = 11]", "no match\n", 1), ("[file:size = ]", "", 65),
            ("[file:name MATCHES '(']", "", 65), ("[file:name MATCHES '^(a+)+$']", "", 2),
            ("[file:size = 10] REPEATS 3 TIMES", "no match\n", 1), ("[file:size = 10] REPEATS 2 TIMES", "match\n", 0),
        ])
    func matchHasItsStatus(_ pattern: String, _ output: String, _ status: Int32) throws {
        let workspace = try Workspace()
        try workspace.write("b.json", Self.bundle)
        let outcome = try workspace.tamga("pattern", "match", pattern, "b.json")
        #expect(outcome.output == output && outcome.status == status, "\(outcome)")
        #expect(status == 65 || outcome.error.contains("refused: b.json"), "\(outcome.error)")
        let fromInput = try workspace.tamga("pattern", "match", pattern, "-", input: Self.bundle)
        #expect(fromInput.output == output && fromInput.status == status)
    }

    @Test("What cannot be read is 74, what is no JSON 65, wrong use 64")
    func inputsFail() throws {
        let workspace = try Workspace()
        try workspace.write("bad.json", #"{"type": "#)
        #expect(try workspace.tamga("pattern", "match", "[a:b = 1]", "missing.json").status == 74)
        #expect(try workspace.tamga("pattern", "match", "[a:b = 1]", "bad.json").status == 65)
        #expect(try workspace.tamga("pattern", "match", "--pattern-file", "missing", "bad.json").status == 74)
        #expect(try workspace.tamga("pattern", "match", "[a:b = 1]").status == 64)
        #expect(try workspace.tamga("pattern", "match", "-", "-").status == 64)
        #expect(try workspace.tamga("pattern", "check").status == 64)
        #expect(try workspace.tamga("pattern", "check", "--semantics", "mine", "[a:b = 1]").status == 64)
    }

    @Test("check says where and why, and warns")
    func checkSaysWhere() throws {
        let workspace = try Workspace()
        let good = try workspace.tamga("pattern", "check", "-", input: "[a:b = 1]\n")
        #expect(good.output == "valid\n" && good.error == "" && good.status == 0)
        try workspace.write("p.stix", "[a:b = 1] AND\n[a:b == ]")
        let bad = try workspace.tamga("pattern", "check", "--pattern-file", "p.stix")
        #expect(bad.output == "" && bad.status == 65)
        #expect(bad.error.hasPrefix("p.stix:2:9: error: found “]”"), "\(bad.error)")
        #expect(bad.error.split(separator: "\n").last == "            ^", "\(bad.error)")
        let warned = try workspace.tamga("pattern", "check", "[a:b = 1 AND c:d = 2]")
        #expect(warned.status == 0 && warned.error.contains("pattern:1:1: warning: can never match"))
        _ = try workspace.shell("printf '[a:b = \\xff]' > bytes.stix")
        #expect(try workspace.tamga("pattern", "check", "--pattern-file", "bytes.stix").status == 65)
    }

    @Test("Vectors give a verdict a line, in their order, and say how many are as expected")
    func vectorsAreJudged() throws {
        let workspace = try Workspace()
        func line(_ pattern: String, _ rest: String) -> String {
            #"{"pattern": "\#(pattern)", "observations": [\#(Self.bundle.replacing("\n", with: ""))]\#(rest)}"#
        }
        let lines = [
            line("[file:size = 10]", #", "result": true"#), line("[file:size = 11]", #", "result": false"#), "",
            line("[file:size", #", "raises": "parse""#), line("[file:size > 9]", ""),
        ]
        try workspace.write("v.jsonl", lines.joined(separator: "\n"))
        let outcome = try workspace.tamga("pattern", "match", "--vectors", "v.jsonl")
        #expect(outcome.lines == ["match", "no match", "invalid", "match"])
        #expect(outcome.error == "3 of 3 verdicts are as expected\n" && outcome.status == 0)
        let reference = try workspace.tamga("pattern", "match", "--semantics", "reference", "--vectors", "v.jsonl")
        #expect(reference.lines == ["error", "error", "invalid", "error"] && reference.status == 1)
        let check = try workspace.tamga("pattern", "check", "--vectors", "v.jsonl")
        #expect(check.lines == ["valid", "valid", "invalid", "valid"] && check.status == 1)
        try workspace.write("odd.jsonl", "{}\n[\n")
        #expect(try workspace.tamga("pattern", "check", "--vectors", "odd.jsonl").status == 65)
    }

    @Test("The recorded suites agree", .enabled(if: SharedData.isPresent, "shared data is absent"))
    func recordedSuitesAgree() throws {
        let workspace = try Workspace()
        let folder = SharedData.path("stix-pattern-vectors").path
        let match = try workspace.tamga(
            "pattern", "match", "--semantics", "reference", "--vectors", folder + "/match.jsonl")
        #expect(match.status == 0 && match.error == "202 of 202 verdicts are as expected\n", "\(match.error)")
        let check = try workspace.tamga(
            "pattern", "check", "--semantics", "reference", "--vectors", folder + "/validate.jsonl")
        #expect(check.status == 0 && check.error == "87 of 87 verdicts are as expected\n", "\(check.error)")
    }

    @Test("The sample matches, and names what it rests on")
    func sampleMatches() throws {
        let samples = Workspace.root.appending(path: "samples/patterns")
        let outcome = try Workspace().tamga(
            "pattern", "match", "--explain", "--pattern-file", "guessed-then-used.stix", "observed.json", in: samples)
        #expect(outcome.status == 0 && outcome.error == "")
        #expect(outcome.lines.count == 4 && outcome.lines[0] == "match", "\(outcome.output)")
        #expect(outcome.lines[2].contains("  5  ") && outcome.lines[3].contains("'root'"), "\(outcome.output)")
    }
}
