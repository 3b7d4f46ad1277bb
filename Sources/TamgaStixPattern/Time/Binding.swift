/// An observation that a pattern is bound to.
public struct Binding: Hashable, Sendable {
    /// The atom that it satisfies.
    public let atom: Int
    /// Its number in the timeline.
    public let observation: Int
    /// How many of its occurrences are bound.
    public let count: Int
}
