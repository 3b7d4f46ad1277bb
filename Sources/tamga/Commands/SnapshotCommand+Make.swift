import ArgumentParser
import TamgaMatch
import TamgaStore

extension SnapshotCommand {
    /// `tamga snapshot make`.
    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Write a snapshot of the store, rules and the community.",
            discussion: """
                The file gets its name once it is whole and on the disk, and only its owner may read it (mode 0600): it holds
                every indicator in force, whatever its marking. A rule that cannot be run is named, and the others go in.

                  tamga snapshot make --out snapshot.tamga
                  tamga snapshot make --rules rules/ --community union.yaml --out snapshot.tamga
                  tamga snapshot make --min-confidence 60 --out snapshot.tamga
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @OptionGroup var ruleOptions: RuleOptions
        @OptionGroup var qualityOptions: QualityOptions
        @Option(help: "A public suffix list. [default: the system's, else a built-in rule]")
        var publicSuffixList: String?
        @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
        var out: String
        @Flag(help: "Exit with 65 where a rule cannot be run.")
        var strict = false
        @Flag(name: .shortAndLong, help: "Print nothing but errors.")
        var quiet = false

        func validate() throws {
            if out.isEmpty || out == "-" {
                throw ValidationError("--out is a file: a snapshot is mapped where it is used.")
            }
        }

        func run() throws {
            try Failure.reporting {
                guard let store = try storeOptions.openForReading() else {
                    throw FailedInput(
                        description: "there is no store \(try storeOptions.path()); “tamga import” makes one")
                }
                if let facts = FileFacts(out), !facts.isRegular {
                    throw FailedInput(description: "--out \(out) is there, and is no regular file: give another name")
                }
                if let file = FileIdentity.output(out), try storeOptions.files().contains(file) {
                    throw ValidationError("--out \(out) is a file of the store.")
                }
                let (knowledge, table, runnable) = try SnapshotMaking.gather(
                    store, communityOptions, ruleOptions, quality: qualityOptions, suffixFile: publicSuffixList)
                try ReadFiles.check(out)
                for problem in runnable.problems { StandardError.line("rule not run: \(problem)") }
                for line in runnable.patterns.notRun where !quiet { StandardError.line(line) }
                if strict, runnable.refused > 0 { throw Failure.badInput }
                try SnapshotFile.write(knowledge, table, to: out)
                let written = try SnapshotOptions.open(out, checking: .first)
                if !quiet { try Output("-").write(SnapshotText.lines(written).joined(separator: "\n") + "\n") }
            }
        }
    }
}
