import ArgumentParser
import TamgaModel
import TamgaRelease
import TamgaStore

/// `tamga users`: who may ask the server.
struct Users: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users",
        abstract: "Keep the accounts that “tamga serve” lets in.",
        discussion: """
              tamga users add kz-cert --member KZ --role contributor
              tamga users list
              tamga users remove kz-cert
            """,
        subcommands: [Add.self, List.self, Remove.self])

    /// `tamga users list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "One line an account: for whom, what it may do, since when.", discussion: "  tamga users list")

        @OptionGroup var storeOptions: StoreOptions

        func run() throws {
            try Failure.reporting {
                var rows = [["name", "for", "role", "since", "removed"]]
                for account in try storeOptions.open().accounts() {
                    rows.append([
                        account.name, account.recipient, account.role.rawValue, account.created.date,
                        account.removed?.date ?? "-",
                    ])
                }
                try Output("-").write(PlainTable.text(rows))
            }
        }
    }

    /// `tamga users remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove an account: its key is refused from now on, also by a server that runs.",
            discussion: "  tamga users remove kz-cert")

        @OptionGroup var storeOptions: StoreOptions
        @Argument(help: "The account's name.")
        var name: String

        func run() throws {
            try Failure.reporting {
                guard try storeOptions.open().removeAccount(name, at: .now) else {
                    throw FailedInput(description: "no account is called “\(name)”; “tamga users list” shows them")
                }
                try Output("-").write("\(name) is removed\n")
            }
        }
    }
}
