import Synchronization
import Testing

/// Every command explains itself.
@Suite struct HelpTests {
    static let commands = [
        "", "import", "pull", "push", "feeds", "feeds add", "feeds list", "feeds run", "feeds remove",
        "correlate", "split", "split plan", "merge", "stream", "snapshot", "snapshot make", "snapshot check", "report",
        "indicators", "indicators list",
        "indicators show", "indicators search",
        "indicators revoke", "indicators restore", "members", "members list", "sources", "allow", "allow import",
        "allow list", "allow remove", "release", "release check", "release log", "export", "sightings",
        "sightings publish", "serve", "dashboard", "users", "users add", "users list", "users remove", "webhooks",
        "webhooks add",
        "webhooks list", "webhooks remove", "webhooks test", "webhooks deliver", "bench", "explain", "rules",
        "rules check", "rules test", "rules explain", "pattern", "pattern check", "pattern match", "formats",
        "formats list", "formats check", "formats try", "exercise", "exercise list", "exercise make", "exercise score",
        "top", "store", "store check", "store backup", "store repair", "doctor", "keys", "keys make", "keys show",
        "verify",
    ]

    private static let asked = Mutex<[String: Command.Outcome]>([:])

    /// What a command says of itself, asked once for all tests.
    static func help(_ command: String) throws -> Command.Outcome {
        if let outcome = asked.withLock({ $0[command] }) { return outcome }
        let words = command.split(separator: " ").map(String.init)
        let outcome = try Workspace().start(words + ["--help"]).wait()
        asked.withLock { $0[command] = outcome }
        return outcome
    }

    @Test("Every command's help has an example", arguments: commands)
    func helpHasAnExample(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let outcome = try Self.help(command)
        #expect(outcome.status == 0)
        #expect(outcome.error == "")
        let example = (["tamga"] + words).joined(separator: " ")
        #expect(outcome.lines.contains { $0.hasPrefix("  ") && $0.contains(example) && !$0.contains("USAGE") })
    }

    @Test("Every command there is stands in the table of this test")
    func everyCommandIsTested() throws {
        var pending = [""]
        var found: Set<String> = []
        while let command = pending.popLast() {
            found.insert(command)
            let lines = try Self.help(command).output.split(separator: "\n", omittingEmptySubsequences: false)
            guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { continue }
            for line in lines[(start + 1)...].prefix(while: { !$0.isEmpty }) where !line.hasPrefix("      ") {
                guard let name = line.split(separator: " ").first else { continue }
                pending.append(command.isEmpty ? String(name) : "\(command) \(name)")
            }
        }
        #expect(found == Set(Self.commands))
    }

    @Test("The exit statuses are documented")
    func exitStatuses() throws {
        let help = try Self.help("").output
        for status in ["0 done", "1 hits", "64 usage", "65 bad input", "74 input or output"] {
            #expect(help.contains(status))
        }
    }
}
