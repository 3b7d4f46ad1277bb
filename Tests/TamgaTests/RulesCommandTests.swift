import Foundation
import Testing

/// What a rule author is told.
@Suite struct RulesCommandTests {
    static let good = """
        title: Login As Root
        id: 0c2a8a4e-26fb-4c4d-8a0f-0d4f5a2b7e10
        level: high
        logsource: {product: linux, service: sshd}
        detection:
          s: {user: root, event: Accepted}
          condition: s
        tamga:
          match:
            - 'Nov 24 09:20:02 web1 sshd[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2'
          no_match:
            - 'Nov 24 09:20:02 web1 sshd[812]: Accepted password for anna from 192.0.2.7 port 53502 ssh2'
            - 'Nov 24 09:20:02 web1 CRON[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2'
        """

    static let bad = """
        title: Broken
        logsource: {product: linux, service: sshd}
        detection:
          s:
            user|re: '(a'
          condition: s
        """

    static let unsieved = """
        title: Everything
        level: low
        logsource: {product: linux, service: sshd}
        detection:
          s: {user: null}
          condition: not s
        """

    static let correlation = """

        ---
        title: Many Logins
        correlation:
          type: event_count
          rules: [0c2a8a4e-26fb-4c4d-8a0f-0d4f5a2b7e10]
          group-by: [src_ip]
          timespan: 5m
          condition: {gte: 10}
        """

    // MARK: - check

