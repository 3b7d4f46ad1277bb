import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Rules, ready to run, and the formats that their records are read by.
struct RunnableRules {
    var table = RuleTable.none
    var formats: LogFormatSet
    /// Why rules and files are refused, a line each.
    var problems: [String] = []
    /// What is read and checked but not run, in one sentence.
    var remark: String?
    /// Rules and files that are refused.
    var refused = 0
    /// Rules that are refused, and what is read and checked but not run.
    var notRun = 0

    /// Compiles the rules that are named.
    static func compile(_ options: RuleOptions, logFormat: String?) throws -> RunnableRules {
        // Without rules nobody asks for the fields of text.
        guard !options.rules.isEmpty || logFormat != nil else { return RunnableRules(formats: LogFormatSet([])) }
        let formats = try options.formatOptions.readFormats()
        _ = try formats.checked(logFormat)
        guard !options.rules.isEmpty else { return RunnableRules(formats: formats) }
        let files = try options.readRules()
        let table = RuleTable(
            rules: files.runnable, map: try options.formatOptions.readLogSources(), derivedNames: formats.derivedNames)
        let errors = files.set.problems.filter { $0.severity == .error }
        return RunnableRules(
            table: table, formats: formats,
            problems: (files.unreadable + table.refusals).map { "\($0)" } + errors.map { "\($0)" },
            remark: files.notRun, refused: table.refusals.count + files.unreadable.count + files.set.refusedCount,
            notRun: table.refusals.count + files.notRunCount)
    }
}
