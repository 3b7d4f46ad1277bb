import ArgumentParser
import TamgaJSON
import TamgaMatch
import TamgaModel

extension SplitCommand {
    /// `tamga split plan`.
    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "A line for each part of the logs: FILE:START-END, as “tamga correlate --split” takes it.",
            discussion: """
                The same logs give the same lines. What cannot be cut, packed files among it, has one line.

                  tamga split plan --size 256M logs/ > plan.txt
                  mkdir -p out
                  tamga split plan -0 logs/ | xargs -0 -n1 -P8 sh -c \\
                    'tamga correlate --split "$0" --partial "out/$(printf %s "$0" | sha256sum | cut -c-16).part"'
                  tamga split plan --json logs/
                """)

        @Option(help: "Bytes of a part; the last of a log may have a tenth more.")
        var size = ByteSize(argument: "256M")!
        @Flag(
            name: [.customShort("0"), .customLong("null")],
            help: "End lines with NUL: for names with line ends or control characters.")
        var isEndedByNull = false
        @Flag(help: "A JSON object a line, for programs.")
        var json = false
        @OptionGroup var formatOptions: FormatOptions
        @Option(help: "Cut every log as this format (see “tamga formats list”). [default: each is recognised]")
        var logFormat: String?
        @Argument(help: "Files and folders.")
        var logs: [String]

        func validate() throws {
            if json, isEndedByNull { throw ValidationError("--json has one object a line: leave --null out.") }
            if logs.contains("-") { throw ValidationError("Standard input has no parts: name a file.") }
        }

        func run() throws {
            try Failure.reporting {
                let formats = try formatOptions.readFormats()
                _ = try formats.checked(logFormat)
                let output = try Output("-")
                var isMissing = false
                for found in LogPaths.expand(logs) {
                    let log: PlannedLog
                    do {
                        log = try PlannedLog(
                            found.input.name, size: size.bytes, formats: formats, formatName: logFormat)
                    } catch {
                        throw FailedInput(description: "\(error)")
                    }
                    try output.write(lines(log))
                    if FileFacts(found.input.name) == nil {
                        isMissing = true
                        StandardError.line(
                            "refused: \(ActiveText.shown(found.input.name)): there is no such file; the plan has it, and its task will say the same",
                            .warning)
                    }
                }
                if isMissing { throw Failure.inputOutput }
            }
        }

        private func lines(_ log: PlannedLog) throws -> [UInt8] {
            var bytes: [UInt8] = []
            for split in log.splits {
                if json {
                    var writer = JSONWriter()
                    writer.object { member in
                        member.member("split", split.description)
                        member.member("file", split.path)
                        member.member("start", split.range.lowerBound)
                        if split.range.upperBound < .max { member.member("end", split.range.upperBound) }
                        member.member("splittable", log.isSplittable)
                        member.member("reads_from_start", log.readsFromStart)
                    }
                    writer.newline()
                    bytes += writer.bytes
                } else {
                    let shown = ActiveText.shown(split.path)
                    guard isEndedByNull || shown == split.path else {
                        throw FailedInput(
                            description:
                                "the name “\(shown)” holds a line end or a control character: end lines with NUL (-0), or use --json"
                        )
                    }
                    bytes += Array(split.description.utf8) + [isEndedByNull ? 0 : 0x0A]
                }
            }
            return bytes
        }
    }
}
