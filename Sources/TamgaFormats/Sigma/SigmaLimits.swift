public import TamgaYAML

/// What a file of rules may take. The defaults are far above what people write: no rule of SigmaHQ comes near.
public struct SigmaLimits: Hashable, Sendable {
    /// The file as YAML: its size, nesting and number of values.
    public var yaml = YAMLLimits()
    /// Searches of one rule.
    public var maximumSearches = 1_000
    /// Tests of one rule, once for each time that its condition names them.
    public var maximumTests = 250_000
    /// Bytes of one value, of a search's name or of a key.
    public var maximumValueLength = 65_536
    /// Values that one value becomes by `windash`, `base64offset` and `expand` together.
    public var maximumExpansions = 10_000
    /// Bytes of all the values of one rule, when they are expanded.
    public var maximumExpandedSize = 64 << 20
    /// Conditions of one rule, where there is a list of them.
    public var maximumConditions = 1_000
    /// Bytes of a condition.
    public var maximumConditionLength = 65_536
    /// Parentheses and `not` inside each other in a condition.
    public var maximumConditionDepth = 64
    /// Bytes of a PCRE2 pattern, placeholders filled in.
    public var maximumPatternLength = 8_192
    /// PCRE2 patterns of one file: each is compiled to see that it is one.
    public var maximumPatterns = 2_000
    /// Rules that a correlation or a filter names.
    public var maximumReferences = 10_000
    /// Aliases of a correlation.
    public var maximumAliases = 100
    /// Examples under `tamga:` of one rule, matching or not.
    public var maximumExamples = 1_000
    /// Problems that are kept of one file; those past it are counted, and still refuse what they stand in.
    public var maximumProblems = 200

    /// The defaults.
    public init() {}

    /// Tests of a rule that is the pattern of an indicator. It is a stranger's, and every run compiles it: a test may take
    /// 0.4 ms, for a value becomes three by `base64offset` and may stand in any of a field's columns.
    public static let maximumTestsOfIndicators = 5_000

    /// What a rule may take that is the pattern of an indicator.
    public static let ofIndicators = {
        var limits = SigmaLimits()
        limits.maximumTests = maximumTestsOfIndicators
        return limits
    }()
}
