import ArgumentParser

/// The forms of what the commands for rules and log formats say.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// How rule files are read whose paths are arguments.
struct RuleReadingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A YAML file of “name: [values]” lines for the placeholders of rules (%name% with the modifier expand).",
            valueName: "file"))
    var placeholders: String?
    @OptionGroup var formatOptions: FormatOptions
}
