import TamgaModel
import TamgaStixPattern

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

    /// - Parameters:
    ///   - binding: by places among `observed`.
    ///   - observed: records that satisfy the pattern; with the last of them they do.
    init(pattern: Int, number: Int, _ binding: [Binding], _ observed: ArraySlice<ObservedRecord>) {
        self.pattern = pattern
        self.number = number
        records = binding.map { (atom: $0.atom, place: observed[$0.observation].place) }.sorted {
            CorrelationEvent.Place.precedes($0.place, $1.place)
        }
        last = observed[observed.endIndex - 1].place
    }
}

/// A record that satisfies atoms of a pattern.
struct ObservedRecord {
    let place: CorrelationEvent.Place
    /// The atoms, ascending.
    var atoms: [Int]
}
