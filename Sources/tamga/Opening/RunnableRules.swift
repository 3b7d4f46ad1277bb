import TamgaCorrelate
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// Rules, ready to run, and the formats that their records are read by.
struct RunnableRules {
    var compiled = CompiledRules.none
    var formats: LogFormatSet
    /// The patterns of indicators among them.
    var patterns = StoredPatterns()
    /// Why rules, correlations and files are refused, a line each.
    var problems: [String] = []
    /// Rules, correlations and files that are refused.
    var refused = 0

    /// Compiles rules, and the patterns of indicators.
    ///
    /// - Parameters:
    ///   - hasRules: whether rules were named; files in which there is none are rules without a rule.
    ///   - texts: the files; asked for only where something needs them.
    static func compile(
        hasRules: Bool, _ patterns: StoredPatterns, logFormat: String?, _ texts: () throws -> RuleTexts
    ) throws -> RunnableRules {
        // Without rules nobody asks for the fields of text.
        guard hasRules || logFormat != nil || patterns.count > 0 else {
            return RunnableRules(formats: LogFormatSet([]), patterns: patterns)
        }
        let texts = try texts()
        let formats = try BuiltIn.formats(besides: texts.formats)
        _ = try formats.checked(logFormat)
        let map = try BuiltIn.logSources(insteadOf: texts.logSources)
        guard hasRules else {
            let compiled = CompiledRules(SigmaRuleSet([]), patterns: patterns, map: map, formats: formats)
            return RunnableRules(
                compiled: compiled, formats: formats, patterns: patterns,
                problems: compiled.refusals.map { "\($0)" })
        }
        let files = try RuleFiles(texts.rules, unreadable: texts.unreadable, placeholders: texts.placeholders)
        let compiled = CompiledRules(files.set, patterns: patterns, map: map, formats: formats)
        let errors = files.set.problems.filter { $0.severity == .error }
        return RunnableRules(
            compiled: compiled, formats: formats, patterns: patterns,
            problems: (files.unreadable + compiled.refusals).map { "\($0)" } + errors.map { "\($0)" },
            refused: compiled.refusals.count + files.unreadable.count + files.set.refusedCount)
    }

    /// What puts the matches of the rules into time.
    func correlator(_ settings: CorrelationSettings) -> Correlator {
        Correlator(
            compiled.correlations, patterns: compiled.timedPatterns, ruleKeys: compiled.ruleKeys, settings: settings)
    }
}
