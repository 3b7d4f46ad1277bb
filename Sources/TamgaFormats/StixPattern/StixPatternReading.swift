public import TamgaModel

/// A pattern and what was found while reading it.
public struct StixPatternReading: Hashable, Sendable {
    /// The pattern as written.
    public let pattern: StixPattern
    /// What else is wrong with it, in the order of the text.
    public let findings: [StixPatternFinding]
    /// Where each `[…]` stands, in UTF-8 bytes, in the order of the text.
    public let atoms: [Range<Int>]

    /// How long a pattern may be, in UTF-8 bytes.
    public static let maximumLength = 4 << 20
    /// How many parentheses may stand inside each other.
    public static let maximumDepth = 64
    /// How many qualifiers may follow each other.
    public static let maximumQualifiers = 16
    /// How many `[…]` a pattern may have.
    public static let maximumAtoms = 10_000
    /// How many constants a set may have.
    public static let maximumSetCount = 100_000
    /// How many steps an object path may have.
    public static let maximumSteps = 64

    /// Reads a pattern.
    ///
    /// AND binds tighter than OR, OR tighter than FOLLOWEDBY, and a qualifier belongs to the observation expression or
    /// the parentheses right before it.
    ///
    /// - Throws: where the text is no pattern, or larger than the limits.
    /// - Complexity: O(n); recursion is bounded by ``maximumDepth``.
    public init(_ text: some StringProtocol, _ grammar: StixPatternGrammar = StixPatternGrammar())
        throws(StixPatternError)
    {
        var parser = try StixPatternParser(Array(text.utf8), grammar)
        pattern = try parser.pattern()
        atoms = parser.atoms
        findings = parser.findings.sorted { $0.offset < $1.offset }
    }
}
