import TamgaMatch
import TamgaModel

/// The files that rules and log formats are made from, as bytes: what a snapshot carries to where they are not.
struct RuleTexts {
    /// A file as it was.
    typealias Text = SnapshotKnowledge.Text

    /// Rule files, in the order in which they are read.
    var rules: [Text] = []
    /// Rule files that could not be read.
    var unreadable: [Refusal] = []
    var placeholders: Text?
    /// Files of log formats besides the built-in ones.
    var formats: [Text] = []
    /// The log source map, in place of the built-in one.
    var logSources: Text?

    /// Reads every file that is named.
    init(_ options: RuleOptions) throws {
        (rules, unreadable, _) = try RuleFiles.texts(options.rules)
        placeholders = try options.placeholders.map(RuleFiles.placeholders)
        formats = try BuiltIn.texts(options.formatOptions.formats)
        logSources = try options.formatOptions.logsources.map(BuiltIn.logSourceText)
    }

    /// The files that a snapshot carries.
    init(_ knowledge: SnapshotKnowledge) {
        rules = knowledge.rules
        unreadable = knowledge.unreadable
        placeholders = knowledge.placeholders
        formats = knowledge.formats
        logSources = knowledge.logSources
    }
}
