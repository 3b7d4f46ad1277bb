import ArgumentParser
import TamgaExchange
import TamgaJSON
import TamgaModel
import TamgaStore

extension Webhooks {
    /// `tamga webhooks test`.
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Send one signed post that is no sighting, to see whether it is taken.",
            discussion: "  tamga webhooks test uz-soc")

        @OptionGroup var storeOptions: StoreOptions
        @Option(help: ArgumentHelp("A PEM file: these authorities are trusted, and no others.", valueName: "file"))
        var ca: String?
        @Argument(help: "The webhook's name.")
        var name: String

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                guard let webhook = try store.webhooks().first(where: { $0.name == name }) else {
                    throw FailedInput(description: "there is no webhook “\(name)”; “tamga webhooks list” shows them")
                }
                var writer = JSONWriter()
                writer.object {
                    $0.member("test", true)
                    $0.member("webhook", name)
                }
                var web = WebSettings()
                web.authorityFile = ca
                let (settings, body) = (web, writer.bytes)
                let reason = try AsyncWork.wait {
                    try await WebhookSender(store, settings).test(
                        webhook, body: body, id: "test-\(Timestamp.now.microseconds)")
                }
                if let reason {
                    StandardError.line("tamga: \(name): not taken: \(reason)", .error)
                    throw Failure.inputOutput
                }
                StandardError.line("\(name): taken")
            }
        }
    }

    /// `tamga webhooks deliver`.
    struct Deliver: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deliver",
            abstract: "Send what is due: sightings that are new or have changed, and what was not taken before.",
            discussion: """
                What has been sighted is published first (“tamga sightings publish”). What is not taken is sent again later, after longer and longer, up to six hours. Run it after “tamga correlate”,
                or every few minutes.

                  tamga webhooks deliver
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Option(help: ArgumentHelp("A PEM file: these authorities are trusted, and no others.", valueName: "file"))
        var ca: String?
        @Flag(name: .shortAndLong, help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let sightings = PublishedSightings(in: store, of: try communityOptions.readMembers())
                try sightings.publish(at: .now)
                var web = WebSettings()
                web.authorityFile = ca
                let settings = web
                let outcomes = try AsyncWork.wait {
                    try await WebhookSender(store, settings).run(sightings)
                }
                var hasFailed = false
                for outcome in outcomes {
                    if !quiet {
                        var line = "\(outcome.webhook): \(outcome.delivered) delivered, \(outcome.failed) not taken"
                        if outcome.postponed > 0 { line += ", \(outcome.postponed) postponed" }
                        StandardError.line(line)
                    }
                    if let reason = outcome.reason {
                        StandardError.line("tamga: \(outcome.webhook): \(reason)", .error)
                        hasFailed = true
                    }
                }
                if hasFailed { throw Failure.inputOutput }
            }
        }
    }
}
