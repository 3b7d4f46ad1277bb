import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaRelease
import TamgaStore

extension Webhooks {
    /// `tamga webhooks add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a webhook, and print the secret that its posts are signed with, once.",
            discussion: """
                Each post has Tamga-Signature: t=UNIX,v1=HEX, where HEX is HMAC-SHA256 with the secret over the time, a dot and
                the body; docs/feeds.md has a check in a few lines.

                  tamga webhooks add uz-soc https://soc.example.uz/tamga --for UZ
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Option(name: .customLong("for"), help: "The member that is told.")
        var recipient: MemberState
        @Argument(help: "The webhook's name.")
        var name: String
        @Argument(help: "Where posts go: https, or this machine.")
        var url: String

        func run() throws {
            try Failure.reporting {
                try communityOptions.read().check(.member(recipient))
                _ = try WebhookSender.address(url)
                let secret = WebhookSignature.newSecret()
                let webhook = Webhook(
                    name: name, recipient: recipient.code, url: url, secret: Array(secret.utf8), created: .now)
                guard try storeOptions.open().addWebhook(webhook) else {
                    throw FailedInput(
                        description: "there is a webhook “\(name)”; “tamga webhooks remove \(name)” comes first")
                }
                StandardError.line("\(name): for \(recipient.code); this is its secret, which is not shown again:")
                try Output("-").write(secret + "\n")
            }
        }
    }

    /// `tamga webhooks list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the webhooks, and how far their posts are.", discussion: "  tamga webhooks list")

        @OptionGroup var storeOptions: StoreOptions

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let tallies = try store.deliveryTallies()
                var rows = [["name", "for", "url", "delivered", "waiting", "failing", "added"]]
                for webhook in try store.webhooks() {
                    let tally = tallies[webhook.name] ?? DeliveryTally()
                    let url = (try? WebAddress(webhook.url)).map(\.description) ?? "-"
                    rows.append([
                        webhook.name, webhook.recipient, url, "\(tally.delivered)", "\(tally.waiting)",
                        "\(tally.failing)",
                        webhook.created.date,
                    ])
                }
                try Output("-").write(PlainTable.text(rows))
            }
        }
    }

    /// `tamga webhooks remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a webhook and what waits for it.", discussion: "  tamga webhooks remove uz-soc")

        @OptionGroup var storeOptions: StoreOptions
        @Argument(help: "The webhook's name.")
        var name: String

        func run() throws {
            try Failure.reporting {
                guard try storeOptions.open().removeWebhook(named: name) else {
                    throw FailedInput(description: "there is no webhook “\(name)”; “tamga webhooks list” shows them")
                }
                StandardError.line("\(name): removed")
            }
        }
    }
}
