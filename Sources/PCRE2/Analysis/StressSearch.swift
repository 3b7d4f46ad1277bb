/// Looks for subjects on which a pattern backtracks badly, by trying: texts made from the pattern's own repeats, in
/// growing lengths, under PCRE2's own count of steps.
public enum StressSearch {
    /// The worst subject that was found for a pattern: none where no growth beyond the subject's length was seen.
    ///
    /// Nothing found is no proof that there is nothing. The same pattern gives the same answer on every machine with
    /// the same release of PCRE2: steps are counted, not timed.
    ///
    /// - Parameters:
    ///   - length: the length of the subject that is reported, in bytes; at least 64 are used.
    ///   - effort: how many steps may be spent, about 20 ns each.
    /// - Throws: ``PatternError/malformed(offset:code:message:)`` for a pattern that PCRE2 does not take.
    public static func worst(
        of pattern: String, options: Pattern.Options = [], upTo length: Int = 4_096, effort: Int = 20_000_000
    ) throws(PatternError) -> Finding? {
        var probe = try StepProbe(pattern, options: options)
        guard let (root, utf, _) = SyntaxParser.parse(pattern, options: options) else { return nil }
        // First every candidate at two small sizes and a few places, then the most promising closely.
        var ranked: [(candidate: StressCandidate, score: Double)] = []
        for candidate in StressCandidate.all(for: root, utf: utf) {
            guard probe.spent < effort / 2 else { break }
            let small = probe.steps(on: candidate.subject(ofLength: 16), places: 8)
            let large = probe.steps(on: candidate.subject(ofLength: 48), places: 12)
            let score =
                Double(large.count) * (large.isMore ? 1_000 : 1) * Double(large.count) / Double(max(1, small.count))
            ranked.append((candidate, score))
        }
        var best: Finding?
        let order = ranked.indices.sorted { (ranked[$1].score, $0) < (ranked[$0].score, $1) }
        for index in order.prefix(6) {
            guard probe.spent < effort else { break }
            let finding = measured(ranked[index].candidate, with: &probe, upTo: max(length, 64))
            guard let finding, finding.growth > .linear else { continue }
            if best.map({ ($0.growth, $0.steps) < (finding.growth, finding.steps) }) ?? true { best = finding }
        }
        return best
    }

    private static func measured(
        _ candidate: StressCandidate, with probe: inout StepProbe, upTo length: Int
    ) -> Finding? {
        var measures: [Finding.Measure] = []
        var isMore = false
        for pumps in [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512] {
            let size = pumps * candidate.pump.count
            if pumps > 16, size > 512 || size + candidate.fixed > length { break }
            let steps = probe.steps(on: candidate.subject(ofLength: candidate.fixed + size), places: 600)
            isMore = steps.isMore
            if isMore { break }
            measures.append(Finding.Measure(pumps: pumps, steps: max(1, steps.count)))
            if steps.count > 2_000_000 { break }
        }
        guard let growth = growth(of: measures, isMore: isMore, shortest: candidate.fixed + 4 * candidate.pump.count)
        else { return nil }
        return Finding(candidate: candidate, growth: growth, measures: measures, length: length)
    }

    /// The growth that a series shows; `nil` for one too short to tell.
    ///
    /// - Parameters:
    ///   - isMore: true where the length after the last was too much to count.
    ///   - shortest: the length of the subject with four pumps.
    private static func growth(of measures: [Finding.Measure], isMore: Bool, shortest: Int) -> Growth? {
        /// The power of the length with which steps grow up to a number of pumps, from half of it.
        func power(at pumps: Int) -> Double? {
            guard let last = measures.first(where: { $0.pumps == pumps }),
                let half = measures.first(where: { $0.pumps * 2 == pumps })
            else { return nil }
            return (Double(last.steps) / Double(half.steps)).powerOfTwo
        }
        guard let last = measures.last, let now = power(at: last.pumps) else {
            // So much in so few characters is beyond any usual polynomial.
            return isMore && shortest <= 40 ? .exponential : nil
        }
        // What grows by a factor doubles its power with each doubling of the length; a polynomial keeps it, once it
        // outgrows what is there from the beginning. And over equal steps of length it grows by equal factors.
        let before = power(at: last.pumps / 2) ?? 0
        if now > 3.5, before > 1, now > 1.4 * before, evenness(of: measures) > 0.86 { return .exponential }
        return .polynomial(max(1, Int((now + 0.35).rounded(.down))))
    }

    /// How the growth over the last quarter of the length compares with that over the quarter before: 1 where
    /// it is exponential, about 0.7 where it is a power.
    private static func evenness(of measures: [Finding.Measure]) -> Double {
        guard let last = measures.last, let half = measures.first(where: { $0.pumps * 2 == last.pumps }),
            let between = measures.first(where: { $0.pumps * 4 == last.pumps * 3 }), between.steps > half.steps
        else { return 1 }
        let (first, second) = (Double(between.steps) / Double(half.steps), Double(last.steps) / Double(between.steps))
        return second.powerOfTwo / first.powerOfTwo
    }
}
