/// What the shape of a pattern says about runs of one character.
extension SyntaxNode {
    /// Repeats as good as without bound: more of them than a bound would help.
    static let many = 50

    /// True for a repetition that takes any number.
    var isUnbounded: Bool {
        guard case .repetition(_, let min, let max, _) = kind else { return false }
        return max.map { $0 - min >= Self.many } ?? true
    }

    /// True for a repetition of so many turns that their ways multiply.
    var isMany: Bool {
        guard case .repetition(_, _, let max, _) = kind else { return false }
        return max.map { $0 >= 10 } ?? true
    }

    /// As good as any number of characters.
    private static let anyReach = 1 << 20

    /// The most characters that are read from one place on, up to ``anyReach``; that also for what is not understood.
    var reach: Int {
        let reach =
            switch kind {
            case .one: 1
            case .test: 0
            case .unknown: Self.anyReach
            case .look(let inner, _, _), .atomic(let inner): inner.reach
            case .sequence(let items), .choice(let items): items.reduce(0) { min($0 + $1.reach, Self.anyReach) }
            case .repetition(let item, _, let max, _):
                min(max ?? Self.anyReach, Self.anyReach) * Swift.max(1, item.reach)
            }
        return min(reach, Self.anyReach)
    }

    /// True where no character need be taken.
    var isNullable: Bool {
        switch kind {
        case .one: false
        case .test, .unknown, .look: true
        case .sequence(let items): items.allSatisfy(\.isNullable)
        case .choice(let branches): branches.contains(where: \.isNullable)
        case .repetition(let item, let min, _, _): min == 0 || item.isNullable
        case .atomic(let inner): inner.isNullable
        }
    }

    /// True where it matches at every place, so that nothing before it is ever taken back on its account.
    var isCertain: Bool {
        switch kind {
        case .one, .test, .unknown, .look: false
        case .sequence(let items): items.allSatisfy(\.isCertain)
        case .choice(let branches): branches.contains(where: \.isCertain)
        case .repetition(let item, let min, _, _): min == 0 || item.isCertain
        case .atomic(let inner): inner.isCertain
        }
    }

    /// The ASCII characters of which it certainly takes some run of one or more.
    var runs: CharacterClass {
        switch kind {
        case .one(let members): return members.certain(with: members)
        case .test, .unknown, .look: return CharacterClass()
        case .sequence(let items):
            // Some piece takes them, and every piece lets them through.
            var taken = CharacterClass()
            var passed = CharacterClass.anything
            for item in items {
                let own = item.runs
                taken.formUnion(own)
                passed = item.kept(passed, runs: own)
            }
            return taken.certain(with: passed)
        case .choice(let branches):
            return branches.reduce(into: CharacterClass()) { $0.formUnion($1.runs) }
        case .repetition(let item, _, let max, _): return max == 0 ? CharacterClass() : item.runs
        case .atomic(let inner): return inner.runs
        }
    }

    /// The characters of a class whose runs go on through this piece.
    func kept(_ members: CharacterClass) -> CharacterClass { kept(members, runs: runs) }

    private func kept(_ members: CharacterClass, runs: CharacterClass) -> CharacterClass {
        switch kind {
        case .test, .unknown: CharacterClass()
        case .look: members
        default: isNullable && !hasTest ? members : members.certain(with: runs)
        }
    }

    /// True where a test or something unknown stands in it that cannot be left away.
    private var hasTest: Bool {
        switch kind {
        case .test, .unknown: true
        case .one, .look: false
        case .sequence(let items): items.contains(where: \.hasTest)
        case .choice(let branches): branches.allSatisfy(\.hasTest)
        case .repetition(let item, let min, _, _): min > 0 && item.hasTest
        case .atomic(let inner): inner.hasTest
        }
    }

    /// How many pieces there are, itself among them.
    var size: Int {
        switch kind {
        case .one, .test, .unknown: 1
        case .sequence(let items): items.reduce(1) { $0 + $1.size }
        case .choice(let branches): branches.reduce(1) { $0 + $1.size }
        case .repetition(let inner, _, _, _), .atomic(let inner), .look(let inner, _, _): 1 + inner.size
        }
    }

    /// Every class of characters in it, in order.
    func forEachClass(_ body: (CharacterClass) -> Void) {
        switch kind {
        case .one(let members): body(members)
        case .test, .unknown: break
        case .sequence(let items): for item in items { item.forEachClass(body) }
        case .choice(let branches): for branch in branches { branch.forEachClass(body) }
        case .repetition(let inner, _, _, _), .atomic(let inner), .look(let inner, _, _): inner.forEachClass(body)
        }
    }

    /// A short text that it probably takes.
    func sample(utf: Bool) -> [UInt8] {
        switch kind {
        case .one(let members):
            if let letter = members.example { return [letter] }
            guard let value = members.members(limit: 8)?.first else { return [] }
            guard utf else { return [UInt8(truncatingIfNeeded: value)] }
            return Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
        case .test, .unknown, .look: return []
        case .sequence(let items):
            var result: [UInt8] = []
            for item in items where result.count < 1_024 { result += item.sample(utf: utf) }
            return result
        case .choice(let branches): return branches.first?.sample(utf: utf) ?? []
        case .repetition(let item, let min, _, _):
            let once = min == 0 ? [] : item.sample(utf: utf)
            return once.count > 64 ? once : Array(repeating: once, count: Swift.min(min, 64)).flatMap { $0 }
        case .atomic(let inner): return inner.sample(utf: utf)
        }
    }
}

extension CharacterClass {
    /// A member in ASCII, a letter or a digit where there is one.
    var example: UInt8? {
        let preferred = [UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39, 0x41...0x5A, 0x20...0x7E, 0x00...0x7F]
        for range in preferred { if let byte = range.first(where: contains) { return byte } }
        return nil
    }

    /// One character for each way to be in the classes of a piece, the ones that are in most first.
    static func representatives(of node: SyntaxNode, limit: Int) -> [UInt8] {
        var classes: [CharacterClass] = []
        var seen: Set<CharacterClass> = []
        node.forEachClass { if classes.count < 256, seen.insert($0).inserted { classes.append($0) } }
        var known: Set<[Bool]> = []
        var found: [(byte: UInt8, count: Int)] = []
        // Letters first, so that they stand for the others.
        let order = [UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39, 0x41...0x5A, 0x20...0x7E, 0x00...0x7F]
        for byte in order.joined() {
            let memberships = classes.map { $0.isExact && $0.contains(byte) }
            let count = memberships.lazy.filter { $0 }.count
            if count > 0, known.insert(memberships).inserted { found.append((byte, count)) }
        }
        return found.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .prefix(limit).map(\.element.byte)
    }
}
