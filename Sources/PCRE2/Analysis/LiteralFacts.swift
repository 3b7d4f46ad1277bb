/// What is known of the bytes that a piece of a pattern matches.
struct LiteralFacts {
    typealias Literal = RequiredLiterals.Literal

    /// The piece matches nothing but these; `nil` where they are not known or too many.
    private(set) var exact: LiteralSet?
    /// Each match begins with one of these.
    private(set) var prefix: LiteralSet
    /// Each match ends with one of these.
    private(set) var suffix: LiteralSet
    /// Of each of these, one lies in every match, or beside it in what a look saw.
    private(set) var clauses: [[Literal]] = []

    /// The members of a class that are few enough to be told one by one.
    private static let mostMembers = 4

    /// Nothing is known.
    private static let none = LiteralFacts(prefix: .trivial, suffix: .trivial)

    private init(exact: LiteralSet, clauses: [[Literal]] = []) {
        (self.exact, prefix, suffix) = (exact, exact, exact)
        self.clauses = clauses
    }

    private init(prefix: LiteralSet, suffix: LiteralSet, clauses: [[Literal]] = []) {
        (self.prefix, self.suffix, self.clauses) = (prefix, suffix, clauses)
    }

    /// The facts of a tree. Trees are as deep as the parser lets them be.
    init(of node: SyntaxNode, utf: Bool) {
        switch node.kind {
        case .one(let members): self = Self.one(members, utf: utf)
        case .test: self = LiteralFacts(exact: .trivial)
        case .unknown: self = .none
        case .sequence(let items): self = Self.sequence(items.lazy.map { LiteralFacts(of: $0, utf: utf) })
        case .choice(let branches): self = Self.choice(branches.map { LiteralFacts(of: $0, utf: utf) })
        case .repetition(let item, let min, let max, _):
            self = Self.repetition(LiteralFacts(of: item, utf: utf), min: min, max: max)
        case .atomic(let inner): self = LiteralFacts(of: inner, utf: utf)
        case .look(let inner, _, let isNegative):
            self = LiteralFacts(exact: .trivial, clauses: isNegative ? [] : LiteralFacts(of: inner, utf: utf).all)
        }
    }

    private static func one(_ members: CharacterClass, utf: Bool) -> LiteralFacts {
        guard var values = members.members(limit: 2 * mostMembers) else { return .none }
        var literals: [Literal] = []
        while let value = values.first {
            values.removeFirst()
            guard value >= 0x80 else {
                // ASCII comes in order, so the capital letter comes first.
                let isLetter = (0x41...0x5A).contains(value)
                let partner = isLetter ? values.firstIndex(of: value + 32) : nil
                if let partner { values.remove(at: partner) }
                literals.append(Literal(bytes: [UInt8(value)], isCaseless: partner != nil))
                continue
            }
            guard utf else {
                literals.append(Literal(bytes: [UInt8(truncatingIfNeeded: value)]))
                continue
            }
            // U+FFFD stands for bytes that are no character.
            guard value != 0xFFFD, let scalar = Unicode.Scalar(value) else { return .none }
            literals.append(Literal(bytes: Array(String(scalar).utf8)))
        }
        // A class without members matches nothing; saying so is left to PCRE2.
        guard !literals.isEmpty, literals.count <= mostMembers else { return .none }
        return LiteralFacts(exact: LiteralSet(literals))
    }

    private static func sequence(_ items: some Sequence<LiteralFacts>) -> LiteralFacts {
        // What every match so far ends with, and whether that is all of it.
        var run = LiteralSet.trivial
        var isWhole = true
        // The part of the run behind its last choice: shorter, and a single literal.
        var plain = LiteralSet.trivial
        var result = LiteralFacts(exact: .trivial)
        func end(_ set: LiteralSet) {
            if set.literals.count > 1 { result.require(plain) }
            if isWhole { result.prefix = set } else { result.require(set) }
            isWhole = false
        }
        for item in items {
            for clause in item.clauses { result.require(clause) }
            if let exact = item.exact {
                if let longer = run.followed(by: exact) {
                    // Where the choice is wide, what came before it is a clause of its own.
                    if longer.literals.count > run.literals.count { result.require(run) }
                    run = longer
                } else {
                    end(run)
                    run = exact
                }
                if exact.literals.count > 1 {
                    result.require(plain)
                    plain = .trivial
                } else {
                    plain = plain.followed(by: exact) ?? .trivial
                }
            } else {
                if let joined = run.followed(by: item.prefix) {
                    if joined.literals.count > run.literals.count { result.require(run) }
                    end(joined)
                } else {
                    end(run)
                    result.require(item.prefix)
                }
                (run, plain) = (item.suffix, .trivial)
            }
        }
        if run.literals.count > 1 { result.require(plain) }
        result.suffix = run
        if isWhole { result.prefix = run }
        result.exact = isWhole ? run : nil
        return result
    }

