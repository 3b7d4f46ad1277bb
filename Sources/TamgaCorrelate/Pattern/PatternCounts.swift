/// What became of a pattern over several observations.
public struct PatternCounts: Hashable, Sendable {
    /// How often it was satisfied.
    public internal(set) var matches = 0
    /// Records that satisfied a part of it and had to be forgotten before the rest came.
    public internal(set) var forgotten = 0
    /// Trials that ran into their limit.
    public internal(set) var undecided = 0

    /// True where nothing was lost.
    public var isComplete: Bool { forgotten + undecided == 0 }
}
