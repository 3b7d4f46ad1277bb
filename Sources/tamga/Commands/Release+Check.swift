import ArgumentParser
import TamgaModel
import TamgaRelease

extension ReleaseCommand {
    /// `tamga release check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say what of some files would go out to a recipient, what is held back, and why.",
            discussion: """
                The files are read as “tamga import” reads them, and taken together: a marking may be defined in
                another file than the one that uses it. Nothing is stored and nothing goes out.

                Exit status: 0 all would go out, 1 something is held back or refused, 65 with --strict where anything
                was refused.

                  tamga release check bundle.json --for KZ
                  tamga release check --for anyone --format json feeds/ | jq '.objects[] | select(.released | not)'
                """)

        @OptionGroup var communityOptions: CommunityOptions
        @Option(name: .customLong("for"), help: "For whom: a member's code, a partner's name, or anyone.")
        var recipient: Recipient
        @Option(help: "The member state that hands the files over, for what in them names no creator.")
        var from: MemberState?
        @Option(help: "The answer's form: text, json.")
        var format: ReportFormat = .text
        @Flag(help: "List what would go out, too.")
        var released = false
        @Flag(help: "Exit with 65 where anything was refused.")
        var strict = false
        @Argument(help: "Files, folders, or - for standard input.")
        var files: [String]

        func run() throws {
            try Failure.reporting {
                let community = try communityOptions.read()
                try community.check(recipient)
                var review = ReleaseReview(recipient: recipient, sharedBy: from)
                let hasFailed = try review.read(LogPaths.expand(files))
                review.decide(community)
                switch format {
                case .text: try Output("-").write(ReleaseText.of(review, listsReleased: released))
                case .json: try Output("-").write(ReleaseText.json(review))
                }
                for refusal in review.refusals { StandardError.line("refused: \(refusal)", .warning) }
                if strict, !review.refusals.isEmpty { throw Failure.badInput }
                if hasFailed { throw Failure.inputOutput }
                if review.withheldCount > 0 || !review.refusals.isEmpty { throw Failure.heldBack }
            }
        }
    }
}
