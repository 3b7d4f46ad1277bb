import PCRE2

/// The formats that are tried on one kind of text: whole records, or the messages of one format.
final class FormatLevel: Sendable {
    /// All patterns, in the order in which they are tried.
    let patterns: [(format: CompiledFormat, pattern: CompiledPattern)]
    private let gate: PatternGate

    /// - Parameter choosesByFirstBytes: false runs every pattern.
    init(_ formats: [CompiledFormat], choosesByFirstBytes: Bool) {
        patterns = formats.flatMap { format in format.patterns.map { (format, $0) } }
        gate = PatternGate(
            patterns.map { choosesByFirstBytes ? $0.pattern.lead : LeadingBytes(anyIn: PatternGate.length) })
    }

    /// How many words of 64 patterns there are.
    var words: Int { gate.words }

    /// The patterns of formats, but for one, that read the messages of a program: a bit each.
    func mask(
        program: Span<UInt8>, without outer: CompiledFormat, _ scratch: inout MatchScratch
    ) -> [UInt64] {
        var mask = [UInt64](repeating: 0, count: words)
        var last: (format: Int, fits: Bool)?
        for (number, item) in patterns.enumerated() where item.format !== outer {
            if last?.format != item.format.index {
                last = (item.format.index, Self.fits(item.format, program, &scratch))
            }
            if last?.fits == true { mask[number >> 6] |= 1 << UInt64(number & 63) }
        }
        return mask
    }

    private static func fits(
        _ format: CompiledFormat, _ program: Span<UInt8>, _ scratch: inout MatchScratch
    ) -> Bool {
        guard let pattern = format.program else { return true }
        return (try? pattern.pattern.firstMatch(in: program, using: &scratch)) != nil
    }

    /// The first pattern that matches a part of a text from the part's start.
    ///
    /// - Parameter mask: a bit for each pattern that may be tried; empty for all.
    func firstMatch(
        _ text: Span<UInt8>, _ range: Range<Int>, _ mask: [UInt64], _ scratch: inout MatchScratch,
        _ undecided: inout Int
    ) -> (number: Int, match: Match)? {
        let part = text.extracting(range)
        for word in 0..<words {
            var candidates = gate.candidates(word, text, range)
            if !mask.isEmpty { candidates &= mask[word] }
            while candidates != 0 {
                let number = word * 64 + candidates.trailingZeroBitCount
                candidates &= candidates - 1
                do throws(PatternError) {
                    if let match = try patterns[number].pattern.pattern.firstMatch(in: part, using: &scratch) {
                        return (number, match)
                    }
                } catch {
                    undecided += 1
                }
            }
        }
        return nil
    }
}
