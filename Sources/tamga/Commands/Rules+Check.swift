import ArgumentParser
import TamgaFormats

extension Rules {
    /// `tamga rules check`: every file, ok or what is wrong.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say of every rule file that it is ok, or what is wrong, with line and caret.",
            discussion: """
                Errors refuse the document that they stand in; warnings do not. Warned of is also a log source that the map
                does not know, and a rule that has nothing to sieve by and does not say why.

                  tamga rules check rules/
                  tamga rules check --strict --quiet ~/sigma/rules my-rule.yml
                  tamga rules check --format json rules/ | jq .summary

                Exit status: 0, or 65 where there is an error (with --strict, a warning).
                """)

        @OptionGroup var reading: RuleReadingOptions
        @Option(help: "text or json.")
        var format: ReportFormat = .text
        @Flag(help: "Exit with 65 where there are warnings, too.")
        var strict = false
        @Flag(name: .shortAndLong, help: "Print errors and warnings only.")
        var quiet = false
        @Argument(help: "Rule files, and folders with all the .yml and .yaml files below them.")
        var paths: [String]

        func run() throws {
            try Failure.reporting {
                let check = try RuleCheck(
                    paths, placeholders: reading.placeholders, formats: try reading.formatOptions.readFormats(),
                    map: try reading.formatOptions.readLogSources())
                switch format {
                case .text:
                    try Output("-").write(RuleCheckText.text(check, .standardOutput, isQuiet: quiet))
                case .json: try Output("-").write(RuleCheckText.json(check))
                }
                let hasWarnings = check.count(.warning) > 0
                if check.count(.error) > 0 || strict && hasWarnings { throw Failure.badInput }
            }
        }
    }
}
