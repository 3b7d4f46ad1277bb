import PCRE2
import Testing

/// Holds clauses and windows against what PCRE2 finds, and counts.
struct Soundness: ~Copyable {
    private(set) var patterns = 0
    private(set) var refused = 0
    private(set) var withClauses = 0
    private(set) var withWindows = 0
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
        let windows = RequiredWindows(of: text, options: options) { window in
            window.reduce(1) { $0 * Double($1.count) / 256 }
        }
        if windows != nil { withWindows += 1 }
        for subject in subjects {
            runs += 1
            guard let match = try? pattern.firstMatch(in: subject.span, using: &scratch) else { continue }
            matches += 1
            if let windows, !windows.windows.contains(where: { Self.fits($0, subject) }) {
                return """
                    \(text.debugDescription) \(options) matches \(match.range) of \
                    \(String(decoding: subject, as: UTF8.self).debugDescription) \(subject) without a window of \
                    \(windows.windows.map { $0.map(\.words).joined() })
                    """
            }
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

    /// Whether a window fits somewhere.
    private static func fits(_ window: [ByteSet], _ subject: [UInt8]) -> Bool {
        guard window.count <= subject.count else { return false }
        return (0...subject.count - window.count).contains { start in
            window.indices.allSatisfy { window[$0].contains(subject[start + $0]) }
        }
    }

    /// What was counted, in a line.
    var summary: String {
        "\(patterns) patterns (\(refused) refused, \(withClauses) with clauses, \(withWindows) with windows), \(runs) runs, "
            + "\(matches) matches, \(held) of them held against clauses"
    }
}
