/// A correlation rule of Sigma 2.1: what the matches of other rules must add up to within a span of time.
public struct SigmaCorrelation: Hashable, Sendable {
    /// What is counted or put in order.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case eventCount = "event_count"
        case valueCount = "value_count"
        case valueSum = "value_sum"
        case valueAverage = "value_avg"
        case valuePercentile = "value_percentile"
        case valueMedian = "value_median"
        case temporal
        case temporalOrdered = "temporal_ordered"
    }

    /// The `id`, in lower case.
    public var id: String?
    /// The `name` by which other correlations may refer to it.
    public var name: String?
    /// The title; never empty.
    public var title: String
    /// The `status`, such as `stable`; empty where there is none.
    public var status = ""
    /// The `description`; empty where there is none.
    public var summary = ""
    /// The `falsepositives`.
    public var falsePositives: [String] = []
    /// How serious a match is.
    public var level: SigmaLevel?
    /// The `tags`.
    public var tags: [String] = []
    /// What is counted.
    public var kind: Kind
    /// The rules, by id or name.
    public var rules: [String]
    /// Events are counted apart for each combination of these fields' values.
    public var groupBy: [String] = []
    /// Seconds.
    public var timespan: Int
    /// All must hold of the count; empty for a temporal correlation that needs every rule.
    public var conditions: [Condition] = []
    /// A boolean expression over rules (temporal kinds), as it is written.
    public var expression: String?
    /// ``expression``, read: each rule in it is one of ``rules``.
    public var requirement: SigmaRuleExpression?
    /// The field or fields whose values are counted or summed.
    public var valueFields: [String] = []
    /// Above 0 and below 100, for ``Kind/valuePercentile`` only: the reader takes 50 where the rule says nothing.
    public var percentile: Double?
    /// Alias → rule → field.
    public var aliases: [String: [String: String]] = [:]
    /// The parts are reported by themselves as well.
    public var generates = false
    /// Where it stands.
    public var place: SigmaPlace

    /// A bound on the count.
    public struct Condition: Hashable, Sendable {
        /// How.
        public var comparison: SigmaComparison
        /// To what.
        public var bound: Double

        /// A bound.
        public init(comparison: SigmaComparison, bound: Double) {
            self.comparison = comparison
            self.bound = bound
        }
    }

    /// A correlation.
    public init(title: String, kind: Kind, rules: [String], timespan: Int, place: SigmaPlace) {
        self.title = title
        self.kind = kind
        self.rules = rules
        self.timespan = timespan
        self.place = place
    }

    /// What names the correlation in hits: its id, else its title.
    public var key: String { id ?? title }
}
