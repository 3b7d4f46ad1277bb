/// What the first bytes of a subject can be where a pattern matches that is anchored at its start: a set for each place.
/// Too large a set is possible, too small a one is not.
public struct LeadingBytes: Sendable {
    /// The bytes that each place can have.
    public private(set) var places: [ByteSet]
    /// The least number of bytes that a subject has, no more than there are places.
    public private(set) var leastCount = 0

    /// Any subject.
    ///
    /// - Parameter count: how many places.
    public init(anyIn count: Int) { places = [ByteSet](repeating: .all, count: count) }

    /// The leading bytes of a pattern; anything where it is not anchored at its start, not understood or too large.
    ///
    /// - Parameter count: how many places.
    public init(of pattern: String, options: Pattern.Options = [], count: Int) {
        self.init(anyIn: count)
        guard let (root, utf, _) = SyntaxParser.parse(pattern, options: options), root.isAnchored, !root.isNullable,
            let graph = PositionGraph(of: root, utf: utf)
        else { return }
        var positions = graph.isFirst.indices.filter { graph.isFirst[$0] }
        for place in places.indices {
            // No way on: what PCRE2 makes of such a pattern is not guessed at.
            guard !positions.isEmpty else { return }
            places[place] = positions.reduce(into: ByteSet()) { $0.formUnion(graph.bytes[$1]) }
            leastCount = place + 1
            // Behind the end of a match there may be anything.
            if positions.contains(where: { graph.isLast[$0] }) { return }
            positions = Set(positions.flatMap { graph.next[$0].map(Int.init) }).sorted()
        }
    }
}

extension SyntaxNode {
    /// True where every match begins at the subject's start.
    fileprivate var isAnchored: Bool {
        switch kind {
        case .test(.start): return true
        case .sequence(let items):
            for item in items {
                if item.isAnchored { return true }
                guard case .test = item.kind else { return false }
            }
            return false
        case .choice(let branches): return !branches.isEmpty && branches.allSatisfy(\.isAnchored)
        case .repetition(let item, let min, _, _): return min > 0 && item.isAnchored
        case .atomic(let inner): return inner.isAnchored
        case .one, .test, .unknown, .look: return false
        }
    }
}
