import PCRE2

/// Says which of many patterns can match a text at all, from its first bytes: one load a byte.
struct PatternGate: Sendable {
    /// How many bytes are looked at.
    static let length = 16

    /// How many words of 64 patterns there are.
    let words: Int
    /// For each place, each byte and the text's end: the patterns that allow it there.
    private let tables: [UInt64]

    private static let symbols = 257

    /// - Parameter leads: of ``length`` places.
    init(_ leads: [LeadingBytes]) {
        words = (leads.count + 63) / 64
        var tables = [UInt64](repeating: 0, count: Self.length * Self.symbols * words)
        for (number, lead) in leads.enumerated() {
            let bit = UInt64(1) << UInt64(number & 63)
            for place in 0..<Self.length {
                for byte in 0..<256 where lead.places[place].contains(UInt8(byte)) {
                    tables[(place * Self.symbols + byte) * words + number >> 6] |= bit
                }
                if place >= lead.leastCount { tables[(place * Self.symbols + 256) * words + number >> 6] |= bit }
            }
        }
        self.tables = tables
    }

    /// The patterns of one word that can match a part of a text from the part's start.
    func candidates(_ word: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var found = ~UInt64(0)
        let count = min(Self.length, range.count)
        for place in 0..<count {
            found &= tables[(place * Self.symbols + Int(text[range.lowerBound + place])) * words + word]
            if found == 0 { return 0 }
        }
        if count < Self.length { found &= tables[(count * Self.symbols + 256) * words + word] }
        return found
    }
}
