public import TamgaModel

extension StixPattern {
    /// How strictly the grammar is held.
    public enum Strictness: Sendable {
        /// STIX 2.1 part 9, and digests held against their algorithm's length.
        case strict
        /// Also what feeds write: keywords in any case, keys with hyphens and keywords as keys without quotes,
        /// lone backslashes in strings.
        case lenient
    }

    /// How many parentheses may stand inside each other.
    public static let maximumDepth = 64

    /// Parses a pattern.
    ///
    /// AND binds tighter than OR, OR tighter than FOLLOWEDBY, and a qualifier belongs to the observation expression
    /// or the parentheses right before it.
    ///
    /// - Complexity: O(n); recursion is bounded by ``maximumDepth``.
    public init(parsing text: some StringProtocol, _ strictness: Strictness = .lenient) throws(StixPatternError) {
        var parser = try StixPatternParser(Array(text.utf8), lenient: strictness == .lenient)
        self = try parser.pattern()
    }
}
