import ArgumentParser
import TamgaFormats
import TamgaModel

/// How STIX patterns are read.
struct PatternOptions: ParsableArguments {
    @Option(help: "Read the pattern from a file.")
    var patternFile: String?
    @Option(help: "The specification's text, or what the reference implementation does: text or reference.")
    var semantics: StixSemantics = .text
    @Option(help: "2.0 or 2.1. [default: 2.1; of observed data what it is]")
    var stixVersion: StixVersion?
    @Option(
        help: ArgumentHelp(
            "Run a file of vectors, a JSON object a line: pattern, observations, stix_version, result or raises.",
            valueName: "file"))
    var vectors: String?

    /// The grammar that holds.
    var grammar: StixPatternGrammar { StixPatternGrammar(version: stixVersion ?? .v21, semantics: semantics) }
}
