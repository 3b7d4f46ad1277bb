import ArgumentParser
import TamgaStore

extension StoreCommand {
    /// `tamga store check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Look at every page, reference and table of the store, and at the chain of its log of releases.",
            discussion: """
                Changes nothing, and may run while the store is in use. What it cannot see are bytes that were changed inside
                a value. Exit status 0 where nothing is wrong, 1 where something is.

                  tamga store check
                  tamga store check --format json
                """)

        @OptionGroup var storeOptions: StoreOptions
        @Option(help: "text or json.")
        var format = ReportFormat.text

        func run() throws {
            try Failure.reporting {
                let path = try storeOptions.path()
                let condition = try Store.check(path)
                let output = try Output("-")
                switch format {
                case .json: try output.write(StoreConditionText.json(condition, path: path) + "\n")
                case .text:
                    try output.write(StoreConditionText.lines(condition, path: path).joined(separator: "\n") + "\n")
                }
                if !condition.isSound { throw Failure.faultFound }
            }
        }
    }
}
