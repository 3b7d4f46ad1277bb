import Foundation
import Testing

/// `tamga dashboard`.
@Suite struct DashboardCommandTests {
    static let refused: [([String], Int32)] = [
        (["dashboard", "--listen", "0.0.0.0:0"], 64), (["dashboard", "--listen", "192.0.2.1:8666"], 64),
        (["dashboard", "--listen", "[::]:0"], 64), (["dashboard", "--listen", "127.0.0.1.evil.example:0"], 64),
        (["dashboard", "--listen", "127.0.0.1"], 64), (["dashboard", "--lang", "de"], 64),
        (["dashboard", "--hits", "-"], 64), (["dashboard", "--hits", "/dev/null"], 64),
        (["dashboard", "--hits", "."], 64),
        (["dashboard", "--rule-costs", "nothing.json"], 74), (["dashboard", "--rule-costs", "empty.json"], 65),
        (["dashboard", "--community", "nothing.yaml"], 74), (["dashboard", "--store", "empty.json/x"], 74),
        (["dashboard", "--listen", "0.0.0.0:0", "--sign-in"], 64), (["dashboard", "--tls", "a.pem", "a.key"], 64),
        (["dashboard", "--listen", "0.0.0.0:0", "--tls", "a.pem"], 64),
        (["dashboard", "--listen", "0.0.0.0:0", "--tls", "nothing.pem", "nothing.key"], 74),
        (["serve", "--sign-in"], 64), (["serve", "--dashboard", "0.0.0.0:0", "--sign-in"], 64),
        (["serve", "--dashboard", "0.0.0.0:0"], 64), (["serve", "--dashboard", "x"], 64),
        (["serve", "--hits", "hits.ndjson"], 64), (["serve", "--rule-costs", "empty.json"], 64),
    ]

    @Test("What it cannot show, or not safely, is said before it begins", arguments: refused)
    func refusals(_ arguments: [String], _ status: Int32) throws {
        let workspace = try Workspace()
        try workspace.write("empty.json", "{}")
        let outcome = try workspace.start(arguments, environment: ["TAMGA_COMMUNITY": ServeCommandTests.community])
            .wait()
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(outcome.output.isEmpty && !outcome.error.isEmpty && !outcome.error.contains("dashboard is at"))
    }

    private static let hit =
        #"{"id":"h","kind":"indicator","observer":"KZ","producers":[],"value":"198.51.100.7","#
        + #""observable_type":"ipv4-addr","source":"a.log","line":1}"#

    /// Starts a dashboard, does something with `$AT`, its address, and ends it.
    private static func serving(_ workspace: Workspace, _ arguments: String, _ body: String, before: String = "true")
        throws
        -> Command.Outcome
    {
        try workspace.shell(
            """
            \(before)
            get() { exec 3<>"/dev/tcp/127.0.0.1/$PORT"; printf 'GET %s HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' "$1" >&3; cat <&3; exec 3>&-; }
            await() { for i in $(seq 6000); do get / | grep -q "$1" && return; sleep 0.05; done; echo "never: $1"; }
            export -f get await
            $TAMGA \(arguments) 2> log &
            export DASHBOARD=$!
            for i in $(seq 6000); do grep -q 'dashboard is at' log && break; sleep 0.05; done
            export PORT=$(sed -n 's/.*dashboard is at http:..127.0.0.1:\\([0-9]*\\).*/\\1/p' log)
            bash -c '\(body)'
            kill -TERM $DASHBOARD
            wait $DASHBOARD
            echo "status $?"
            """)
    }

