/// Whether a pattern is satisfied by observations.
public enum PatternVerdict: Hashable, Sendable {
    /// It is, by this binding, in the order of the pattern.
    case match([Binding])
    /// There is no binding.
    case noMatch
    /// A limit ended the work.
    case undecided(Reason)

    /// The limit that was reached.
    public enum Reason: Hashable, Sendable {
        /// A regular expression or a path ran into its limit, and the verdict depends on it.
        case observation
        /// The search for a binding ran into its limit.
        case search
    }
}
