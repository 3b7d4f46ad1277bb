import PCRE2
import TamgaModel

/// What a regular expression requires, as a literal sieve wants it.
enum RegexCover {
    /// For each clause, literals of which every match holds at least one, in lower case, where the subject holds no
    /// character beyond ASCII that is a case of an ASCII letter (``RequiredLiterals/strangers``).
    static func clauses(of regex: SigmaRegex) -> [[[UInt8]]] {
        var options: Pattern.Options = [.utf]
        if regex.isCaseless { options.insert(.caseless) }
        if regex.isMultiline { options.insert(.multiline) }
        if regex.dotIsAll { options.insert(.dotAll) }
        return RequiredLiterals(of: regex.pattern, options: options, sparesStrangers: true).clauses.compactMap {
            clause in
            guard clause.allSatisfy({ !$0.bytes.isEmpty }), !clause.isEmpty else { return nil }
            return clause.map { $0.bytes.map(TextByte.lowercased) }
        }
    }

    /// Whether letter case may not count in some part of a pattern.
    static func mayFold(_ regex: SigmaRegex) -> Bool { regex.isCaseless || regex.pattern.contains("(?") }
}
