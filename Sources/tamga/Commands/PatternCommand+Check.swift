import ArgumentParser
import TamgaFormats

extension PatternCommand {
    /// `tamga pattern check`: whether a text is a pattern.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say whether a text is a STIX pattern, and if not, where and why.",
            discussion: """
                Warned of is also what is a pattern and can never match.

                  tamga pattern check "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']"
                  tamga pattern check --pattern-file rule.stix
                  tamga pattern check --semantics reference --vectors validate.jsonl

                Exit status: 0, 65 where it is none; with --vectors 1 where a verdict is not the expected one.
                """)

        @OptionGroup var options: PatternOptions
        @Argument(help: "The pattern; - is standard input.")
        var pattern: String?

        func validate() throws {
            let sources = [pattern, options.patternFile, options.vectors].count { $0 != nil }
            if sources != 1 { throw ValidationError("Name a pattern, --pattern-file or --vectors.") }
        }

        func run() throws {
            try Failure.reporting {
                if let vectors = options.vectors {
                    try VectorRun(options).run(vectors) { try $0.check($1) }
                    return
                }
                let source = try PatternSource(pattern, file: options.patternFile)
                let reading = try source.read(options.grammar)
                for finding in reading.findings { source.report(finding) }
                if reading.findings.contains(where: \.isError) { throw Failure.badInput }
                try Output("-").write("valid\n")
            }
        }
    }
}
