/// A few literals of which one applies.
struct LiteralSet {
    typealias Literal = RequiredLiterals.Literal

    /// Without repeats, in the order of the pattern; never none.
    private(set) var literals: [Literal]

    init(_ literals: [Literal]) {
        var seen: Set<Literal> = []
        self.literals = literals.filter { seen.insert($0).inserted }
    }

    /// The empty literal: true of anything.
    static let trivial = LiteralSet([.empty])

    /// True where the set says nothing, since one of it is empty.
    var isTrivial: Bool { literals.contains { $0.bytes.isEmpty } }

    /// Every literal of this set followed by every one of another; `nil` where they are too many or too long.
    func followed(by other: LiteralSet) -> LiteralSet? {
        guard literals.count * other.literals.count <= RequiredLiterals.mostLiterals else { return nil }
        let longest = (literals.map(\.bytes.count).max() ?? 0) + (other.literals.map(\.bytes.count).max() ?? 0)
        guard longest <= RequiredLiterals.longestLiteral else { return nil }
        if other.literals.count == 1 {
            let next = other.literals[0]
            return LiteralSet(literals.map { $0.followed(by: next) })
        }
        return LiteralSet(literals.flatMap { first in other.literals.map { first.followed(by: $0) } })
    }

    /// The literals of both; `nil` where they are too many.
    func union(_ other: LiteralSet) -> LiteralSet? {
        let both = LiteralSet(literals + other.literals)
        return both.literals.count <= RequiredLiterals.mostLiterals ? both : nil
    }

    /// The same said with fewer literals, by a cut that keeps what they are true of: the beginning of prefixes, the
    /// end of suffixes. Trivial where even that leaves too many.
    static func shortened(_ literals: [Literal], _ cut: (Literal, Int) -> Literal) -> LiteralSet {
        for length in [RequiredLiterals.longestLiteral, 8, 6, 4, 3, 2] {
            let set = LiteralSet(literals.map { cut($0, length) })
            if set.literals.count <= RequiredLiterals.mostLiterals { return set }
        }
        return .trivial
    }

    /// Without the literals that hold another of the set.
    var minimal: [Literal] {
        literals.indices.compactMap { index in
            let literal = literals[index]
            let isCovered = literals.indices.contains { other in
                other != index && literal.implies(literals[other])
                    && (other < index || !literals[other].implies(literal))
            }
            return isCovered ? nil : literal
        }
    }
}
