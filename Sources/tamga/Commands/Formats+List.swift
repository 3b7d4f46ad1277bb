import ArgumentParser
import TamgaJSON
import TamgaLogs
import TamgaModel

extension Formats {
    /// `tamga formats list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract:
                "List the log formats that are known: what they are, which fields they give, which log sources name them.",
            discussion: """
                  tamga formats list
                  tamga formats list sshd sudo
                  tamga formats list --format json --formats my-formats/ | jq -r '.[].name'
                """)

        @OptionGroup var formatOptions: FormatOptions
        @Option(help: "text or json.")
        var format: ReportFormat = .text
        @Argument(help: "Only these formats. [default: all]")
        var names: [String] = []

        /// What is said of a format.
        private struct Row {
            var name: String
            var title: String
            var family: String
            var within: String?
            var program: String?
            var fields: [String] = []
            var logSources: [String] = []
            var place: SigmaPlace?
        }

        func run() throws {
            try Failure.reporting {
                let rows = try rows()
                for name in names where !rows.contains(where: { $0.name == name }) {
                    throw FailedInput(description: "there is no log format “\(name)”")
                }
                let wanted = names.isEmpty ? rows : rows.filter { names.contains($0.name) }
                if format == .json { try Output("-").write(json(wanted)) } else { try Output("-").write(text(wanted)) }
            }
        }

        private func rows() throws -> [Row] {
            let files = TextFormats.files(formatOptions.formats)
            if let error = files.compactMap(\.error).first { throw FailedInput(description: error) }
            let own = files.flatMap(\.formats)
            let formats = own + (try TextFormats.builtIn(besides: own))
            let set = LogFormatSet(formats)
            let map = try formatOptions.readLogSources()
            func sources(_ name: String) -> [String] {
                map.entries.filter { $0.formats.contains(name) }.map(LogSourceText.short)
                    .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            }
            let families = TextFormats.families.map {
                Row(name: $0.name, title: $0.title, family: "built in", logSources: sources($0.name))
            }
            return families
                + formats.map { format in
                    Row(
                        name: format.name, title: format.title, family: "text", within: format.within,
                        program: format.program, fields: set.fields(ofFormat: format.name) ?? [],
                        logSources: sources(format.name), place: format.place)
                }
        }

        private func text(_ rows: [Row]) -> String {
            let paint = Paint.standardOutput
            let width = rows.map(\.name.count).max() ?? 0
            return rows.map { row -> String in
                let indent = String(repeating: " ", count: width + 2)
                var text = paint(ActiveText.shown(row.name), .strong)
                text += String(repeating: " ", count: width + 2 - row.name.count) + ActiveText.shown(row.title) + "\n"
                var facts = [row.family]
                if let within = row.within { facts.append("within \(within)") }
                if let program = row.program { facts.append("of the program \(program)") }
                if let place = row.place { facts.append("\(place.source):\(place.line)") }
                text += "\(indent)\(ActiveText.shown(facts.joined(separator: ", ")))\n"
                if !row.fields.isEmpty {
                    text += "\(indent)fields: \(ActiveText.shown(row.fields.joined(separator: ", ")))\n"
                }
                if !row.logSources.isEmpty {
                    text += "\(indent)log sources: \(ActiveText.shown(row.logSources.joined(separator: ", ")))\n"
                }
                return text
            }.joined()
        }

        private func json(_ rows: [Row]) -> [UInt8] {
            var writer = JSONWriter(pretty: true)
            writer.array { list in
                for row in rows {
                    list.object { object in
                        object.member("name", row.name)
                        object.member("title", row.title)
                        object.member("family", row.family)
                        object.member("within", row.within)
                        object.member("program", row.program)
                        object.member("fields", row.fields)
                        object.member("log_sources", row.logSources)
                        object.member("source", row.place?.source)
                        object.member("line", row.place?.line)
                    }
                }
            }
            return writer.bytes + [0x0A]
        }
    }
}
