import ArgumentParser
import TamgaFormats
import TamgaModel
import TamgaStixPattern

extension PatternCommand {
    /// `tamga pattern match`: whether observations satisfy a pattern.
    struct Match: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match",
            abstract: "Say whether observed data satisfies a STIX pattern.",
            discussion: """
                A file holds a bundle with observed data, STIX 2.0 observed data, or a list of these; - is standard input.
                References resolve within one observation. Observed data that is malformed is refused, said so, and left out.
                The semantics are those of the specification's text; --semantics reference does what OASIS'
                cti-pattern-matcher does.

                  tamga pattern match "[ipv4-addr:value ISSUBSET '192.0.2.0/24']" bundle.json
                  tamga pattern match --explain --pattern-file rule.stix one.json two.json
                  tamga pattern match --semantics reference --vectors match.jsonl

                Exit status: 0 match, 1 no match, 2 undecided (a limit was reached), 65 the pattern is invalid or a file is
                no JSON, 74 a file cannot be read; with --vectors 0 where all verdicts are the expected ones, else 1.
                """)

        @OptionGroup var options: PatternOptions
        @Flag(help: "Show the observations that the pattern is bound to.")
        var explain = false
        @Argument(
            help: "The pattern, unless --pattern-file names one; - is standard input. Then files of observed data.")
        var arguments: [String] = []

        func validate() throws {
            if options.vectors != nil {
                if !arguments.isEmpty {
                    throw ValidationError("--vectors brings patterns and observations of its own.")
                }
            } else if arguments.count < (options.patternFile == nil ? 2 : 1) {
                throw ValidationError("Name a pattern and a file of observed data.")
            }
            if arguments.count(where: { $0 == "-" }) > 1 { throw ValidationError("Standard input can be read once.") }
        }

        func run() throws {
            try Failure.reporting {
                if let vectors = options.vectors {
                    try VectorRun(options).run(vectors) { try $0.match($1) }
                    return
                }
                let inline = options.patternFile == nil ? arguments[0] : nil
                let source = try PatternSource(inline, file: options.patternFile)
                let reading = try source.read(options.grammar)
                let pattern = try source.compile(reading, options.semantics)
                for finding in reading.findings { source.report(finding, asWarning: true) }
                var files = ObservationFiles(options)
                for path in arguments.dropFirst(inline == nil ? 0 : 1) { try files.read(path) }
                try say(files.verdict(of: pattern), reading, source.text, files.observations)
            }
        }

        private func say(
            _ verdict: PatternVerdict, _ reading: StixPatternReading, _ text: String, _ observations: [Observation]
        ) throws {
            switch verdict {
            case .match(let bindings):
                try Output("-").write("match\n" + (explain ? table(bindings, reading, text, observations) : ""))
            case .noMatch:
                try Output("-").write("no match\n")
                throw Failure.noMatch
            case .undecided(let reason):
                StandardError.line("tamga: undecided: \(reason.words)", .warning)
                throw Failure.undecided
            }
        }

        private func table(
            _ bindings: [Binding], _ reading: StixPatternReading, _ text: String, _ observations: [Observation]
        ) -> String {
            let bytes = Array(text.utf8)
            let rows = bindings.map { binding in
                let observation = observations[binding.observation]
                return [
                    observation.id, observation.first.timestamp.description, observation.last.timestamp.description,
                    String(binding.count), String(decoding: bytes[reading.atoms[binding.atom]], as: UTF8.self),
                ]
            }
            return PlainTable.text([["OBSERVATION", "FIRST", "LAST", "TIMES", "SATISFIES"]] + rows)
        }
    }
}

extension PatternVerdict.Reason {
    /// What happened, as half a sentence.
    var words: String {
        switch self {
        case .observation: "a regular expression or an object path ran into its limit"
        case .search: "the search for observations that fit together ran into its limit"
        }
    }
}
