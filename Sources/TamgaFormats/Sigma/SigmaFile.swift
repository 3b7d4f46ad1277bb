public import TamgaModel

/// What one file of rules holds, and what is wrong in it.
public struct SigmaFile: Sendable {
    /// The file as the user named it.
    public var source: String
    /// Its detection rules, in order.
    public var rules: [SigmaRule] = []
    /// Its correlations, in order.
    public var correlations: [SigmaCorrelation] = []
    /// Its filters, in order.
    public var filters: [SigmaFilter] = []
    /// What is wrong, in the order of the lines.
    public var problems: [SigmaProblem] = []
    /// YAML documents that were refused; rules, correlations, filters and these are all documents of the file,
    /// but that a rule whose condition counts, as in Sigma 1, is a rule and a correlation.
    public var refusedCount = 0
    /// Where the parts stand that other files' parts may contradict.
    var places: [Int: SigmaPlaces] = [:]

    /// A file with nothing in it.
    public init(source: String) { self.source = source }
}

/// Where the parts of one document stand that only the whole set of rules can judge. The key in ``SigmaFile/places``
/// is the document's line.
struct SigmaPlaces: Sendable {
    /// A place with its line.
    struct Mark: Hashable, Sendable {
        var line: Int
        var column: Int
        var excerpt: String
        var caret: Int
    }

    var id: Mark?
    var name: Mark?
    /// The rules that a correlation or a filter names, in order.
    var rules: [Mark] = []
    var related: [Mark] = []
    /// The document is read as a rule and the correlation that counts it.
    var isSplit = false
}
