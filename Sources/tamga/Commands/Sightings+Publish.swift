import ArgumentParser
import TamgaExchange
import TamgaModel

extension SightingsCommand {
    /// `tamga sightings publish`.
    struct Publish: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish",
            abstract: "Offer each producer what was seen of its indicators in the logs of others.",
            discussion: """
                Makes STIX sightings in the store, stripped to what the observer lets others know (disclosure, tell and
                anonymous in the community file; docs/sharing.md), named to the producer and the observer. Exports, TAXII
                collections and webhooks serve them as they serve every object. Run again it changes what has changed.

                  tamga sightings publish
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Flag(name: .shortAndLong, help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let community = try communityOptions.readMembers()
                let publication = try PublishedSightings(in: store, of: community).publish(at: .now)
                if quiet { return }
                try Output("-").write(PublicationText.lines(publication).joined(separator: "\n") + "\n")
            }
        }
    }
}
