import ArgumentParser

/// `tamga sightings`: what is told to those who shared the indicators.
struct SightingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sightings",
        abstract: "Offer sightings to those who shared the indicators.",
        discussion: """
              tamga sightings publish
            """,
        subcommands: [Publish.self])
}
