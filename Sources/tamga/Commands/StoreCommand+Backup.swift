import ArgumentParser
import FoundationEssentials
import TamgaMatch
import TamgaStore

extension StoreCommand {
    /// `tamga store backup`.
    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Copy the store as it is at this moment into one file, while it is in use.",
            discussion: """
                The copy is checked before it gets its name, has mode 0600, and is a store: “--store FILE” opens it. A file of
                that name is replaced if it is a store.

                  tamga store backup /backup/tamga.sqlite
                  tamga report --store /backup/tamga.sqlite
                """)

        @OptionGroup var storeOptions: StoreOptions
        @Argument(help: "The file to write.")
        var file: String
        @Flag(name: .shortAndLong, help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            try Failure.reporting {
                if let target = FileIdentity.output(file), try storeOptions.files().contains(target) {
                    throw ValidationError("\(file) is a file of the store itself.")
                }
                let path = try storeOptions.path()
                guard let store = try storeOptions.openForReading() else {
                    throw FailedInput(description: "there is no store \(path) to back up")
                }
                // A pipe would wait for a writer, a device would be replaced, an empty file has nothing to say what it is.
                if let facts = FileFacts(file) {
                    let version = facts.isRegular && facts.size > 0 ? (try? Store.check(file))?.version : nil
                    guard version ?? 0 > 0 else {
                        throw FailedInput(
                            description: "\(file) is there, and is no store: give another name, or remove it first")
                    }
                }
                let target = URL(filePath: file).resolvingSymlinksInPath().path
                let temporary = "\(target).tamga-\(ProcessInfo.processInfo.processIdentifier)"
                try? FileManager.default.removeItem(atPath: temporary)
                let size = try store.backUp(to: temporary)
                do {
                    try WholeOutput.settle(temporary, as: target)
                } catch {
                    try? FileManager.default.removeItem(atPath: temporary)
                    throw error
                }
                if !quiet {
                    StandardError.line("\(file): \(size) bytes, revision \(try store.revision()) of \(path), checked")
                }
            }
        }
    }
}
