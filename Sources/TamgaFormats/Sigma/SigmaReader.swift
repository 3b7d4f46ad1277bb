import TamgaYAML

/// Reads files of Sigma rules (Sigma 2.1): detection rules, correlations and filters.
///
/// One file may hold several YAML documents; one that is refused leaves the others as they are. Where the specification
/// is loose, pySigma is followed. What differs, and why:
///
/// - Only decimal numbers are numbers. `Status: 0x0` and `EventID: 007` are texts, which is what logs hold.
/// - A key that stands twice in one search is two items, both of which must hold; there is a warning. Elsewhere it is
///   an error, but for what the next item says.
/// - Of a rule's own keys that stand twice, lists (`tags`, `references`, …) are joined, and of those that only describe
///   (`author`, `status`, …) the last counts; there is a warning.
/// - A list as an attribute of `logsource` is any of its values; there is a warning.
/// - `| count() by Field > 5` and its kin (`count(Field)`, `sum(Field)`, `avg(Field)`) behind a condition, with
///   `timeframe`, are Sigma 1. They are read as a correlation that has the rule's id and counts the rule's matches,
///   which are not reported by themselves; there is a warning that shows it. Without `timeframe`, 15 minutes are taken.
/// - `AND`, `OR` and `NOT` in a condition are read as what they say; there is a warning.
/// - `utf16le` is the word of the specification for `wide`, and all UTF-16 modifiers take any text, not ASCII only.
/// - A number or a truth value under a modifier for texts is the text that it is written as; pySigma refuses it.
/// - `base64offset` takes two bytes or more: of one byte, one of the three forms is empty, which every record holds.
/// - A placeholder's values are Sigma strings, in patterns (`re`) too: their texts are quoted, `*` is `.*`, `?` is `.`.
///   `\%` is a percent sign. A placeholder without values refuses the rule.
/// - `re` and `cidr` do not go with `contains`, `startswith` and `endswith`: a pattern is searched for anywhere, and a
///   network is no text.
/// - Values behind `base64` and `base64offset` are compared without regard to letter case, as pySigma has it, unless
///   `cased` says otherwise.
/// - A placeholder is one only under `expand`; `%name%` elsewhere is text.
///
/// Patterns are compiled with PCRE2 to see that they are patterns; nothing is matched.
public struct SigmaReader: Sendable {
    /// What each placeholder (`%name%` under `expand`) stands for.
    public var placeholders: [String: [String]]
    /// What a file may take.
    public var limits: SigmaLimits

    /// A reader.
    public init(placeholders: [String: [String]] = [:], limits: SigmaLimits = SigmaLimits()) {
        self.placeholders = placeholders
        self.limits = limits
    }

    /// Reads one file.
    ///
    /// - Parameter source: the file's name, for messages and places.
    /// - Complexity: O(n) in the bytes and in what they expand to, within ``limits``.
    public func read(_ yaml: [UInt8], source: String) -> SigmaFile {
        var file = SigmaFile(source: source)
        var report = SigmaReport(SourceText(name: source, bytes: yaml), maximumProblems: limits.maximumProblems)
        do throws(YAMLFault) {
            let documents = try YAMLReader(limits: limits.yaml).documents(of: yaml)
            if documents.isEmpty { report.add(.error, "the file is empty", line: 1, offset: 0) }
            var reader = SigmaDocumentReader(report, placeholders: placeholders, limits: limits)
            for document in documents { reader.read(document, into: &file) }
            report = reader.report
        } catch {
            file.refusedCount = 1
            report.add(.error, error.message, line: error.line, offset: error.offset)
        }
        file.problems = report.finish()
        return file
    }
}
