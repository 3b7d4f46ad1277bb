/// How much a search for a binding may cost before it ends *undecided*.
public struct BindingLimits: Hashable, Sendable {
    /// Comparisons of observations with slots. The common shapes need a few for each observation, times the logarithm of
    /// their number: a chain of FOLLOWEDBY, each link AND, OR and REPEATS of single observations, under any WITHIN and
    /// START … STOP.
    public var steps: Int
    /// Observations in all slots of a pattern that differ in them.
    public var candidates: Int
    /// Ways in which the OR of a pattern can be chosen, and copies that REPEATS makes of an expression with FOLLOWEDBY or
    /// WITHIN in it.
    public var alternatives: Int
    /// How many FOLLOWEDBY and WITHIN, and copies of them, are decided one within the other.
    public var decisions: Int

    /// Limits; what is not named is as in ``standard``.
    public init(
        steps: Int = 50_000_000, candidates: Int = 10_000_000, alternatives: Int = 10_000, decisions: Int = 4_000
    ) {
        (self.steps, self.candidates, self.alternatives, self.decisions) = (steps, candidates, alternatives, decisions)
    }

    /// What holds where nothing else is said.
    public static let standard = BindingLimits()
}