    @Test("A good file is ok, and a correlation in it is read and checked, not run")
    func checkGood() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good + Self.correlation)
        let outcome = try workspace.succeed("rules", "check", "rules/")
        #expect(outcome.lines.first == "rules/a.yml: ok")
        #expect(outcome.output.contains("1 file, 1 rule, 1 correlation, 0 filters, 0 refused, 0 errors, 0 warnings"))
        #expect(outcome.output.contains("by level: high 1"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("What is wrong is shown with file, line, column, the line and a caret; the other files are read")
    func checkBad() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good)
        try workspace.write("rules/b.yml", Self.bad)
        let outcome = try workspace.tamga("rules", "check", "rules")
        #expect(outcome.status == 65)
        #expect(outcome.lines.contains("rules/a.yml: ok"))
        let at = try #require(outcome.lines.firstIndex { $0.hasPrefix("rules/b.yml:5:") && $0.contains(": error: ") })
        #expect(outcome.lines[at + 1].contains("user|re: '(a'"))
        let caret = try #require(outcome.lines[at + 2].firstIndex(of: "^"))
        let column = outcome.lines[at + 2].distance(from: outcome.lines[at + 2].startIndex, to: caret) - 4
        #expect(outcome.lines[at].hasPrefix("rules/b.yml:5:\(column + 1):"))
        let quiet = try workspace.tamga("rules", "check", "--quiet", "rules")
        #expect(quiet.lines.first == outcome.lines[at])
        #expect(!quiet.output.contains("ok"))
    }

    @Test("A rule that has nothing to sieve by is warned of, unless it says why")
    func checkUnsieved() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.unsieved)
        let outcome = try workspace.succeed("rules", "check", "a.yml")
        #expect(outcome.output.contains("a.yml:1:1: warning: nothing to sieve by"))
        #expect(outcome.output.contains("without a sieve: 1 (0 with a reason given)"))
        #expect(try workspace.tamga("rules", "check", "--strict", "a.yml").status == 65)
        try workspace.write("a.yml", Self.unsieved + "\ntamga: {unsieved: every login counts}\n")
        let said = try workspace.succeed("rules", "check", "--strict", "a.yml")
        #expect(said.output.contains("without a sieve: 1 (1 with a reason given)"))
        #expect(!said.output.contains("warning:"))
    }

    @Test("A log source that the map does not know is warned of")
    func checkLogSource() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.good.replacing("service: sshd", with: "service: no-such-service"))
        let outcome = try workspace.succeed("rules", "check", "a.yml")
        #expect(outcome.output.contains("is not in the log source map"))
    }

    @Test("The same comes as JSON")
    func checkJSON() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good)
        try workspace.write("rules/b.yml", Self.bad)
        let outcome = try workspace.tamga("rules", "check", "--format", "json", "rules")
        #expect(outcome.status == 65)
        let report = try JSONText.object(outcome.output)
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.map { $0["path"] as? String } == ["rules/a.yml", "rules/b.yml"])
        #expect(files.map { $0["ok"] as? Bool } == [true, false])
        let problem = try #require((files[1]["problems"] as? [[String: Any]])?.first)
        #expect(problem["severity"] as? String == "error")
        #expect(problem["line"] as? Int == 5)
        let summary = try #require(report["summary"] as? [String: Any])
        #expect(summary["rules"] as? Int == 1)
        #expect(summary["refused"] as? Int == 1)
    }

    @Test("What is no YAML, no text or not there is an error with its place, and nothing traps")
    func checkHostile() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good)
        try workspace.write("rules/tab.yml", "title: a\n\tdetection: b\n")
        try workspace.write("rules/empty.yml", "")
        try Data([0x74, 0x69, 0xFF, 0xFE, 0x0A]).write(to: workspace.path("rules/bytes.yml"))
        let outcome = try workspace.tamga("rules", "check", "rules")
        #expect(outcome.status == 65)
        for name in ["tab.yml:2:", "empty.yml:1:", "bytes.yml:1:"] { #expect(outcome.output.contains(name), "\(name)") }
        #expect(outcome.lines.contains("rules/a.yml: ok"))
        #expect(try workspace.tamga("rules", "check", "nowhere.yml").status == 74)
    }

    @Test("A rule file that cannot be opened is told with the system's reason; the others are checked")
    func checkUnreadable() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good)
        _ = try workspace.shell("cd rules; ln -s loop.yml loop.yml; ln -s /dev/zero zero.yml; mkfifo pipe.yml")
        let outcome = try workspace.tamga("rules", "check", "rules")
        #expect(outcome.status == 65 && outcome.lines.contains("rules/a.yml: ok"))
        #expect(outcome.output.contains("error: cannot be opened: Too many levels of symbolic links"))
        let named = try workspace.tamga("rules", "check", "/dev/zero")
        #expect(named.status == 74 && named.error.contains("is a device: what it gives has no end"))
    }

    @Test("rule file on disk: one as long as the limit is read, and too long as YAML; a longer one is not read")
    func checkLargeFiles() throws {
        let workspace = try Workspace()
        for (name, size) in [("most.yml", 64 << 20), ("more.yml", (64 << 20) + 1)] {
            // The rest is a hole, which takes no room.
            let file = try FileHandle(forWritingTo: workspace.write(name, "title: T\n"))
            try file.truncate(atOffset: UInt64(size))
            try file.close()
        }
        let most = try workspace.tamga("rules", "check", "most.yml")
        #expect(most.status == 65 && (most.output + most.error).contains("larger than 16777216 bytes"))
        let more = try workspace.tamga("rules", "check", "more.yml")
        #expect(more.status == 65 && (more.output + more.error).contains("longer than 67108864 bytes"))
    }

    // MARK: - test

    @Test("Examples that come out as the rule says are counted")
    func testGood() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.good + Self.correlation)
        let outcome = try workspace.succeed("rules", "test", "a.yml")
        #expect(outcome.output.contains("1 rule tested with 3 examples (1 to match, 2 not to): all as the rules say"))
        #expect(outcome.output.contains("1 correlation not tested"))
    }

    @Test("An example that fails is shown with its place, what was expected, and every test")
    func testBad() throws {
        let workspace = try Workspace()
        let wrong = Self.good.replacing("password for anna", with: "password for root")
            .replacing(
                "\n  match:\n    - 'Nov 24 09:20:02 web1 sshd[812]: Accepted",
                with: "\n  match:\n    - 'Nov 24 09:20:02 web1 sshd[812]: Failed")
        try workspace.write("a.yml", wrong)
        let outcome = try workspace.tamga("rules", "test", "a.yml")
        #expect(outcome.status == 65)
        #expect(outcome.output.contains("a.yml:10: failed: should match, and does not: “Login As Root”"))
        #expect(outcome.output.contains("a.yml:12: failed: should not match, and does: “Login As Root”"))
        #expect(outcome.output.contains("user = “root”: “root” at bytes 0..<4"))
        #expect(outcome.lines.contains { $0.contains("fails") && $0.contains("event: Accepted") })
        #expect(outcome.output.contains("event = “Failed”"))
        #expect(outcome.output.contains("read as syslog › sshd"))
    }

    @Test("A failure comes as JSON, with both engines' verdicts and the tests")
    func testJSON() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.good.replacing("user: root,", with: "user: olga,"))
        let outcome = try workspace.tamga("rules", "test", "--format", "json", "a.yml")
        #expect(outcome.status == 65)
        let report = try JSONText.object(outcome.output)
        let failure = try #require((report["failures"] as? [[String: Any]])?.first)
        #expect(failure["line"] as? Int == 10)
        #expect(failure["expected"] as? String == "match")
        #expect(failure["fast"] as? String == "fails")
        #expect(failure["reference"] as? String == "fails")
        let records = try #require(failure["records"] as? [[String: Any]])
        let reading = try #require(records.first?["reading"] as? [String: Any])
        #expect(reading["formats"] as? [String] == ["syslog", "sshd"])
        #expect((report["summary"] as? [String: Any])?["failed"] as? Int == 1)
    }

    @Test("A rule without examples is counted, and with --strict it fails")
    func testWithout() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.unsieved)
        #expect(try workspace.succeed("rules", "test", "a.yml").output.contains("1 rule without examples"))
        let strict = try workspace.tamga("rules", "test", "--strict", "a.yml")
        #expect(strict.status == 65)
        #expect(strict.output.contains("a.yml:1: error: “Everything” has no examples"))
    }

    @Test("An example names its format where it would not be recognised; one that there is not fails")
    func testFormats() throws {
        let workspace = try Workspace()
        let rule = """
            title: a
            logsource: {product: zeek, service: conn}
            detection: {s: {id.orig_h: 192.0.2.1}, condition: s}
            tamga:
              format: FORMAT
              match:
                - |
                  #separator \\x09
                  #path\tconn
                  #fields\tts\tid.orig_h
                  1.0\t192.0.2.1
            """
        try workspace.write("a.yml", rule.replacing("FORMAT", with: "zeek"))
        try workspace.succeed("rules", "test", "a.yml")
        try workspace.write("a.yml", rule.replacing("FORMAT", with: "nonsense"))
        let outcome = try workspace.tamga("rules", "test", "a.yml")
        #expect(outcome.status == 65)
        #expect(outcome.output.contains("there is no log format “nonsense”"))
    }

    // MARK: - explain

    @Test(
        "A rule is said in words: its log source, its condition, its sieve",
        arguments: ["a.yml", "0c2a8a4e-26fb-4c4d-8a0f-0d4f5a2b7e10", "login as root"])
    func explain(_ name: String) throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.good)
        let outcome = try workspace.succeed("rules", "explain", name, "--rules", "a.yml")
        #expect(outcome.lines.first == "Login As Root")
        for words in [
            "log source: product linux, service sshd", "of the map: product linux, service sshd: read as sshd",
            "user: root", "event: Accepted", "user is “root”", "in lines of text, one of", "3 examples",
        ] { #expect(outcome.output.contains(words), "\(words)") }
    }

    @Test("Of a record it is said why it matches, or why not")
    func explainRecord() throws {
        let workspace = try Workspace()
        try workspace.write("a.yml", Self.good)
        let log = """
            Nov 24 09:20:02 web1 sshd[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2
            Nov 24 09:20:03 web1 sshd[812]: Accepted password for anna from 192.0.2.7 port 53502 ssh2
            Nov 24 09:20:04 web1 CRON[1]: hello

            """
        try workspace.write("auth.log", log)
        _ = try workspace.shell("gzip -k auth.log")
        let hit = try workspace.succeed("rules", "explain", "a.yml", "--record", "auth.log.gz:1")
        #expect(hit.output.contains("the rule matches"))
        #expect(hit.output.contains("user = “root”: “root” at bytes 0..<4, 54..<58 of the record"))
        let miss = try workspace.succeed("rules", "explain", "a.yml", "--record=-:2", input: log)
        #expect(miss.output.contains("the rule does not match"))
        #expect(miss.lines.contains { $0.contains("fails") && $0.contains("user: root") })
        let other = try workspace.succeed("rules", "explain", "a.yml", "--record", "auth.log:3")
        #expect(other.output.contains("the rule is not tried on this record: it is for product linux, service sshd"))
        #expect(try workspace.tamga("rules", "explain", "a.yml", "--record", "auth.log:4").status == 65)
        #expect(try workspace.tamga("rules", "explain", "a.yml", "--record", "nowhere.log:1").status == 74)
        #expect(try workspace.tamga("rules", "explain", "no such rule", "--rules", "a.yml").status == 65)
        let json = try workspace.succeed(
            "rules", "explain", "a.yml", "--record", "auth.log:1", "--format", "json")
        let rules = try #require(try JSONText.object(json.output)["rules"] as? [[String: Any]])
        #expect(rules.first?["verdict"] as? String == "holds")
    }

    @Test("The rules that come with the program are right and do what their examples say")
    func ownRules() throws {
        let workspace = try Workspace()
        let rules = Workspace.root.appending(path: "rules").path
        let check = try workspace.tamga("rules", "check", "--quiet", "--strict", rules)
        #expect(check.status == 0, "\(check.output)")
        let test = try workspace.tamga("rules", "test", "--quiet", "--strict", rules)
        #expect(test.status == 0, "\(test.output)")
    }

    @Test("With --strict a rule that is refused fails a run, and with --fail-on-hit so does a rule's hit")
    func statusOfRuns() throws {
        let workspace = try Workspace()
        try workspace.write("rules/a.yml", Self.good)
        try workspace.write(
            "auth.log",
            "2026-11-24T09:20:03Z web1 sshd[812]: Accepted password for root from 192.0.2.7 port 53502 ssh2\n")
        let arguments = ["correlate", "--no-summary", "--rules", "rules", "auth.log"]
        #expect(try workspace.start(arguments + ["--strict"]).wait().status == 0)
        #expect(try workspace.start(arguments + ["--fail-on-hit"]).wait().status == 1)
        try workspace.write("rules/b.yml", "title: Broken\nlogsource: {product: linux}\ndetection: {}\n")
        #expect(try workspace.start(arguments).wait().status == 0)
        #expect(try workspace.start(arguments + ["--strict"]).wait().status == 65)
    }

    @Test("A rule file that two paths lead to is read once")
    func samePathTwice() throws {
        let workspace = try Workspace()
        try workspace.write("rules/web/a.yml", Self.good)
        let said = try workspace.succeed("rules", "check", "rules", "rules/web", "rules/web/a.yml")
        #expect(said.output.contains("1 file, 1 rule, "), "\(said.output)")
        #expect(said.output.contains(" 0 errors, 0 warnings"), "\(said.output)")
        let explained = try workspace.succeed("rules", "explain", "./rules/web/a.yml", "--rules", "rules")
        #expect(explained.output.contains("Login As Root"), "\(explained.output)")
    }

    @Test("A list of many values is checked in time that keeps step with it")
    func manyValues() throws {
        let workspace = try Workspace()
        let values = (0..<60_000).map { "        - value-\($0)-x\n" }.joined()
        try workspace.write(
            "many.yml",
            "title: Many\nlogsource: {product: linux}\ndetection:\n    k:\n        field:\n"
                + values.replacing("        - ", with: "            - ") + "    condition: k\n")
        // Comparing every value with every other one takes most of a minute; fifteen seconds of processor time are had.
        let outcome = try workspace.shell("ulimit -t 15; exec \"$TAMGA\" rules check many.yml")
        #expect(outcome.status < 128, "\(outcome.status) \(outcome.error)")
    }
}
