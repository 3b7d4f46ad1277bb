import ArgumentParser

/// `tamga snapshot`: all that a run needs, in one file.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Put indicators, rules and the community into one file, for runs where they are not.",
        discussion: """
            A machine that has the file and this program needs no store, no rule and no community file to search logs, and
            finds what is found here.

              tamga snapshot make --rules rules/ --out snapshot.tamga
              tamga snapshot check snapshot.tamga
              tamga correlate --snapshot snapshot.tamga --hits - logs/

            docs/snapshot.md says what is in it, and who may have it.
            """,
        subcommands: [Make.self, Check.self], defaultSubcommand: Make.self)
}
