import Foundation
import Testing

/// What a terminal sees, and what a pipe must not.
@Suite struct TerminalTests {
    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "198.51.100.23\n")
        let line = "2026-11-01T00:00:00Z from 198.51.100.23\n"
        try workspace.write("a.log", String(repeating: line, count: 50_000))
        return workspace
    }

    @Test("No escape sequences where nobody watches")
    func pipes() throws {
        let workspace = try workspace()
        for arguments in [["correlate", "a.log"], ["report"], ["import", "-"], ["indicators", "list"], ["--help"]] {
            let outcome = try workspace.start(arguments).wait()
            #expect(!outcome.output.contains("\u{1B}") && !outcome.error.contains("\u{1B}"), "\(arguments)")
        }
    }

    @Test("Colours on a terminal, none with NO_COLOR or TERM=dumb", .enabled(if: Workspace.has("script")))
    func terminal() throws {
        let workspace = try workspace()
        func seen(_ settings: String) throws -> String {
            try workspace.shell("\(settings) script -qec '\"$TAMGA\" report' /dev/null").output
        }
        #expect(try seen("TERM=xterm").contains("\u{1B}["))
        #expect(try !seen("TERM=xterm NO_COLOR=1").contains("\u{1B}["))
        #expect(try !seen("TERM=dumb").contains("\u{1B}["))
    }

    @Test("Correlating shows how far it is, and a summary of eighty columns", .enabled(if: Workspace.has("script")))
    func correlating() throws {
        let workspace = try workspace()
        try workspace.succeed("import", "--from", "UZ", "-", input: "a-rather-long-name.of-a-host.evil.example\n")
        let line = "2026-11-01T00:00:00Z from 198.51.100.23 for a-rather-long-name.of-a-host.evil.example\n"
        try workspace.write("b.log", String(repeating: line, count: 20_000))
        let seen = try workspace.shell(
            """
            TERM=xterm script -qec 'stty cols 80 rows 24
            (cat b.log; for i in $(seq 3000); do
            sleep 0.1; grep -aq "correlating: " seen && break; cat b.log; done; cat a.log) |
            "$TAMGA" correlate --member UZ -' /dev/null > seen
            cat seen
            """)
        #expect(seen.output.contains("correlating: "), "\(seen.output.prefix(2_000))")
        let shown = seen.output.replacing(/\x1B\[[0-9;?]*[A-Za-z]/, with: "")
        #expect(shown.contains("Member by member") && shown.contains("a-rather-long-name"))
        for line in shown.split(whereSeparator: { $0.isNewline || $0 == "\r" }) {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test("A feed's text cannot act on the terminal")
    func hostileText() throws {
        let workspace = try Workspace()
        let csv = "domain,name\nevil.example,\u{1B}]0;owned\u{07}\u{1B}[2J\n"
        try workspace.succeed("import", try workspace.write("x.csv", csv).path)
        try workspace.write("a.log", "evil.example\n")
        for arguments in [["indicators", "list"], ["indicators", "show", "evil.example"], ["correlate", "a.log"]] {
            let outcome = try workspace.start(arguments).wait()
            #expect(outcome.status == 0)
            #expect(!outcome.output.utf8.contains(0x1B) && !outcome.output.utf8.contains(0x07), "\(arguments)")
        }
        // What is refused is quoted, and so are names of files.
        for arguments in [
            ["import", "-"], ["import", "no\u{1B}[2J"], ["correlate", "no\u{1B}[2J"],
        ] {
            let outcome = try workspace.start(arguments, input: "bad\u{1B}[2Jvalue\n").wait()
            #expect(outcome.error != "" && !outcome.error.contains("\u{1B}"), "\(arguments)")
        }
    }

    @Test(
        "A reader that goes away ends the command quietly",
        arguments: ["correlate --hits - --no-summary a.log", "indicators list --limit 0", "export --sightings"])
    func brokenPipe(_ line: String) throws {
        let workspace = try workspace()
        var list = ""
        for number in 0..<5_000 { list += "host-\(number).example\n" }
        try workspace.succeed("import", "-", input: list)
        try workspace.succeed("correlate", "a.log")
        let outcome = try workspace.shell("\"$TAMGA\" \(line) | head -c 20 > first; echo ${PIPESTATUS[0]}")
        // 141 is SIGPIPE, by which every filter ends; 74 where the parent has it ignored.
        #expect(["0\n", "141\n", "74\n"].contains(outcome.output), "\(outcome.output)")
        for word in ["crashed", "Fatal", "rror:", "Backtrac"] {
            #expect(!outcome.error.contains(word), "\(outcome.error)")
        }
        #expect(try workspace.text("first").count == 20)
        let ignored = try workspace.shell(
            "trap '' PIPE; \"$TAMGA\" \(line) | head -c 20 > first; echo ${PIPESTATUS[0]}")
        #expect(["0\n", "74\n"].contains(ignored.output), "\(ignored.output)")
        #expect(ignored.error.split(separator: "\n").count <= 1, "\(ignored.error)")
    }
}