    private static func choice(_ branches: [LiteralFacts]) -> LiteralFacts {
        var exact = branches.first?.exact
        for branch in branches.dropFirst() {
            exact = exact.flatMap { known in branch.exact.flatMap { known.union($0) } }
        }
        let clause = branches.map { $0.best.first }
        var clauses: [[Literal]] = []
        if !clause.contains(where: { $0 == nil }) {
            let all = LiteralSet.shortened(clause.flatMap { $0 ?? [] }) { $0.prefix($1) }
            if !all.isTrivial { clauses.append(all.minimal) }
        }
        if let exact { return LiteralFacts(exact: exact, clauses: clauses) }
        return LiteralFacts(
            prefix: .shortened(branches.flatMap(\.prefix.literals)) { $0.prefix($1) },
            suffix: .shortened(branches.flatMap(\.suffix.literals)) { $0.suffix($1) },
            clauses: clauses)
    }

    private static func repetition(_ item: LiteralFacts, min: Int, max: Int?) -> LiteralFacts {
        if min == 0 {
            if max == 0 { return LiteralFacts(exact: .trivial) }
            guard max == 1, let exact = item.exact, let both = exact.union(.trivial) else { return .none }
            return LiteralFacts(exact: both)
        }
        guard let exact = item.exact else {
            return min == 1 ? item : sequence([item, item])
        }
        var power = exact
        var count = 1
        while count < min, count < RequiredLiterals.longestLiteral, let longer = power.followed(by: exact) {
            power = longer
            count += 1
        }
        // Nothing but empty literals stays what it is, however often.
        if (count == min && max == min) || !power.literals.contains(where: { !$0.bytes.isEmpty }) {
            return LiteralFacts(exact: power, clauses: item.clauses)
        }
        return LiteralFacts(prefix: power, suffix: power, clauses: item.clauses)
    }

    private mutating func require(_ set: LiteralSet) {
        if !set.isTrivial { require(set.minimal) }
    }

    private mutating func require(_ clause: [Literal]) {
        guard !clauses.contains(clause) else { return }
        clauses.append(clause)
        if clauses.count > 4 * RequiredLiterals.mostClauses { clauses = Self.ranked(clauses) }
    }

    /// Every clause that is known, the prefix's and suffix's among them.
    private var all: [[Literal]] {
        var copy = self
        copy.require(prefix)
        if exact == nil { copy.require(suffix) }
        return copy.clauses
    }

    /// The clauses worth keeping, best first.
    var best: [[Literal]] { Self.ranked(all) }

    private static func ranked(_ clauses: [[Literal]]) -> [[Literal]] {
        let ordered = clauses.enumerated().sorted { (rank($0.element), $1.offset) > (rank($1.element), $0.offset) }
        var kept: [[Literal]] = []
        for (_, clause) in ordered where kept.count < RequiredLiterals.mostClauses {
            // What follows from a clause that is no longer says nothing more.
            let isImplied = kept.contains { known in
                known.count <= clause.count
                    && known.allSatisfy { literal in clause.contains { literal.implies($0) } }
            }
            if !isImplied { kept.append(clause) }
        }
        return kept
    }

    /// A rough measure of how seldom a clause is met: three bits for each byte of the shortest literal, up to eight
    /// bytes, less what the number of literals gives back.
    private static func rank(_ clause: [Literal]) -> Int {
        let shortest = clause.map(\.bytes.count).min() ?? 0
        return 3 * min(shortest, 8) - (Int.bitWidth - clause.count.leadingZeroBitCount)
    }
}
