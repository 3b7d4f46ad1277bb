import ArgumentParser
import TamgaModel
import TamgaRelease
import TamgaStore

extension ReleaseCommand {
    /// `tamga release log`.
    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log",
            abstract: "Show what has gone out: who had it, what, when and why.",
            discussion: """
                Every export for a recipient is written down before it leaves. The log only grows, and each entry is
                chained to the one before; --verify holds it against the chain, and exits with 65 where it was changed.

                  tamga release log --for KZ
                  tamga release log --of indicator--5f7dd9b0-9f3f-4a3c-8b0a-7f8d9c0e1a2b
                  tamga release log --verify
                """)

        @OptionGroup var storeOptions: StoreOptions
        @Option(name: .customLong("for"), help: "Only what went to this member, partner, or anyone.")
        var recipient: Recipient?
        @Option(help: ArgumentHelp("Who has had the object with this STIX id, and which version.", valueName: "id"))
        var of: String?
        @Flag(help: "Check that nothing was changed or removed.")
        var verify = false

        func validate() throws {
            if of != nil, recipient != nil { throw ValidationError("Give --of or --for, not both.") }
        }

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                if verify {
                    if let fault = try store.releaseLogFault() {
                        throw FailedInput(description: "the log of releases was changed: \(fault)")
                    }
                    let last = try store.releases().last
                    try Output("-").write(
                        "\(last?.number ?? 0) \(last?.number == 1 ? "entry" : "entries"), unchanged\(last.map { "; the last is \($0.digest)" } ?? "")\n"
                    )
                } else if let of {
                    var rows = [["time", "for", "version", "by", "door", "number"]]
                    for (item, entry) in try store.releases(of: of) {
                        rows.append([
                            "\(entry.release.time)", entry.release.recipient,
                            item.modified.microseconds == 0 ? "-" : "\(item.modified)", entry.release.actor,
                            entry.release.door, "\(entry.number)",
                        ])
                    }
                    try Output("-").write(PlainTable.text(rows))
                } else {
                    var rows = [["number", "time", "for", "by", "door", "out", "new", "held back", "why"]]
                    for entry in try store.releases(to: recipient?.description) {
                        let release = entry.release
                        rows.append([
                            "\(entry.number)", "\(release.time)", release.recipient, release.actor, release.door,
                            "\(release.released.values.reduce(0, +))", "\(entry.itemsNew)",
                            "\(release.withheld.values.reduce(0, +))", release.purpose.isEmpty ? "-" : release.purpose,
                        ])
                    }
                    try Output("-").write(PlainTable.text(rows))
                }
            }
        }
    }
}
