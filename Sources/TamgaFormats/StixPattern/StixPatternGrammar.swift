public import TamgaModel

/// How strictly a pattern is read, and by whose word.
public struct StixPatternGrammar: Hashable, Sendable {
    /// The version of STIX that the pattern is of.
    public var version: StixVersion
    /// Whose word counts where the specification and its reference implementation differ.
    public var semantics: StixSemantics
    /// Takes also what feeds write: keywords in any case, keys with hyphens and keywords as keys without quotes, lone
    /// backslashes in strings. Then nothing but the grammar is judged.
    public var isLenient: Bool

    /// A grammar.
    public init(version: StixVersion = .v21, semantics: StixSemantics = .text, isLenient: Bool = false) {
        (self.version, self.semantics, self.isLenient) = (version, semantics, isLenient)
    }
}
