import ArgumentParser

/// `tamga release`: who may have what, and who has had it.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Say who may have what, and who has had it.",
        discussion: """
              tamga release check bundle.json --for KZ
              tamga release log --for KZ
            """,
        subcommands: [Check.self, Log.self])
}
