/// A detection rule of Sigma 2.1: what a record must say for the rule to match, and what is known about the rule.
///
/// Modifiers, quantifiers (`1 of them`) and placeholders are resolved already: ``condition`` is a plain tree of tests.
public struct SigmaRule: Hashable, Sendable {
    /// The `id`, in lower case as it is written; without one, `title` in its place names the rule.
    public var id: String?
    /// The `name` by which correlations may refer to the rule.
    public var name: String?
    /// The title; never empty.
    public var title: String
    /// The `status`, such as `stable`; empty where there is none.
    public var status = ""
    /// How serious a match is; `nil` where the rule does not say.
    public var level: SigmaLevel?
    /// The `tags`, such as `attack.t1059.001`.
    public var tags: [String] = []
    /// The `description`; empty where there is none.
    public var summary = ""
    /// The `falsepositives`.
    public var falsePositives: [String] = []
    /// The `fields` worth showing beside a match.
    public var fields: [String] = []
    /// How the rule relates to others: the `related`.
    public var related: [SigmaRelation] = []
    /// Which logs the rule is for.
    public var logSource = SigmaLogSource()
    /// What a record must say.
    public var condition: SigmaExpression
    /// The condition as it is written; several are joined with ` or `.
    public var conditionText = ""
    /// The keys of the filters that ``condition`` holds beside the rule's own, in order.
    public var filters: [String] = []
    /// What Tamga reads of a rule beyond Sigma: the custom attribute `tamga`.
    public var custom = SigmaCustom()
    /// Where the rule stands.
    public var place: SigmaPlace

    /// A rule.
    public init(title: String, condition: SigmaExpression, place: SigmaPlace) {
        self.title = title
        self.condition = condition
        self.place = place
    }

    /// What names the rule in hits: its id, else its title.
    public var key: String { id ?? title }
}

/// Where something stands in a file.
public struct SigmaPlace: Hashable, Sendable {
    /// The file as the user named it.
    public var source: String
    /// 1-based.
    public var line: Int

    /// A place.
    public init(source: String, line: Int) {
        self.source = source
        self.line = line
    }
}

/// The `level` of a rule, the least serious first.
public enum SigmaLevel: String, Hashable, Sendable, CaseIterable, Comparable {
    case informational
    case low
    case medium
    case high
    case critical

    /// Less serious first.
    public static func < (left: SigmaLevel, right: SigmaLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// The `logsource` of a rule: each attribute that is given must be what a record's log source says.
public struct SigmaLogSource: Hashable, Sendable {
    /// Any of these, in lower case; empty is any at all. Sigma has one value here; a list is read as alternatives.
    public var categories: [String] = []
    /// As ``categories``.
    public var products: [String] = []
    /// As ``categories``.
    public var services: [String] = []

    /// A log source.
    public init(categories: [String] = [], products: [String] = [], services: [String] = []) {
        self.categories = categories
        self.products = products
        self.services = services
    }
}

/// The custom attribute `tamga` of a rule: its own examples, its limits, why it has no literal to sieve by.
public struct SigmaCustom: Hashable, Sendable {
    /// Records that must match, each a line of log as it would stand in a file (an object of YAML becomes one line of
    /// JSON).
    public var matches: [SigmaExample] = []
    /// Records that must not match.
    public var nonMatches: [SigmaExample] = []
    /// Steps of one PCRE2 match (`pcre2_set_match_limit`); `nil` is the default.
    public var matchLimit: UInt32?
    /// Nested backtracking (`pcre2_set_depth_limit`); `nil` is the default.
    public var depthLimit: UInt32?
    /// Why the rule has nothing to sieve by; `nil` where it says nothing.
    public var unsieved: String?

    /// Nothing.
    public init() {}
}

/// One record that a rule carries as an example.
public struct SigmaExample: Hashable, Sendable {
    /// The record's text.
    public var record: String
    /// The log format to read it as; `nil` is recognised from the text.
    public var format: String?
    /// 1-based, in the rule's file.
    public var line: Int

    /// An example.
    public init(record: String, format: String? = nil, line: Int) {
        self.record = record
        self.format = format
        self.line = line
    }
}
