import Foundation
import Testing

/// `tamga top`, on a terminal and off it.
@Suite struct TopTests {
    private func hit(_ second: Int, _ member: String, _ value: String) -> String {
        #"{"id":"\#(second)-\#(value)","kind":"indicator","time":"2026-11-02T10:00:\#(second < 10 ? "0" : "")\#(second)Z","observer":"\#(member)","producers":[],"source":"a","line":1,"byte_offset":0,"value":"\#(value)"}"#
    }

    private let rule =
        #"{"id":"r","kind":"rule","time":"2026-11-02T10:00:30Z","producers":[],"source":"a","line":1,"byte_offset":0,"rule_id":"r1","rule_title":"Shell in use"}"#

    /// Functions of the shell, also of those that it starts: by them one waits for what the terminal was shown.
    private static let waiting = """
        export SHELL=/bin/bash
        waits() { for i in $(seq 6000); do "$@" && return; sleep 0.05; done; }
        shown() { grep -aqF -- "$1" seen 2> /dev/null; }
        screens() { grep -aoF $'\\e[H' seen | wc -l; }
        beyond() { [ $(screens) -gt "$1" ]; }
        export -f waits shown screens beyond
        """

    @Test("Off a terminal it shows once what there is, by the hits' own times")
    func once() throws {
        let workspace = try Workspace()
        let lines = (0..<30).map { hit($0, $0 < 20 ? "UZ" : "KZ", "evil.test") } + [rule, "no hit"]
        let outcome = try workspace.tamga("top", input: lines.joined(separator: "\n") + "\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("31 hits") && outcome.output.contains("1 line not read"), "\(outcome.output)")
        #expect(!outcome.output.contains("\u{1B}"))
        for line in outcome.lines { #expect(line.count <= 80) }
        func row(_ name: String) throws -> [String] {
            try #require(outcome.lines.first { $0.hasPrefix(name) }).split(separator: " ").map(String.init)
        }
        // Ten seconds up to 10:00:30 hold those of 21 to 29, all Kazakhstan's.
        #expect(try row("KZ").suffix(4) == ["0.90", "0.16", "0.03", "10"])
        #expect(try row("UZ").suffix(4) == ["·", "0.33", "0.06", "20"])
        #expect(try row("--").last == "1")
        #expect(try row("evil.test").last == "30")
        #expect(try row("Shell in use").last == "1")
    }

    @Test("What a log says cannot act on the terminal")
    func hostile() throws {
        let workspace = try Workspace()
        let outcome = try workspace.tamga("top", input: hit(1, "UZ", "x\\u001b[2Jy\\u202ez") + "\n")
        #expect(outcome.status == 0 && outcome.output.contains("x\\u{1b}[2Jy"))
        #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\u{202E}"))
    }

    @Test(
        "On a terminal it follows a file, fits the screen, and gives it back on q",
        .enabled(if: Workspace.has("script")))
    func terminal() throws {
        let workspace = try Workspace()
        try workspace.write("hits.ndjson", hit(1, "UZ", "before.test") + "\n")
        try workspace.write("more", (2..<40).map { hit($0, "TJ", "after-\($0).test") }.joined(separator: "\n") + "\n")
        let seen = try workspace.shell(
            """
            \(Self.waiting)
            (waits beyond 0; cat more >> hits.ndjson; waits shown after-10.test; printf q; waits shown icanon) | \
            TERM=xterm script -qec 'stty cols 70 rows 15; "$TAMGA" top hits.ndjson; echo "status $?"; stty -a' /dev/null \
            > seen; cat seen
            """)
        let text = seen.output
        #expect(text.contains("\u{1B}[?1049h") && text.contains("\u{1B}[?1049l") && text.contains("\u{1B}[?25h"))
        #expect(text.contains("after-10.test") && !text.contains("before.test"))
        #expect(text.contains("status 0"))
        let after = try #require(text.range(of: "status 0"))
        #expect(text[after.upperBound...].contains(" icanon") && text[after.upperBound...].contains(" echo"))
        // Every screen has fifteen lines of seventy columns at most.
        for screen in text[..<after.lowerBound].components(separatedBy: "\u{1B}[H").dropFirst() {
            let lines = screen.components(separatedBy: "\r\n")
            #expect(lines.count <= 15)
            for line in lines.dropLast() {
                let plain = line.replacing(/\x1B\[[0-9;?]*[A-Za-z]/, with: "").filter { $0 != "\r" }
                #expect(plain.count <= 70, "\(plain)")
            }
        }
    }

    @Test(
        "It reads a pipe, says when the stream has ended, and follows the terminal's size",
        .enabled(if: Workspace.has("script")))
    func pipeAndSize() throws {
        let workspace = try Workspace()
        try workspace.write(
            "hits.ndjson", (1..<30).map { hit($0, "UZ", "a-\($0).test") }.joined(separator: "\n") + "\n")
        let seen = try workspace.shell(
            """
            \(Self.waiting)
            (waits [ -e smaller ]; waits beyond $(($(screens) + 1)); printf q; waits shown 'status ') | \
            TERM=xterm script -qec 'stty cols 80 rows 24
            (waits shown "the stream has ended"; stty cols 60 rows 12 < /dev/tty; : > smaller) &
            cat hits.ndjson | "$TAMGA" top; echo "status $?"' /dev/null > seen; cat seen
            """)
        #expect(seen.output.contains("the stream has ended") && seen.output.contains("status 0"))
        let screens = seen.output.components(separatedBy: "\u{1B}[H").dropFirst().map {
            $0.components(separatedBy: "\r\n").count
        }
        #expect(screens.contains { $0 > 15 } && screens.last.map { $0 <= 13 } == true, "\(screens)")
    }

    @Test(
        "It ends by Ctrl-C and by SIGTERM with the screen given back", .enabled(if: Workspace.has("script")),
        arguments: ["INT", "TERM"])
    func signals(_ name: String) throws {
        let workspace = try Workspace()
        try workspace.write("hits.ndjson", "")
        let seen = try workspace.shell(
            """
            \(Self.waiting)
            waits shown 'status ' | TERM=xterm script -qec \
            '"$TAMGA" top hits.ndjson & waits beyond 0; kill -\(name) $!; wait $!; echo "status $?"' /dev/null \
            > seen; cat seen
            """)
        #expect(seen.output.contains("\u{1B}[?1049l"), "\(seen.output)")
        #expect(seen.output.contains("status 0"))
    }

    @Test("A terminal without anything to read, and a file that is not there, are told")
    func mistakes() throws {
        let workspace = try Workspace()
        let absent = try workspace.tamga("top", "absent.ndjson")
        #expect(absent.status != 0 && absent.error.contains("absent.ndjson"))
    }
}
