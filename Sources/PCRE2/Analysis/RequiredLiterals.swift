/// What a subject must hold for a pattern to match in it: bytes to look for before PCRE2 is asked.
///
/// Every subject in which the pattern matches holds, for each clause, at least one of the clause's literals. So a
/// subject that lacks all literals of one clause need not be searched. The reverse says nothing: whether a subject
/// matches is for PCRE2 to decide.
///
/// Made for patterns that PCRE2 accepts; for another text the clauses mean nothing. A pattern that is not understood
/// has no clauses. Groups are looked through, so `(?:foo|bar)baz` requires *foobaz* or *barbaz*, `a{3}` *aaa*,
/// `x(?=y)` *x* and *y*. Optional parts, classes of more than a few members and what is in negative looks require
/// nothing.
///
/// - Complexity: about linear in the pattern; patterns over 64 KiB have no clauses.
public struct RequiredLiterals: Hashable, Sendable {
    /// All of these hold; each is a list of which one is there. The one that is likely to turn away most stands first.
    ///
    /// At most ``mostClauses`` of at most ``mostLiterals`` literals of one to ``longestLiteral`` bytes, none of
    /// which lies in another of the same clause. Empty: nothing is known.
    public var clauses: [[Literal]]

    /// The most clauses that are kept.
    public static let mostClauses = 16
    /// The most literals in a clause.
    public static let mostLiterals = 64
    /// The longest literal, in bytes.
    public static let longestLiteral = 64

    /// The characters beyond ASCII that are a case of an ASCII letter: KELVIN SIGN and LATIN SMALL LETTER LONG S.
    public static let strangers: [[UInt8]] = ["\u{212A}", "\u{17F}"].map { Array($0.utf8) }

    /// What a pattern requires, compiled with these options.
    ///
    /// - Parameter sparesStrangers: the clauses are only for subjects that hold none of ``strangers``; without that, a
    ///   literal of a caseless pattern has no `k` and no `s`.
    public init(of pattern: String, options: Pattern.Options = [], sparesStrangers: Bool = false) {
        guard
            let (root, utf, _) = SyntaxParser.parse(
                pattern, options: options, sparesStrangers: sparesStrangers)
        else {
            clauses = []
            return
        }
        clauses = LiteralFacts(of: root, utf: utf).best
    }
}
