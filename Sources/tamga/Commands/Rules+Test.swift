import ArgumentParser
import TamgaFormats

extension Rules {
    /// `tamga rules test`: each rule's own examples.
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Run each rule's own examples, through the same reading as a real run.",
            discussion: """
                A rule carries its examples in the custom attribute “tamga”: records as they would stand in a log, of which
                those under match must match and those under no_match must not. Both engines must say so.

                  tamga rules test rules/
                  tamga rules test --strict my-rule.yml

                    tamga:
                      match:
                        - 'Nov 24 09:20:02 web1 sshd[812]: Invalid user oracle from 192.0.2.7 port 53502'
                      no_match:
                        - 'Nov 24 09:20:02 web1 sshd[812]: Server listening on 0.0.0.0 port 22.'

                Exit status: 0, or 65 where an example failed or a rule was refused (with --strict, one has no examples).
                """)

        @OptionGroup var reading: RuleReadingOptions
        @Option(help: "text or json.")
        var format: ReportFormat = .text
        @Flag(help: "A rule without examples is an error.")
        var strict = false
        @Flag(name: .shortAndLong, help: "Print what failed only.")
        var quiet = false
        @Argument(help: "Rule files, and folders with all the .yml and .yaml files below them.")
        var paths: [String]

        func run() throws {
            try Failure.reporting {
                let formats = try reading.formatOptions.readFormats()
                let map = try reading.formatOptions.readLogSources()
                let files = try RuleFiles(paths, placeholders: reading.placeholders)
                let account = RuleTestText.Account(
                    files: files, examples: RuleExamples(files.set.rules, formats: formats, map: map),
                    isStrict: strict)
                switch format {
                case .text: try Output("-").write(RuleTestText.text(account, .standardOutput, isQuiet: quiet))
                case .json: try Output("-").write(RuleTestText.json(account))
                }
                if account.hasFailed { throw Failure.badInput }
            }
        }
    }
}
