import ArgumentParser

/// `tamga feeds`: what is fetched again and again.
struct Feeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        abstract: "Keep feeds, and fetch what is new in them: TAXII, STIX, MISP, CSV, lists.",
        discussion: """
              tamga feeds add hub https://hub.example/taxii2/ --collection everything --from KZ --user kz-cert --key-file hub.key
              tamga feeds add botvrij https://feeds.example/misp/ --kind misp --from UZ
              tamga feeds run
            """,
        subcommands: [Add.self, List.self, Run.self, Remove.self])
}
