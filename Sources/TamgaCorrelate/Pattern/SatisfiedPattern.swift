import TamgaModel

/// Records that satisfy a pattern over several observations.
struct SatisfiedPattern {
    /// The pattern's number.
    let pattern: Int
    /// How many times the pattern has been satisfied with it.
    let number: Int
    /// The records in the order of time, each with the atom that it satisfies.
    let records: [(atom: Int, place: CorrelationEvent.Place)]
    /// The last record that was needed: with it the pattern was satisfied.
    let last: CorrelationEvent.Place
}

/// A record that satisfies atoms of a pattern.
struct ObservedRecord {
    let place: CorrelationEvent.Place
    /// The atoms, ascending.
    var atoms: [Int]
}
