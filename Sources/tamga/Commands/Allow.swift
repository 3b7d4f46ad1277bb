import ArgumentParser
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStore

/// `tamga allow`: what is known to be harmless.
struct Allow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Keep lists of false positives: hits on them are suppressed, and counted.",
        discussion: """
              tamga allow import misp-warninglists/lists/*/list.json our-own-servers.txt
              tamga allow list
            """,
        subcommands: [Import.self, List.self, Remove.self])

    /// `tamga allow import`.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take in MISP warninglists, or plain lists of values, names and networks.",
            discussion: "  tamga allow import misp-warninglists/lists/*/list.json our-own-servers.txt")

        @OptionGroup var storeOptions: StoreOptions
        @Flag(help: "Exit with 65 where anything was refused.")
        var strict = false
        @Argument(help: "Files or folders.")
        var files: [String]

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                var refused = 0
                var hasFailed = false
                for path in files.flatMap(LogPaths.files(below:)) {
                    do {
                        let contents = WarningList.read(try WholeFile.read(path, limit: 256 << 20), source: path)
                        let added = try store.addFalsePositives(contents.entries)
                        let list = ActiveText.shown(contents.entries.first?.list ?? path)
                        StandardError.line(
                            "\(ActiveText.shown(path)): “\(list)”, \(contents.entries.count) entries, \(added) of them new, \(contents.refusals.count) refused"
                        )
                        for refusal in contents.refusals.prefix(10) {
                            StandardError.line("  refused: \(refusal)", .warning)
                        }
                        refused += contents.refusals.count
                    } catch let error as FailedInput {
                        StandardError.line("refused: \(error)", .warning)
                        refused += 1
                    } catch let error as UnreadableFile {
                        StandardError.line("refused: \(error)", .warning)
                        refused += 1
                        hasFailed = true
                    }
                }
                if strict, refused > 0 { throw Failure.badInput }
                if hasFailed { throw Failure.inputOutput }
            }
        }
    }

    /// `tamga allow list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the lists; with --entries, what is in them.", discussion: "  tamga allow list --entries")

        @OptionGroup var storeOptions: StoreOptions
        @Flag(help: "Every entry.")
        var entries = false

        func run() throws {
            try Failure.reporting {
                let all =
                    FalsePositive.builtIn.map { ("built in", $0) }
                    + (try storeOptions.open().falsePositives()).map { ("store", $0) }
                if entries {
                    try Output("-").write(
                        PlainTable.text(
                            [["where", "kind", "value", "list"]]
                                + all.map { [$0, $1.kind.rawValue, $1.value, $1.list] }))
                    return
                }
                var order: [String] = []
                var counts: [String: (origin: String, count: Int)] = [:]
                for (origin, entry) in all {
                    if counts[entry.list] == nil { order.append(entry.list) }
                    counts[entry.list, default: (origin, 0)].count += 1
                }
                let rows = order.map { [counts[$0]!.origin, "\(counts[$0]!.count)", $0] }
                try Output("-").write(PlainTable.text([["where", "entries", "list"]] + rows))
            }
        }
    }

    /// `tamga allow remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a list that was imported.",
            discussion: "  tamga allow remove \"List of RFC 1918 CIDR blocks\"")

        @OptionGroup var storeOptions: StoreOptions
        @Argument(help: "The list's name, as “tamga allow list” shows it.")
        var list: String

        func run() throws {
            try Failure.reporting {
                let removed = try storeOptions.open().removeFalsePositives(list: list)
                guard removed > 0 else {
                    throw FailedInput(
                        description:
                            "no imported list is called “\(list)”; --no-builtin-allow turns the built-in ones off")
                }
                try Output("-").write("\(removed) entries removed\n")
            }
        }
    }
}
