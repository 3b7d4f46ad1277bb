/// Which atoms of a pattern an observation satisfies.
public struct ObservationVerdicts: Hashable, Sendable {
    /// The atoms that it satisfies, ascending.
    public var holding: [Int] = []
    /// The atoms of which it is not known, because a limit was reached; ascending.
    public var undecided: [Int] = []

    /// No atoms.
    public init() {}
}
