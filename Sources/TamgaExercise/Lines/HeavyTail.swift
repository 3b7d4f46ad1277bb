/// Which of some things is used how often: the *n*th as often as 1/*n* says, as it is with hosts, sites and pages.
struct HeavyTail: Sendable {
    /// How many places there are: twelve bits choose one.
    static let size = 1 << Selector.bits

    /// The places, of which each thing has its share; every thing has one at least.
    let places: [UInt16]

    /// The shares of so many things, at most ``size``.
    init(_ count: Int) {
        precondition(1...Self.size ~= count, "a share is one of 4,096 at least")
        let weights = (0..<count).map { 1_000_000 / ($0 + 2) }
        let total = weights.reduce(0, +)
        let spare = Self.size - count
        var places: [UInt16] = []
        for (thing, weight) in weights.enumerated() {
            for _ in 0..<1 + spare * weight / total { places.append(UInt16(thing)) }
        }
        while places.count < Self.size { places.append(0) }
        self.places = places
    }
}
