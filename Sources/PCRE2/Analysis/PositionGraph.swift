/// The bytes that a pattern's matches take, one position of the pattern after the other (Glushkov, "The abstract theory
/// of automata", 1961).
///
/// It takes every match of the pattern, and may take more: tests and looks are left out, what is not understood may be
/// anything, and a character beyond ASCII is any run of bytes from 0x80 on.
struct PositionGraph {
    /// What each position takes.
    private(set) var bytes: [ByteSet] = []
    /// The positions that may come behind each, in order.
    private(set) var next: [[Int32]] = []
    /// The positions that may come before each.
    private(set) var previous: [[Int32]] = []
    /// Whether a match may begin with a position.
    private(set) var isFirst: [Bool] = []
    /// Whether a match may end with it.
    private(set) var isLast: [Bool] = []
    /// Where to look for what every match takes.
    private(set) var cut: Cut?

    /// Positions of which every match takes one.
    indirect enum Cut {
        /// These.
        case at([Int32])
        /// Each of these is a cut of its own.
        case either([Cut])
        /// Together they are a cut.
        case together([Cut])
    }

    /// The turns of a repetition that are kept apart.
    private static let mostTurns = 8
    private static let mostPositions = 4_096
    private static let mostSteps = 65_536

    /// A piece of the pattern.
    private struct Part {
        var firsts: [Int32] = []
        var lasts: [Int32] = []
        var isNullable = true
        var cut: Cut?
    }

    private let utf: Bool
    private var steps = 0
    private var isTooLarge = false

    /// - Returns: `nil` for a pattern that is too large.
    init?(of node: SyntaxNode, utf: Bool) {
        self.utf = utf
        let whole = part(node)
        guard !isTooLarge else { return nil }
        cut = whole.isNullable ? nil : whole.cut
        isFirst = [Bool](repeating: false, count: bytes.count)
        isLast = isFirst
        for position in whole.firsts { isFirst[Int(position)] = true }
        for position in whole.lasts { isLast[Int(position)] = true }
        previous = [[Int32]](repeating: [], count: bytes.count)
        for position in bytes.indices {
            next[position] = Set(next[position]).sorted()
            for follower in next[position] { previous[Int(follower)].append(Int32(position)) }
        }
    }

    private mutating func add(_ set: ByteSet, repeats: Bool = false) -> Int32 {
        let position = Int32(bytes.count)
        bytes.append(set)
        next.append(repeats ? [position] : [])
        if bytes.count > Self.mostPositions { isTooLarge = true }
        return position
    }

    private mutating func join(_ lasts: [Int32], _ firsts: [Int32]) {
        steps += lasts.count * firsts.count
        guard steps <= Self.mostSteps else {
            isTooLarge = true
            return
        }
        for last in lasts { next[Int(last)] += firsts }
    }

    private mutating func part(_ node: SyntaxNode) -> Part {
        guard !isTooLarge else { return Part() }
        switch node.kind {
        case .one(let members): return one(members)
        case .test, .look: return Part()
        case .unknown:
            let position = add(.all, repeats: true)
            return Part(firsts: [position], lasts: [position], isNullable: true)
        case .sequence(let items):
            var whole = Part()
            for item in items { whole = sequence(whole, part(item)) }
            return whole
        case .choice(let branches): return choice(branches.map { part($0) })
        case .repetition(let item, let min, let max, _): return repetition(item, min: min, max: max)
        case .atomic(let inner): return part(inner)
        }
    }

    private mutating func one(_ members: CharacterClass) -> Part {
        var ascii = ByteSet(members.ascii)
        var positions: [Int32] = []
        if members.beyond != .nothing {
            if utf, members.asciiCount <= 32 {
                positions.append(add(.beyondASCII, repeats: true))
            } else {
                // What a wide class takes says little: one position does for it.
                ascii.formUnion(.beyondASCII)
            }
        }
        if ascii.count > 0 { positions.append(add(ascii, repeats: utf && ascii.contains(0x80))) }
        return Part(firsts: positions, lasts: positions, isNullable: false, cut: .at(positions))
    }

    private mutating func sequence(_ left: Part, _ right: Part) -> Part {
        join(left.lasts, right.firsts)
        var whole = Part()
        whole.firsts = left.isNullable ? left.firsts + right.firsts : left.firsts
        whole.lasts = right.isNullable ? left.lasts + right.lasts : right.lasts
        whole.isNullable = left.isNullable && right.isNullable
        let cuts = [left, right].compactMap { $0.isNullable ? nil : $0.cut }
        if cuts.count > 1, case .either(let earlier) = cuts[0] {
            whole.cut = .either(earlier + [cuts[1]])
        } else {
            whole.cut = cuts.count > 1 ? .either(cuts) : cuts.first
        }
        return whole
    }

    private func choice(_ branches: [Part]) -> Part {
        var whole = Part()
        whole.firsts = branches.flatMap(\.firsts)
        whole.lasts = branches.flatMap(\.lasts)
        whole.isNullable = branches.contains(where: \.isNullable)
        let cuts = branches.compactMap(\.cut)
        if !whole.isNullable {
            whole.cut =
                cuts.count == branches.count ? .either([.at(whole.firsts), .together(cuts)]) : .at(whole.firsts)
        }
        return whole
    }

    private mutating func repetition(_ item: SyntaxNode, min: Int, max: Int?) -> Part {
        if max == 0 { return Part() }
        let turns = Swift.max(1, Swift.min(min, Self.mostTurns))
        var whole = Part()
        for turn in 1...turns {
            let one = part(item)
            if turn == turns, max.map({ $0 > turns }) ?? true { join(one.lasts, one.firsts) }
            whole = turn == 1 ? one : sequence(whole, one)
            if isTooLarge { break }
        }
        if min == 0 {
            whole.isNullable = true
            whole.cut = nil
        }
        return whole
    }
}
