import TamgaModel

/// How far records have come through a correlation's rules in their order, each step in a later record than the one
/// before.
///
/// For each rule and each length, of all chains of that length that end with the rule, the one that began last is kept:
/// if any of them fits into a window, that one does. So nothing is enumerated.
struct ChainWindow {
    /// By rule, then by length less one.
    private var chains: [[[Evidence]]]
    private let steps: Int

    init(steps: Int) {
        self.steps = steps
        chains = (0..<steps).map { [[Evidence]](repeating: [], count: $0 + 1) }
    }

    /// Bytes of memory, no less than it is.
    var cost: Int { steps * steps * (16 + steps * Evidence.cost / 2) }

    /// Adds the rules that one record matched.
    ///
    /// - Parameters:
    ///   - matches: by rule, ascending.
    ///   - cutoff: chains that began before it are over.
    /// - Complexity: O(*k*²) in the number of rules for each match.
    mutating func add(_ matches: [Evidence], from cutoff: Int64) {
        // From the last rule to the first, so that no step follows another of the same record.
        for match in matches.reversed() {
            let step = match.part
            for length in stride(from: step, through: 1, by: -1) {
                var best: [Evidence] = []
                for before in 0..<step where chains[before].count >= length {
                    let chain = chains[before][length - 1]
                    guard let start = Self.start(chain), start >= cutoff else { continue }
                    if start > Self.start(best) ?? .min { best = chain }
                }
                guard let start = Self.start(best), start >= Self.start(chains[step][length]) ?? .min else { continue }
                chains[step][length] = best + [match]
            }
            chains[step][0] = [match]
        }
    }

    /// The longest chain that began no earlier; of several the one that ends last, then the one that began last.
    func longest(from cutoff: Int64) -> [Evidence] {
        var longest: [Evidence] = []
        for ending in chains {
            for chain in ending {
                guard let start = Self.start(chain), start >= cutoff, chain.count >= longest.count else { continue }
                if chain.count == longest.count, let end = chain.last?.place, let known = longest.last?.place,
                    CorrelationEvent.Place.precedes(end, known)
                {
                    continue
                }
                longest = chain
            }
        }
        return longest
    }

    private static func start(_ chain: [Evidence]) -> Int64? { chain.first?.place.time.microseconds }
}

extension ChainWindow {
    func write(to writer: inout StandingWriter) {
        for ending in chains {
            for chain in ending { writer.add(chain) { $0.add($1) } }
        }
    }

    /// Reads into an empty window.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for step in chains.indices {
            for length in chains[step].indices {
                chains[step][length] = try reader.list { (reader) throws(StandingError) in
                    try reader.evidence(parts: steps)
                }
                guard [0, length + 1].contains(chains[step][length].count) else { throw StandingError() }
            }
        }
    }
}
