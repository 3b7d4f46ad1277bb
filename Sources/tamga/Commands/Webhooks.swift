import ArgumentParser

/// `tamga webhooks`: who is told of sightings.
struct Webhooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Tell members of sightings of their indicators: signed posts to a URL of theirs.",
        discussion: """
              tamga webhooks add uz-soc https://soc.example.uz/tamga --for UZ
              tamga webhooks test uz-soc
              tamga webhooks deliver
            """,
        subcommands: [Add.self, List.self, Remove.self, Test.self, Deliver.self])
}
