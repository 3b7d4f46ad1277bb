/// What the first bytes of a text can be where a PCRE2 pattern matches from its start: a set for each of the first
/// ``length`` bytes. Too large a set is allowed, too small a one is not.
struct PatternLead: Sendable {
    /// How many bytes are looked at.
    static let length = 16

    /// The bytes that each place can have.
    private(set) var places = [ByteSet](repeating: ByteSet(), count: length)
    /// The least number of bytes that a text has, up to ``length``.
    private(set) var leastCount = length

    /// The lead of a pattern. One that is not anchored at its start has no lead: any text can match.
    init(_ pattern: String) {
        var reader = PatternReader(pattern)
        guard let outline = reader.read(), outline.isAnchored else {
            allow(from: 0)
            return
        }
        var budget = 20_000
        let ends = apply(outline, 1, &budget)
        if budget <= 0 {
            allow(from: 0)
        } else if ends != 0 {
            allow(from: ends.trailingZeroBitCount)
        }
    }

    /// The lead of a pattern of which nothing is known.
    static let open: PatternLead = {
        var lead = PatternLead("^")
        lead.allow(from: 0)
        return lead
    }()

    /// From a place on, any byte, and the text may end.
    private mutating func allow(from place: Int) {
        for index in place..<max(place, Self.length) { places[index] = .all }
        leastCount = min(leastCount, place)
    }

    /// Reads a node from every place whose bit is set; the places behind it.
    private mutating func apply(_ node: PatternNode, _ starts: UInt32, _ budget: inout Int) -> UInt32 {
        budget -= 1
        guard starts != 0, budget > 0 else { return 0 }
        switch node {
        case .nothing, .start: return starts
        case .anything:
            let first = starts.trailingZeroBitCount
            if first < Self.length { for index in first..<Self.length { places[index] = .all } }
            return ~0 << UInt32(first)
        case .bytes(let set):
            for index in 0..<Self.length where starts & 1 << UInt32(index) != 0 { places[index].formUnion(set) }
            return (starts << 1) & (1 << UInt32(Self.length + 1) - 1)
        case .sequence(let nodes):
            var places = starts
            for node in nodes { places = apply(node, places, &budget) }
            return places
        case .either(let nodes):
            var ends: UInt32 = 0
            for node in nodes { ends |= apply(node, starts, &budget) }
            return ends
        case .repeated(let node, let least, let most):
            var places = starts
            for _ in 0..<min(least, Self.length + 1) { places = apply(node, places, &budget) }
            var ends = places
            for _ in 0..<min(most - min(least, most), Self.length + 1) {
                places = apply(node, places, &budget)
                if places & ~ends == 0 { break }
                ends |= places
            }
            return ends
        }
    }
}
