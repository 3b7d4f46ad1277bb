public import TamgaModel

/// Correlations compiled for windows: which rules lead to which, and where the values of their fields are.
public struct CorrelationPlan: Sendable {
    /// What a correlation's list of rules leads to.
    public enum Part: Hashable, Sendable {
        /// A rule, by its number in the rules that were given.
        case rule(Int)
        /// A correlation, by its place before this one.
        case correlation(Int)
    }

    /// The correlations, each behind all that it refers to.
    public let correlations: [SigmaCorrelation]
    /// Correlations that cannot be run, with the reason.
    public let refusals: [Refusal]
    /// For each rule that was given, the fields whose values its events must carry, in this order.
    public let fieldsOfRules: [[String]]
    let compiled: [CompiledCorrelation]
    /// For each correlation, what its list of rules leads to.
    let parts: [[Part]]
    /// For each rule that was given, what its events lead to.
    let usesOfRules: [[CorrelationUse]]
    let usesOfCorrelations: [[CorrelationUse]]

    /// The most rules that can be put in order.
    public static let longestOrder = 32

    /// - Parameters:
    ///   - given: correlations, each behind all that it refers to.
    ///   - parts: for each, what its list of rules leads to; `nil` for a rule that is not run.
    ///   - rules: how many rules were given.
    ///   - isReported: for each, whether its hits are reported, and do not only lead to others.
    public init(_ given: [SigmaCorrelation], parts: [[Part?]], rules: Int, isReported: [Bool]) {
        var builder = CorrelationPlanBuilder(rules: rules)
        for (index, correlation) in given.enumerated() {
            builder.add(correlation, parts: parts[index], isReported: isReported[index])
        }
        builder.assignFields()
        correlations = builder.correlations
        refusals = builder.refusals
        fieldsOfRules = builder.fieldsOfRules
        compiled = builder.compiled
        self.parts = builder.parts
        usesOfRules = builder.usesOfRules
        usesOfCorrelations = builder.usesOfCorrelations
    }

    /// No correlations.
    public static let none = CorrelationPlan([], parts: [], rules: 0, isReported: [])

    /// Whether the events of a rule lead anywhere.
    public func wantsEvents(ofRule rule: Int) -> Bool { rule < usesOfRules.count && !usesOfRules[rule].isEmpty }
}

/// What an event of a rule or correlation is to a correlation.
struct CorrelationUse: Sendable {
    /// The correlation's number.
    var correlation: Int
    /// The place in its list of rules.
    var part: Int
    /// Where the values of `group-by` are.
    var group: [FieldSource] = []
    /// Where the values are that are counted or summed.
    var values: [FieldSource] = []
    /// Where the values are that the correlations above ask for and this one does not group by.
    var carried: [FieldSource] = []
}

/// Where the values of a field are.
enum FieldSource: Hashable, Sendable {
    /// Among an event's values.
    case value(Int)
    /// In whose logs the record stood: `tamga.member`.
    case member
    /// Who shared the indicator: `tamga.producer`.
    case producer

    /// The field that a name means, where it is no field of the record.
    init?(special name: String) {
        switch name {
        case "tamga.member": self = .member
        case "tamga.producer": self = .producer
        default: return nil
        }
    }
}
