public import TamgaModel

/// What a STIX pattern comes to as a plain disjunction of observables.
public struct StixLowering: Hashable, Sendable {
    /// The values any one of which satisfies the pattern, in the order written, without repetition.
    public internal(set) var observables: [Observable] = []
    /// True where the pattern says nothing else than that one of these values is seen.
    public internal(set) var isComplete = true
    /// Values that have not the form of their kind, each as half a sentence.
    public internal(set) var problems: [String] = []
    /// True where some part of the pattern is other than an equality on a path that is known.
    public internal(set) var isRicher = false

    mutating func add(_ observable: Observable) {
        if seen.insert(observable).inserted { observables.append(observable) }
    }

    mutating func refuse(_ problem: String) {
        problems.append(problem)
        isComplete = false
    }

    mutating func leave() {
        isRicher = true
        isComplete = false
    }

    private var seen: Set<Observable> = []
}
