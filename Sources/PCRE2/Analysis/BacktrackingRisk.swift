/// Something in a pattern that can make a search that fails slow, found by looking at the pattern alone.
///
/// Each risk has a reason: characters are known with which it comes true, unless something that is not looked at
/// (a look behind, a reference) forbids them. What is not reported may still be slow: ``StressSearch`` tries.
public struct BacktrackingRisk: Hashable, Sendable {
    /// What is risky.
    public enum Kind: Hashable, Sendable {
        /// A repeat of what can take the same text in several ways: `(a+)+`, `(a|aa)+`, `(.*)*`.
        case nestedRepeats
        /// Repeats that can take each other's characters, side by side or with the same character between them:
        /// `.*.*=`, `\d+\d+`, `\+.*\+.*`.
        case adjacentRepeats
        /// A repeat at the beginning that is tried anew at each place of a run: `\w+@`.
        case leadingRepeat
        /// A `.*` at the beginning, which a search does not need.
        case needlessStart
    }

    /// What is risky.
    public let kind: Kind
    /// How the work grows on the worst subject, by this alone.
    public let growth: Growth
    /// A sentence for the pattern's author.
    public let reason: String
    /// The bytes of the pattern that it is about.
    public let range: Range<Int>

    /// The risks of a pattern, in the order of the pattern; none where it is not understood.
    ///
    /// - Complexity: bounded work, up to about 0.1 s for patterns made for it; what is left then is not looked at.
    public static func risks(in pattern: String, options: Pattern.Options = []) -> [BacktrackingRisk] {
        guard let (root, _, _) = SyntaxParser.parse(pattern, options: options) else { return [] }
        var screen = RiskScreen()
        screen.look(at: root)
        return screen.risks.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
    }
}