    @Test("One long line among the hits costs its own memory, and no other line does")
    func memoryOfLines() throws {
        let workspace = try Workspace()
        try workspace.write("hit.json", Self.hit + "\n")
        let outcome = try Self.serving(
            workspace, "dashboard --listen 127.0.0.1:0 --hits hits.ndjson",
            """
            head -c 4000000 /dev/zero | tr "\\0" A >> hits.ndjson; echo >> hits.ndjson
            sleep 1; for i in $(seq 20000); do cat hit.json; done >> hits.ndjson
            await "data-live=.hits. value=.20000."
            grep VmPeak /proc/$DASHBOARD/status
            """, before: "touch hits.ndjson")
        let peak = outcome.lines.compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }.first
        // 20,000 lines with the room of the first would be 80 GB.
        #expect(try #require(peak, "\(outcome.output)") < 16_000_000, "\(outcome.output)")
        #expect(outcome.lines.last == "status 0", "\(outcome.output)")
    }

    @Test("measurement of rules for the dashboard: one as large as the limit is shown, a larger one is refused")
    func largestCosts() throws {
        let workspace = try Workspace()
        let outcome = try Self.serving(
            workspace, "dashboard --listen 127.0.0.1:0 --rule-costs costs.json",
            """
            get /rules | grep -c "costs.json"
            """,
            before: """
                echo '{"kind":"rules","read":{"records":1,"bytes":1},"rules":[{"id":"a","title":"a","tried":1,"matches":0,"seconds":{"median":0.1},"average_seconds":0.1,"share":1,"worst_seconds":0.1,"flags":[]}]}' > costs.json
                head -c $(((64 << 20) - $(stat -c %s costs.json))) /dev/zero | tr '\\0' ' ' >> costs.json
                """)
        let log = try workspace.text("log")
        #expect(outcome.output == "1\nstatus 0\n", "\(outcome.output) \(log)")
        let past = try workspace.shell(
            "echo >> costs.json; $TAMGA dashboard --listen 127.0.0.1:0 --rule-costs costs.json")
        #expect(past.status == 65 && past.error.contains("costs.json"), "\(past.error)")
    }

    @Test("With --sign-in it asks for a key, and says where nobody has one")
    func signIn() throws {
        let workspace = try Workspace()
        let outcome = try Self.serving(
            workspace, "dashboard --listen 127.0.0.1:0 --sign-in",
            """
            get / | head -1
            get / | grep -c "action=./sign-in."
            grep -c "no account with the role admin" log
            """)
        #expect(outcome.output == "HTTP/1.1 401 Unauthorized\r\n1\n1\nstatus 0\n", "\(outcome.output)")
    }

    @Test("It follows a file of hits from its end, through rotation and emptying, and SIGTERM ends it well")
    func following() throws {
        let workspace = try Workspace()
        try workspace.write("hits.ndjson", Self.hit + "\n" + String(Self.hit.prefix(20)))
        try workspace.write("hit", Self.hit + "\n")
        let outcome = try Self.serving(
            workspace, "dashboard --listen 127.0.0.1:0 --hits hits.ndjson",
            """
            await "data-live=.hits. value=.0."
            until ls -l /proc/$DASHBOARD/fd | grep -q hits.ndjson; do sleep 0.05; done
            sleep 0.2
            echo " the rest of a line" >> hits.ndjson
            cat hit hit >> hits.ndjson
            await "data-live=.hits. value=.2."
            mv hits.ndjson old.ndjson; cat hit >> old.ndjson; cat hit hit hit > hits.ndjson
            await "data-live=.hits. value=.6."
            cat hit > hits.ndjson
            await "data-live=.hits. value=.7."
            get / | grep -c "data-live=.unread. value=.0."
            get "/search?q=198.51" | grep -c "198\\[.\\]51\\[.\\]100\\[.\\]7"
            """)
        let log = try workspace.text("log")
        #expect(outcome.output.hasSuffix("status 0\n") && !outcome.output.contains("never"), "\(outcome.output) \(log)")
        #expect(outcome.output.hasPrefix("1\n"))
    }

    @Test("A file of hits that is made later is read from its beginning; the server can have the dashboard beside it")
    func beside() throws {
        let workspace = try Workspace()
        try workspace.write("hit", Self.hit + "\n")
        let outcome = try Self.serving(
            workspace,
            "serve --listen 127.0.0.1:0 --community \(ServeCommandTests.community) --dashboard 127.0.0.1:0 --hits later",
            """
            await "later: not there yet"
            cat hit hit > later
            await "data-live=.hits. value=.2."
            """)
        let log = try workspace.text("log")
        #expect(outcome.output == "status 0\n", "\(log)")
    }
}
