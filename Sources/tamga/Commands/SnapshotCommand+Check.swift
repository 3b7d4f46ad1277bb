import ArgumentParser
import TamgaMatch

extension SnapshotCommand {
    /// `tamga snapshot check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Hold a snapshot against its checksums, and say what it holds.",
            discussion: """
                Exit status 0 where every byte is as it was written, 65 where the file is damaged, cut, of another version or
                no snapshot.

                  tamga snapshot check snapshot.tamga
                """)

        @Argument(help: "The snapshot.")
        var file: String

        func run() throws {
            try Failure.reporting {
                let start = ContinuousClock.now
                let snapshot = try SnapshotOptions.open(file, checking: .beside)
                let opened = ContinuousClock.now - start
                do {
                    try snapshot.verify()
                } catch {
                    throw FailedInput(description: "\(error)")
                }
                let lines =
                    SnapshotText.lines(snapshot) + [
                        SnapshotText.times(opened: opened, checked: ContinuousClock.now - start)
                    ]
                try Output("-").write(lines.joined(separator: "\n") + "\n")
            }
        }
    }
}
