import ArgumentParser

/// `tamga pattern`: STIX patterns by themselves.
struct PatternCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pattern",
        abstract: "Check STIX patterns, and match them against observed data.",
        discussion: """
              tamga pattern check "[ipv4-addr:value = '192.0.2.7']"
              tamga pattern match "[ipv4-addr:value = '192.0.2.7'] REPEATS 5 TIMES WITHIN 60 SECONDS" bundle.json
            """,
        subcommands: [Check.self, Match.self])
}
