import ArgumentParser
import TamgaLogs
import TamgaModel

extension Formats {
    /// `tamga formats check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Read files of log formats, and each format's own examples with it.",
            discussion: """
                The formats stand beside the built-in ones, of which those with the same names are left out. An example must
                be read by its format, and give the fields that it names.

                  tamga formats check my-formats/
                  tamga formats check --quiet rules/formats/sshd.yml

                Exit status: 0, or 65 where a file cannot be used or an example is read otherwise.
                """)

        @Flag(name: .shortAndLong, help: "Print what is wrong only.")
        var quiet = false
        @Argument(help: "Files of formats, and folders with all the .yml and .yaml files below them.")
        var paths: [String]

        func run() throws {
            try Failure.reporting {
                let files = TextFormats.files(paths)
                let own = files.flatMap(\.formats)
                let set = LogFormatSet(own + (try TextFormats.builtIn(besides: own)))
                let paint = Paint.standardOutput
                var text = ""
                var errors = 0
                var warnings = 0
                var examples = 0
                for file in files {
                    var problems: [String] = []
                    if let error = file.error {
                        problems.append("\(paint("error", .bad)): \(ActiveText.shown(error))")
                    }
                    for refusal in set.refusals where refusal.source == file.path {
                        problems.append("\(paint("error", .bad)): \(ActiveText.shown("\(refusal)"))")
                    }
                    for format in file.formats {
                        examples += format.examples.count
                        for difference in Self.differences(format, set) {
                            problems.append("\(paint("error", .bad)): \(ActiveText.shown(difference))")
                        }
                    }
                    errors += problems.count
                    for format in file.formats where format.examples.isEmpty {
                        warnings += 1
                        let place = "\(format.place.source):\(format.place.line)"
                        problems.append(
                            "\(paint("warning", .doubtful)): "
                                + ActiveText.shown("\(place): \(format.name) has no examples"))
                    }
                    if problems.isEmpty, !quiet {
                        let count = RuleCheckText.counted(file.formats.count, "format")
                        text += "\(ActiveText.shown(file.path)): \(paint("ok", .good)) (\(count))\n"
                    }
                    text += problems.map { $0 + "\n" }.joined()
                }
                if !quiet {
                    text +=
                        "\n"
                        + [
                            RuleCheckText.counted(files.count, "file"), RuleCheckText.counted(own.count, "format"),
                            RuleCheckText.counted(examples, "example"), RuleCheckText.counted(errors, "error"),
                            RuleCheckText.counted(warnings, "warning"),
                        ].joined(separator: ", ") + "\n"
                }
                try Output("-").write(text)
                if errors > 0 { throw Failure.badInput }
            }
        }

        /// What is read otherwise in a format's examples than they say, each with file and line.
        private static func differences(_ format: TextFormat, _ set: LogFormatSet) -> [String] {
            var parser = RecordParser(set)
            var fields = RecordFields()
            var differences: [String] = []
            for example in format.examples {
                let place = "\(format.place.source):\(example.line): \(format.name)"
                let record = Array(example.record.utf8)
                let undecided = parser.undecided
                parser.parse(record.span, layout: .text, header: nil, into: &fields)
                if parser.undecided > undecided {
                    differences.append("\(place): a pattern ran into its match limit")
                }
                guard fields.formats.contains(format.name) else {
                    let formats = fields.formats.isEmpty ? "nothing" : fields.formats.joined(separator: " › ")
                    differences.append("\(place): the example is read by \(formats)")
                    continue
                }
                for (name, value) in example.fields.sorted(by: { $0.key < $1.key }) {
                    let found = fields.fields.filter { $0.name == name }.map {
                        String(decoding: fields.bytes($0, in: record.span), as: UTF8.self)
                    }
                    if found.contains(value) { continue }
                    let words = found.isEmpty ? "absent" : found.map { "“\($0)”" }.joined(separator: ", ")
                    differences.append("\(place): \(name) is \(words), not “\(value)”")
                }
            }
            return differences
        }
    }
}
