import ArgumentParser

/// `tamga store`: the store's file itself.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Check, back up and repair the store's file.",
        discussion: """
              tamga store check
              tamga store backup /backup/tamga.sqlite
              tamga store repair

            docs/operations.md says what each can and cannot do.
            """,
        subcommands: [Check.self, Backup.self, Repair.self])
}
