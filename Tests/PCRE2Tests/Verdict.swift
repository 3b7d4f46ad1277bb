import PCRE2

/// What came of a search.
enum Verdict: Equatable {
    case match(Match)
    case none
    case undecided
    case failed

    /// Searches a subject.
    init(_ pattern: borrowing Pattern, _ subject: [UInt8], _ scratch: inout MatchScratch) {
        do {
            let match = try pattern.firstMatch(in: subject.span, using: &scratch)
            self = match.map { .match($0) } ?? .none
        } catch PatternError.limitReached {
            self = .undecided
        } catch {
            self = .failed
        }
    }

    /// Where the pattern was found.
    var range: Range<Int>? { if case .match(let match) = self { match.range } else { nil } }

    var isMatch: Bool { if case .match = self { true } else { false } }
}
