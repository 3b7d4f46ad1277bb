import ArgumentParser
import TamgaFormats
import TamgaJSON
import TamgaLogs
import TamgaMatch
import TamgaModel

extension Rules {
    /// `tamga rules explain`: a rule in words, and why a record does or does not match it.
    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract: "Say what a rule looks for, where, by which sieve; and why a record does or does not match it.",
            discussion: """
                Of a record every test is shown with the values that it was tried on, what came of it, and the bytes that
                matched, counted from 0 in the value and in the record.

                  tamga rules explain rules/auth/ssh-login.yml
                  tamga rules explain 1cf465a1-2609-4c15-9b66-c32dbe4bfd67 --rules ~/sigma/rules
                  tamga rules explain rules/auth/ssh-login.yml --record /var/log/auth.log.2.gz:117
                  zcat big.gz | tamga rules explain my-rule.yml --record -:12

                Exit status: 0, or 65 where there is no such rule or record.
                """)

        @OptionGroup var ruleOptions: RuleOptions
        @Option(
            help: ArgumentHelp(
                "The record on this line, as hits name it; - is standard input.", valueName: "file:line"))
        var record: RecordAddress?
        @Option(help: "Read the log as this format. [default: it is recognised]")
        var logFormat: String?
        @Option(help: "text, or json: the explanation of a record.")
        var format: ReportFormat = .text
        @Argument(help: "A rule file; or an id or title, with --rules.")
        var rule: String

        func validate() throws {
            if format == .json, record == nil {
                throw ValidationError("--format json explains a record: give --record.")
            }
        }

        func run() throws {
            try Failure.reporting {
                let formats = try ruleOptions.formatOptions.readFormats()
                let map = try ruleOptions.formatOptions.readLogSources()
                let named = try NamedRules(rule, among: ruleOptions.rules, placeholders: ruleOptions.placeholders)
                let rules = named.rules.map { named.set.rules[$0] }
                let table = RuleTable(rules: rules, map: map, derivedNames: formats.derivedNames)
                let found = try record.map {
                    try RecordLookup.records($0, formats: formats, formatName: try formats.checked(logFormat))
                }
                if let found, format == .json {
                    try Output("-").write(found.flatMap { json($0, table, formats) })
                    return
                }
                let paint = Paint.standardOutput
                let words = RuleWords(paint: paint)
                var pages: [String] = []
                for rule in rules {
                    let number = table.rules.firstIndex(of: rule)
                    var page = words.text(rule, number, table)
                    if let found, let number {
                        for record in found { page += "\n" + text(record, number, table, formats, paint) }
                    }
                    pages.append(page)
                }
                for index in named.correlations { pages.append(words.text(named.set.correlations[index])) }
                try Output("-").write(pages.joined(separator: "\n———\n\n"))
                for refusal in table.refusals { StandardError.line("rule not run: \(refusal)", .warning) }
            }
        }

        private func text(
            _ record: LogRecord, _ number: Int, _ table: RuleTable, _ formats: LogFormatSet, _ paint: Paint
        ) -> String {
            var explainer = RuleExplainer(table, formats)
            let reading = explainer.read(record)
            let explanation = explainer.explain(rule: number)
            let words = ExplanationText(paint: paint)
            var text = RecordText.head(record)
            let verdict =
                switch explanation.verdict {
                case .holds: "matches"
                case .fails: "does not match"
                case .undecided: "is undecided"
                }
            for line in words.reading(reading) { text += "  \(line)\n" }
            text += "the rule \(paint(verdict, .strong))\n"
            for line in words.lines(explanation, table.rules[number]) { text += "  \(line)\n" }
            return text
        }

        private func json(_ record: LogRecord, _ table: RuleTable, _ formats: LogFormatSet) -> [UInt8] {
            var explainer = RuleExplainer(table, formats)
            let reading = explainer.read(record)
            let explanations = table.rules.indices.map { explainer.explain(rule: $0) }
            var writer = JSONWriter(pretty: true)
            writer.object { top in
                RecordText.write(record, reading, to: &top)
                top.array("rules") { list in
                    for explanation in explanations {
                        list.object { ExplanationJSON.write(explanation, table.rules[explanation.rule], to: &$0) }
                    }
                }
            }
            return writer.bytes + [0x0A]
        }
    }
}
