/// A piece of a pattern and where it stands in it.
struct SyntaxNode {
    /// How a repetition gives back what it took.
    enum Style {
        case greedy
        case lazy
        case possessive
    }

    /// What a zero-width test asks for.
    enum Test {
        /// `\A`, `\G`, and `^` where it stands for the subject's start only.
        case start
        /// `$`, `\z`, `\Z`.
        case end
        /// `^` of a multiline pattern, `\b`, `\B`, verbs: nothing that the analyses use.
        case other
    }

    indirect enum Kind {
        /// One character.
        case one(CharacterClass)
        /// No character.
        case test(Test)
        /// Anything, of any width: a backreference, a call of a group, `\R`, `\X`.
        case unknown
        /// One after the other.
        case sequence([SyntaxNode])
        /// One of them.
        case choice([SyntaxNode])
        /// Again and again; `max` is `nil` where there is no bound.
        case repetition(SyntaxNode, min: Int, max: Int?, style: Style)
        /// Without giving back.
        case atomic(SyntaxNode)
        /// A look ahead or behind.
        case look(SyntaxNode, isAhead: Bool, isNegative: Bool)
    }

    /// What it is.
    var kind: Kind
    /// Its bytes in the pattern.
    var range: Range<Int>
}
