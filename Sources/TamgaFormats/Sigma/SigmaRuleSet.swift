public import TamgaModel

/// The rules of many files as one set: ids and names told apart, filters applied, correlations tied to their rules.
///
/// What is refused here is refused for the sake of the whole: a second rule with the same id, a correlation whose rules
/// are not there, correlations that go in a circle. The order is that of the files and of the lines in them, and the
/// same files in the same order give the same set.
public struct SigmaRuleSet: Sendable {
    /// The detection rules, the conditions of filters in theirs.
    public internal(set) var rules: [SigmaRule] = []
    /// The correlations, each behind all that it refers to.
    public internal(set) var correlations: [SigmaCorrelation] = []
    /// The filters.
    public internal(set) var filters: [SigmaFilter] = []
    /// What is wrong, in the files and between them, in the order of the files and lines.
    public private(set) var problems: [SigmaProblem] = []
    /// Documents that were refused, in the files and here.
    public private(set) var refusedCount = 0

    /// A rule or a correlation, by its place in ``rules`` or ``correlations``.
    public enum Member: Hashable, Sendable {
        /// A detection rule.
        case rule(Int)
        /// A correlation.
        case correlation(Int)
    }

    /// How many correlations may refer to one another in a row.
    public static let maximumChainDepth = 10

    var members: [String: Member] = [:]
    /// What correlations refer to that do not want their parts reported.
    var silent: Set<Member> = []

    /// What a correlation or a filter means by an id or a name.
    public func member(_ reference: String) -> Member? { members[reference] ?? members[reference.lowercased()] }

    /// Whether a match of a rule or a correlation is reported by itself: it is unless a correlation refers to it that
    /// does not say `generate: true`.
    public func isReportedAlone(_ member: Member) -> Bool { !silent.contains(member) }

    /// Joins files.
    ///
    /// - Complexity: linear in the documents and their references, but that each filter is held against each rule.
    public init(_ files: [SigmaFile]) {
        var join = SigmaJoin(files)
        join.takeDocuments()
        join.checkRelations()
        join.applyFilters()
        join.tieCorrelations()
        self = join.set
        refusedCount = files.reduce(join.refusedCount) { $0 + $1.refusedCount }
        for (index, file) in files.enumerated() {
            let all = file.problems + join.problems[index, default: []]
            problems += all.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
        }
    }

    /// An empty set.
    init() {}
}
