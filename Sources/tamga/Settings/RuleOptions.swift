import ArgumentParser
import FoundationEssentials
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Which rules are run, and how logs are read for them.
struct RuleOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Sigma rules: a file, or a folder with all the .yml and .yaml files below it. May be given more than once.",
            valueName: "path"))
    var rules: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A YAML file of “name: [values]” lines for the placeholders of rules (%name% with the modifier expand).",
            valueName: "file"))
    var placeholders: String?
    @OptionGroup var formatOptions: FormatOptions

    /// Reads the rules that are named.
    func readRules() throws -> RuleFiles { try RuleFiles(rules, placeholders: placeholders) }
}

/// How logs are read.
struct FormatOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Text log formats besides the built-in ones: a file, or a folder with all the .yml files below it.",
            valueName: "path"))
    var formats: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("The log source map, in place of the built-in one.", valueName: "file"))
    var logsources: String?

    /// The log formats: those that are named, then the built-in ones whose names are not among them.
    func readFormats() throws -> LogFormatSet { try BuiltIn.formats(besides: formats) }

    /// The log source map.
    func readLogSources() throws -> LogSourceMap { try BuiltIn.logSources(insteadOf: logsources) }
}
