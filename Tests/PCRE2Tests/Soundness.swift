import PCRE2
import Testing

/// Holds clauses against what PCRE2 finds, and counts.
struct Soundness: ~Copyable {
    private(set) var patterns = 0
    private(set) var refused = 0
    private(set) var withClauses = 0
    private(set) var runs = 0
    private(set) var matches = 0
    /// Matches of patterns with clauses: those that could have been missed.
    private(set) var held = 0
    private var scratch = MatchScratch(matchLimit: 20_000)

    /// Runs a pattern on subjects; says what it found where a match lacks the literals of a clause.
    mutating func check(_ text: String, options: Pattern.Options, subjects: [[UInt8]]) -> String? {
        patterns += 1
        guard let pattern = try? Pattern(text, options: options) else {
            refused += 1
            return nil
        }
        let required = RequiredLiterals(of: text, options: options)
        if !required.clauses.isEmpty { withClauses += 1 }
        for subject in subjects {
            runs += 1
            guard let match = try? pattern.firstMatch(in: subject.span, using: &scratch) else { continue }
            matches += 1
            if required.clauses.isEmpty { continue }
            held += 1
            for clause in required.clauses where !clause.contains(where: { $0.isIn(subject) }) {
                return """
                    \(text.debugDescription) \(options) matches \(match.range) of \
                    \(String(decoding: subject, as: UTF8.self).debugDescription) \(subject) without \(clause)
                    """
            }
        }
        return nil
    }

    /// What was counted, in a line.
    var summary: String {
        "\(patterns) patterns (\(refused) refused, \(withClauses) with clauses), \(runs) runs, "
            + "\(matches) matches, \(held) of them held against clauses"
    }
}
