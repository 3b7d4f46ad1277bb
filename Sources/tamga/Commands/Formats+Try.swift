import ArgumentParser
import TamgaJSON
import TamgaLogs
import TamgaMatch
import TamgaModel

extension Formats {
    /// `tamga formats try`.
    struct Try: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "try",
            abstract: "Show how a log would be read: its layout, the fields of the first records, a tally of all.",
            discussion: """
                  tamga formats try /var/log/auth.log
                  tamga formats try --lines 3 --log-format json export.gz
                  zcat big.gz | tamga formats try -

                Exit status: 0, or 74 where the log cannot be read.
                """)

        @OptionGroup var formatOptions: FormatOptions
        @Option(help: "How many records to show.")
        var lines = 10
        @Option(help: "Read the log as this format. [default: it is recognised]")
        var logFormat: String?
        @Option(help: "text or json.")
        var format: ReportFormat = .text
        @Argument(help: "A log, packed or not; - is standard input.")
        var file: String

        func validate() throws {
            if lines < 0 { throw ValidationError("--lines is 0 or more.") }
        }

        func run() throws {
            try Failure.reporting {
                let formats = try formatOptions.readFormats()
                let table = RuleTable(rules: [], map: try formatOptions.readLogSources())
                var reader = LogRecordReader(
                    [file == "-" ? .standardInput : .file(file)], formats: formats,
                    formatName: try formats.checked(logFormat))
                var explainer = RuleExplainer(table, formats)
                var parser = RecordParser(formats)
                var parsed = RecordFields()
                var shown: [(record: LogRecord, reading: RecordReading)] = []
                var tally = ReadingTally()
                while let record = reader.next() {
                    if shown.count < lines {
                        let reading = explainer.read(record)
                        // A line that describes others has nothing to show.
                        let isHead = reading.fields.isEmpty && !reading.formats.isEmpty && !reading.isMalformed
                        if !isHead { shown.append((record, reading)) }
                        tally.add(
                            record, formats: reading.formats, fields: reading.fields.count,
                            isMalformed: reading.isMalformed)
                        continue
                    }
                    parser.parse(record.bytes.span, layout: record.log.layout, header: record.header, into: &parsed)
                    tally.add(
                        record, formats: parsed.formats, fields: parsed.fields.count, isMalformed: parsed.isMalformed)
                }
                let (logs, refusals) = reader.finish()
                let outcome = Outcome(
                    shown: shown, tally: tally, log: logs.first, refusals: refusals,
                    undecided: parser.undecided)
                if format == .json {
                    try Output("-").write(json(outcome))
                } else {
                    try Output("-").write(text(outcome))
                }
                for refusal in refusals { StandardError.line("refused: \(refusal)", .warning) }
                if logs.contains(where: \.isUnreadable) { throw Failure.inputOutput }
            }
        }

        /// What is said of the log.
        private struct Outcome {
            let shown: [(record: LogRecord, reading: RecordReading)]
            let tally: ReadingTally
            let log: LogSummary?
            let refusals: [Refusal]
            /// How often a pattern of a format ran into its limit.
            let undecided: Int
        }

        // MARK: - Text

        private func text(_ outcome: Outcome) -> String {
            let paint = Paint.standardOutput
            let words = ExplanationText(paint: paint)
            var text = ""
            if let log = outcome.log {
                text += ActiveText.shown("\(log.name): ") + "recognised as \(paint(layout(log.layout), .strong))\n\n"
            }
            for (record, reading) in outcome.shown {
                text += RecordText.head(record)
                for line in words.reading(reading) { text += "    \(line)\n" }
                let width = min(30, reading.fields.map(\.name.count).max() ?? 0)
                for field in reading.fields where field.kind != .nested {
                    let name = ActiveText.shown(field.name)
                    let padding = String(repeating: " ", count: max(0, width - name.count))
                    let value = field.kind == .null ? "null" : String(field.value.prefix(400))
                    text += "      \(name)\(padding)  \(ActiveText.shown(value))\n"
                }
                text += "\n"
            }
            return text + tally(outcome, paint)
        }

        private func tally(_ outcome: Outcome, _ paint: Paint) -> String {
            let tally = outcome.tally
            var text = "\(RuleCheckText.counted(tally.records, "record"))\n"
            for (formats, count) in tally.ordered {
                text += "  \(count)  read as \(ActiveText.shown(formats.joined(separator: " › ")))\n"
            }
            if tally.withoutFields > 0 {
                text += "  \(tally.withoutFields)  of them without fields: lines that describe others\n"
            }
            func places(_ what: String, _ count: Int, _ lines: [Int]) {
                guard count > 0 else { return }
                let words = lines.map(String.init).joined(separator: ", ") + (count > lines.count ? ", …" : "")
                text += "  \(paint("\(count)", .doubtful))  \(what) (line\(count == 1 ? "" : "s") \(words))\n"
            }
            places("read by no format", tally.unread.count, tally.unread.lines)
            places("malformed: not of the log's form", tally.malformed.count, tally.malformed.lines)
            if outcome.undecided > 0 { text += "  \(outcome.undecided)  times a pattern ran into its match limit\n" }
            return text
        }

        private func layout(_ layout: LogLayout) -> String {
            switch layout.family {
            case .json(.lines): "json, an object a line"
            case .json(.values): "json, values over several lines"
            case .json(.array): "json, an array of records"
            case .json(.wrapper): "json, records in an object"
            case .zeek: "zeek"
            case .delimited(0x2C): "csv"
            case .delimited(0x09): "csv, separated by tabs"
            case .delimited(let separator): "csv, separated by “\(Character(Unicode.Scalar(separator)))”"
            case .w3c: "w3c"
            case .journal: "journald"
            case .text: "text"
            }
        }

        // MARK: - JSON

        private func json(_ outcome: Outcome) -> [UInt8] {
            var writer = JSONWriter(pretty: true)
            writer.object { top in
                top.member("source", outcome.log?.name)
                top.member("layout", outcome.log.map { layout($0.layout) })
                top.array("records") { list in
                    for (record, reading) in outcome.shown {
                        list.object { object in
                            RecordText.write(record, reading, to: &object)
                            object.array("fields") { fields in
                                for field in reading.fields {
                                    fields.object {
                                        $0.member("name", field.name)
                                        $0.member("value", field.value)
                                        if let place = field.place { ExplanationJSON.write("span", place, to: &$0) }
                                    }
                                }
                            }
                        }
                    }
                }
                top.object("tally") { tally in
                    tally.member("records", outcome.tally.records)
                    tally.array("formats") { list in
                        for (formats, count) in outcome.tally.ordered {
                            list.object {
                                $0.member("formats", formats)
                                $0.member("records", count)
                            }
                        }
                    }
                    tally.member("without_fields", outcome.tally.withoutFields)
                    tally.member("unread", outcome.tally.unread.count)
                    tally.member("malformed", outcome.tally.malformed.count)
                }
            }
            return writer.bytes + [0x0A]
        }
    }
}
