import Foundation
import Testing

@Suite struct ServeCommandTests {
    static let community = Workspace.root.appending(path: "samples/community.yaml").path

    static let accountCases: [([String], Int32)] = [
        (["users", "add", "a", "--member", "FR"], 65), (["users", "add", "a", "--partner", "nobody"], 65),
        (["users", "add", "A", "--member", "KZ"], 64), (["users", "add", "a_b", "--member", "KZ"], 64),
        (["users", "add", "a"], 64), (["users", "add", "a", "--member", "KZ", "--anyone"], 64),
        (["users", "add", "a", "--anyone", "--role", "admin"], 64), (["users", "add", "a", "--member", "KAZ"], 64),
        (["users", "add", "a", "--member", "KZ", "--role", "root"], 64),
        (["users", "add", "a", "--member", "KZ", "--certificate", "/nothing.pem"], 74),
    ]

    static let serverCases: [([String], Int32)] = [
        (["--listen", "0.0.0.0:0"], 64), (["--listen", "192.0.2.1:8443"], 64), (["--listen", "[::]:0"], 64),
        (["--listen", "127.0.0.1"], 64), (["--listen", "127.0.0.1:99999"], 64), (["--listen", ":0"], 64),
        (["--listen", "127.0.0.1.evil.example:0"], 64), (["--tls", "a.pem"], 64), (["--client-ca", "a.pem"], 64),
        (["--max-body", "0"], 64), (["--rate", "0"], 64), (["--log-format", "xml"], 64),
        (["--listen", "127.0.0.1:0", "--tls", "/nothing.pem", "/nothing.key"], 74),
        (["--listen", "127.0.0.1:0", "--community", "/nothing.yaml"], 74),
    ]

    @Test("An account's key is printed once, alone on standard output, and shown nowhere else")
    func accounts() throws {
        let workspace = try Workspace()
        let environment = ["TAMGA_COMMUNITY": Self.community]
        let added = try workspace.succeed(
            "users", "add", "kz-cert", "--member", "KZ", "--role", "contributor", environment: environment)
        #expect(added.lines.count == 1 && added.lines[0].hasPrefix("tamga_kz-cert_"))
        #expect(!added.error.contains(added.lines[0]))
        let list = try workspace.succeed("users", "list")
        #expect(list.output.contains("kz-cert") && list.output.contains("contributor"))
        #expect(!list.output.contains(String(added.lines[0].dropFirst(14))))
        let again = try workspace.tamga("users", "add", "kz-cert", "--member", "KZ", environment: environment)
        #expect(again.status == 65 && again.output.isEmpty)
        try workspace.succeed("users", "remove", "kz-cert")
        #expect(try workspace.tamga("users", "remove", "kz-cert").status == 65)
        let others = try workspace.tamga("users", "add", "kz-cert", "--member", "UZ", environment: environment)
        #expect(others.status == 65, "the name was KZ's")
        try workspace.succeed("users", "add", "kz-cert", "--member", "KZ", environment: environment)
    }

    @Test(
        "A server or a dashboard whose store was removed or replaced ends, and says so",
        arguments: ["serve", "dashboard"], ["rm", "mv other.sqlite"])
    func replaced(_ command: String, _ how: String) throws {
        let workspace = try Workspace()
        try workspace.succeed("import", "--store", "other.sqlite", "-", input: "198.51.100.1\n")
        try workspace.succeed("import", "-", input: "198.51.100.1\n")
        let outcome = try workspace.shell(
            """
            $TAMGA \(command) --listen 127.0.0.1:0 --community \(Self.community) 2> log &
            for i in $(seq 6000); do grep -qE "listening|dashboard is at" log && break; sleep 0.05; done
            \(how) store.sqlite; wait $!; echo "status $?"
            """)
        let log = try workspace.text("log")
        #expect(outcome.output == "status 74\n" && log.contains("was removed or replaced"), "\(outcome.output) \(log)")
    }

