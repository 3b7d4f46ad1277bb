import ArgumentParser

/// `tamga formats`: how logs are read.
struct Formats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List and check log formats, and see how a log would be read.",
        discussion: """
              tamga formats list
              tamga formats check my-formats/
              tamga formats try /var/log/auth.log
            """,
        subcommands: [List.self, Check.self, Try.self])
}
