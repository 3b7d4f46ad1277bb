import ArgumentParser

/// `tamga split`: large logs, in parts for many machines.
struct SplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Cut logs into parts that can be searched apart, on as many machines as there are.",
        discussion: """
            Each part becomes a partial, and “tamga merge” makes of partials what one run would have said (docs/splits.md).

              mkdir -p out
              tamga split plan --size 256M logs/ | parallel tamga correlate --split {} --partial out/{#}.part
              tamga merge out/*.part --hits hits.ndjson
            """,
        subcommands: [Plan.self])
}
