/// The observations that can fill a slot.
struct SlotCandidates {
    /// Their places among the events, by first sight.
    private(set) var events: [Int] = []
    /// The atom that each satisfies.
    private(set) var atoms: [Int] = []
    /// Their first sights and their last, each ascending.
    private(set) var firsts: [Int128] = []
    private(set) var lasts: [Int128] = []
    /// How many occurrences the first n have, in each order.
    private var countsByFirst: [Int] = [0]
    private var countsByLast: [Int] = [0]
    /// The longest time between the first and the last sight of one.
    private var longest: Int128 = 0

    /// No observation counts for more occurrences: their sum stays within 64 bits.
    static let maximumCount = 1 << 40

    init(_ fillers: [TimedExpression.Filler], _ all: [Timeline.Event], includingUndecided: Bool) {
        let byAtom = Dictionary(grouping: fillers, by: \.atom)
        var found: [(event: Int, atom: Int)] = []
        for (place, event) in all.enumerated() {
            let atoms = includingUndecided ? event.verdicts.holding + event.verdicts.undecided : event.verdicts.holding
            let atom = atoms.first { atom in
                byAtom[atom, default: []].contains {
                    $0.windows.allSatisfy { $0.admits(first: event.first, last: event.last) }
                }
            }
            if let atom { found.append((place, atom)) }
        }
        found.sort { (all[$0.event].first, $0.event) < (all[$1.event].first, $1.event) }
        for (place, atom) in found {
            events.append(place)
            atoms.append(atom)
            firsts.append(all[place].first)
            longest = max(longest, all[place].last - all[place].first)
            countsByFirst.append(countsByFirst[countsByFirst.count - 1] + min(all[place].count, Self.maximumCount))
        }
        for place in events.sorted(by: { all[$0].last < all[$1].last }) {
            lasts.append(all[place].last)
            countsByLast.append(countsByLast[countsByLast.count - 1] + min(all[place].count, Self.maximumCount))
        }
    }

    /// True where each was made at one instant.
    var areInstants: Bool { longest == 0 }

    /// How many occurrences there are.
    var total: Int { countsByFirst[countsByFirst.count - 1] }

    /// How many occurrences there are in bounds, as far as counting by sorted times tells; `nil` where the observations
    /// must be looked at one by one.
    ///
    /// - Complexity: O(log n).
    func capacity(_ bounds: TimeBounds) -> Int? {
        if bounds.last > bounds.first {
            // Only what spans the whole gap is in bounds.
            return areInstants ? 0 : nil
        }
        let tooEarly = countsByLast[Self.lowerBound(lasts, bounds.last)]
        let notTooLate = countsByFirst[Self.upperBound(firsts, bounds.first)]
        return notTooLate - tooEarly
    }

    /// The places in ``events`` outside of which none is in bounds; within, each must be looked at.
    func range(_ bounds: TimeBounds) -> Range<Int> {
        let end = Self.upperBound(firsts, bounds.first)
        let start = bounds.last == .min ? 0 : Self.lowerBound(firsts, bounds.last - longest)
        return min(start, end)..<end
    }

    /// The number of values below one.
    static func lowerBound(_ values: [Int128], _ value: Int128) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The number of values up to one.
    private static func upperBound(_ values: [Int128], _ value: Int128) -> Int {
        value == .max ? values.count : lowerBound(values, value + 1)
    }
}
