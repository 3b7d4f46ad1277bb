import ArgumentParser
import TamgaModel
import TamgaStore

/// `tamga sources`: where indicators came from.
struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "List the feeds and files that indicators came by.", discussion: "  tamga sources")

    @OptionGroup var storeOptions: StoreOptions

    func run() throws {
        try Failure.reporting {
            var rows = [
                ["from", "source", "format", "indicators", "revoked", "objects", "first import", "last import"]
            ]
            for source in try storeOptions.open().sources() {
                rows.append([
                    source.producer?.code ?? "--", source.name, source.format, "\(source.indicators)",
                    "\(source.indicatorsRevoked)", "\(source.objects)", "\(source.firstImported.date)",
                    "\(source.lastImported.date)",
                ])
            }
            try Output("-").write(PlainTable.text(rows))
        }
    }
}

extension Timestamp {
    /// The instant to the second, for tables.
    var date: String { Timestamp(seconds: microseconds / 1_000_000).description }
}