    @Test(
        "Accounts that could see nothing, or that are malformed, are refused",
        arguments: accountCases)
    func refusedAccounts(_ arguments: [String], _ status: Int32) throws {
        let workspace = try Workspace()
        let outcome = try workspace.start(arguments, environment: ["TAMGA_COMMUNITY": Self.community]).wait()
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(outcome.output.isEmpty && !outcome.error.isEmpty)
    }

    @Test(
        "A server that would not be safe, or cannot be, does not begin",
        arguments: serverCases)
    func refusedServers(_ arguments: [String], _ status: Int32) throws {
        let workspace = try Workspace()
        let outcome = try workspace.start(
            ["serve"] + arguments, environment: ["TAMGA_COMMUNITY": Self.community]
        ).wait()
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(!outcome.error.contains("listening"))
    }

    @Test(
        "A file for TLS that cannot be used, or a key that others may read, is said before there is a store",
        .enabled(if: Workspace.has("openssl"), "skipped: there is no openssl"),
        arguments: ["serve", "dashboard --sign-in"])
    func unusableFiles(_ command: String) throws {
        let workspace = try Workspace()
        let made = try workspace.shell(
            """
            set -e
            for name in server other; do
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=$name -keyout $name.key -out $name.pem 2> log
                chmod 600 $name.key
            done
            cp server.key open.key; chmod 640 open.key
            """)
        #expect(made.status == 0)
        for (files, words) in [
            ("none.pem server.key", "none.pem: cannot be read: No such file or directory"),
            ("server.key server.key", "server.key holds no certificate in PEM"),
            ("server.pem none.key", "none.key: cannot be read: No such file or directory"),
            ("server.pem server.pem", "server.pem holds no private key in PEM"),
            ("server.pem other.key", "other.key holds a key that does not belong to the certificate in server.pem"),
            ("server.pem open.key", "others may read the key file open.key: chmod 600 it"),
        ] {
            let outcome = try workspace.shell(
                """
                $TAMGA \(command) --listen 127.0.0.1:0 --community \(Self.community) --tls \(files)
                status=$?
                ls
                exit $status
                """)
            let status: Int32 = words.contains("cannot be read") ? 74 : 65
            #expect(outcome.status == status && outcome.error.contains("tamga: \(words)"), "\(files): \(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
            #expect(!outcome.lines.contains { $0.hasPrefix("store.sqlite") }, "\(outcome.output)")
        }
        // What systemd hands over is the service's alone: the mask of its access list looks like the group's rights.
        let handed = try workspace.shell(
            """
            mkdir -m 700 handed; mv open.key handed/
            CREDENTIALS_DIRECTORY=$PWD/handed $TAMGA \(command) --listen 127.0.0.1:0 --community \(Self.community) \
                --tls server.pem $PWD/handed/open.key 2> log &
            for i in $(seq 6000); do grep -qE "listening|dashboard is at" log && break; sleep 0.05; done
            kill -TERM $!
            wait $!
            echo "status $?"
            """)
        let log = try workspace.text("log")
        #expect(handed.output == "status 0\n" && log.contains("https://127.0.0.1"), "\(log)")
    }

    @Test("Without a community file nobody is a member, and there is nothing to serve")
    func noCommunity() throws {
        let outcome = try Workspace().tamga("serve", "--listen", "127.0.0.1:0")
        #expect(outcome.status == 65 && outcome.error.contains("--community"))
    }

    @Test("The server says where it listens, and SIGTERM ends it well")
    func serving() throws {
        let workspace = try Workspace()
        let outcome = try workspace.shell(
            """
            $TAMGA serve --listen 127.0.0.1:0 --community \(Self.community) 2> log &
            for i in $(seq 6000); do grep -q listening log && break; sleep 0.05; done
            kill -TERM $!
            wait $!
            echo "status $?"
            """)
        #expect(outcome.output == "status 0\n", "\(outcome.output)")
        let log = try workspace.text("log")
        #expect(log.contains(/tamga: listening on http:\/\/127.0.0.1:[1-9][0-9]*\/taxii2\//), "\(log)")
        #expect(log.contains("there are no accounts"))
    }
}
