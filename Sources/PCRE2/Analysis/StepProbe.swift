internal import CPCRE2

/// Counts the steps that PCRE2's interpreter needs, by trying limits.
///
/// The count is that of all places at which a search tries to match, each by itself. Repeats give back what they
/// took even where PCRE2 would see that this is in vain (`PCRE2_NO_AUTO_POSSESS`), so that taking a run counts too.
struct StepProbe: ~Copyable {
    private let program: Program
    private var scratch: MatchScratch
    private let start: Start
    /// The most steps that are counted at one place.
    static let most = 1 << 18
    /// What has been spent so far, in steps: a run costs something by itself, and many groups make steps dear.
    private(set) var spent = 0
    private let weight: Int

    /// Where a search tries to match.
    private enum Start {
        case anywhere
        case lines
        case first
    }

    init(_ pattern: String, options: Pattern.Options) throws(PatternError) {
        let bits = options.bits | UInt32(PCRE2_NO_AUTO_POSSESS) | (options.contains(.utf) ? UInt32(PCRE2_UTF) : 0)
        program = try Program(Array(pattern.utf8), bits: bits, interpreted: true)
        scratch = MatchScratch(limits: MatchLimits(steps: 1, stepsPerByte: 0, depth: .max, heap: 200_000))
        weight = 1 + program.captureCount / 8
        start = program.isAnchored ? .first : program.startsAtLines ? .lines : .anywhere
    }

    /// The steps for a subject, which must be UTF-8 where the pattern is UTF: the sum over the places up to the first that matches, estimated
    /// from some of them where there are many; and whether it is only a bound below.
    mutating func steps(on subject: [UInt8], places: Int) -> (count: Int, isMore: Bool) {
        let starts = starts(in: subject)
        // Spread by the golden ratio, so that no period of the subject is always met at the same point.
        var order = Array(starts.indices)
        if order.count > places {
            order = (0..<places).map { ((($0 * 0x9E37_79B9) & 0xFFFF_FFFF) * starts.count) >> 32 }.sorted()
        }
        var (sum, counted) = (0, 0)
        for index in order {
            let place = needed(on: subject, from: starts[index])
            sum += place.count
            counted += 1
            if place.isMore { return (sum, true) }
            if place.isMatch { return (sum * (index + 1) / counted, false) }
        }
        return (sum * starts.count / max(1, counted), false)
    }

    private func starts(in subject: [UInt8]) -> [Int] {
        switch start {
        case .anywhere where program.isUTF:
            subject.indices.filter { subject[$0] & 0xC0 != 0x80 } + [subject.count]
        case .anywhere: Array(0...subject.count)
        case .lines: [0] + subject.indices.filter { subject[$0] == 0x0A }.map { $0 + 1 }
        case .first: [0]
        }
    }

    /// The steps at one place.
    private mutating func needed(on subject: [UInt8], from place: Int) -> (count: Int, isMore: Bool, isMatch: Bool) {
        var (low, high) = (0, 1)
        while true {
            if let isMatch = answer(subject, place, within: high) {
                // To an eighth: growth is told from factors, not from digits.
                while high - low > max(1, high / 8) {
                    let middle = (low + high) / 2
                    if answer(subject, place, within: middle) != nil { high = middle } else { low = middle }
                }
                return (high, false, isMatch)
            }
            if high >= Self.most { return (high, true, false) }
            (low, high) = (high, high * 2)
        }
    }

    /// Whether a place matches; `nil` where so many steps do not suffice to tell.
    private mutating func answer(_ subject: [UInt8], _ place: Int, within steps: Int) -> Bool? {
        spent += (steps + 32) * weight
        switch program.run(subject.span, from: place, anchored: true, steps: UInt32(steps), using: &scratch) {
        case 0...: return true
        case PCRE2_ERROR_NOMATCH: return false
        default: return nil
        }
    }
}
