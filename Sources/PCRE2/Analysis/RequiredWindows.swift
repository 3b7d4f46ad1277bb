/// Runs of bytes of which a subject must hold one for a pattern to match in it, each place a set of bytes.
///
/// What ``RequiredLiterals`` cannot say: in `[;|]\s*(?:cat|id)\s` neither *cat* nor *id* is rare, but each must stand
/// between a separator or blank and a blank. The windows lie around one *cut*: positions of the pattern of which every
/// match takes one.
public struct RequiredWindows: Hashable, Sendable {
    /// Of each pattern match, one of these stands in the subject; never none, and none of them empty.
    public let windows: [[ByteSet]]

    /// The most windows.
    public static let mostWindows = 48
    /// The most places of a window.
    public static let mostPlaces = lead + 8

    /// Places before the cut.
    private static let lead = 3
    /// Places that take more bytes than this end a window.
    private static let widest = 200

    /// The windows of the cut that is expected to turn away most; `nil` where there is none or the pattern is not
    /// understood or too large.
    ///
    /// - Parameters:
    ///   - sparesStrangers: the windows are only for subjects without ``RequiredLiterals/strangers``.
    ///   - plain: the bytes that stand in the subject as they are. Any other is written as itself or as something that
    ///     begins with a backslash.
    ///   - share: how many of a subject's places are expected to fit a window.
    /// - Complexity: the pattern's positions times the windows.
    public init?(
        of pattern: String, options: Pattern.Options = [], sparesStrangers: Bool = false, plain: ByteSet = .all,
        share: @escaping ([ByteSet]) -> Double
    ) {
        guard
            let (root, utf, _) = SyntaxParser.parse(pattern, options: options, sparesStrangers: sparesStrangers),
            let graph = PositionGraph(of: root, utf: utf), let cut = graph.cut,
            let best = WindowFinder(graph: graph, plain: plain, share: share).best(cut)
        else { return nil }
        windows = best.windows
    }

    /// Looks for windows in a graph.
    private struct WindowFinder {
        let graph: PositionGraph
        let plain: ByteSet
        let share: ([ByteSet]) -> Double
        /// For each position, a number that is equal where what may come behind is.
        private let kinds: [Int]

        typealias Found = (windows: [[ByteSet]], share: Double)

        init(graph: PositionGraph, plain: ByteSet, share: @escaping ([ByteSet]) -> Double) {
            (self.graph, self.plain, self.share) = (graph, plain, share)
            var known: [[Int32]: Int] = [:]
            kinds = graph.next.indices.map { position in
                // The end is one more way on.
                let ways = graph.isLast[position] ? graph.next[position] + [-1] : graph.next[position]
                if let kind = known[ways] { return kind }
                known[ways] = known.count
                return known.count - 1
            }
        }

        func best(_ cut: PositionGraph.Cut) -> Found? {
            switch cut {
            case .at(let positions): return windows(at: positions)
            case .either(let cuts):
                return cuts.reduce(nil) { known, cut in
                    guard let found = best(cut) else { return known }
                    guard let known, known.share <= found.share else { return found }
                    return known
                }
            case .together(let cuts):
                var all: [[ByteSet]] = []
                var share = 0.0
                for cut in cuts {
                    guard let found = best(cut), all.count + found.windows.count <= mostWindows else { return nil }
                    all += found.windows
                    share += found.share
                }
                return all.isEmpty ? nil : (all, share)
            }
        }

        private func windows(at positions: [Int32]) -> Found? {
            var known: Set<[ByteSet]> = []
            var all: [[ByteSet]] = []
            let groups = groups(positions, most: mostWindows)
            for group in groups {
                guard set(of: group).isSubset(of: plain) else { return nil }
                var ends: [[ByteSet]] = []
                extend([], group, &ends, room: mostWindows / groups.count)
                let start = before(group)
                all += ends.map { trimmed(start + $0) }.filter { known.insert($0).inserted }
            }
            guard !all.isEmpty, !all.contains([]) else { return nil }
            return (all, all.reduce(0) { $0 + share($1) })
        }

        /// Positions with the same ways on, together; all of them where there are too many groups.
        private func groups(_ positions: [Int32], most: Int) -> [[Int32]] {
            guard positions.count > 1, most > 1 else { return positions.isEmpty ? [] : [positions] }
            var byKind: [Int: [Int32]] = [:]
            for position in positions { byKind[kinds[Int(position)], default: []].append(position) }
            return byKind.count > most ? [positions] : byKind.values.sorted { $0[0] < $1[0] }
        }

        private func set(of positions: [Int32]) -> ByteSet {
            positions.reduce(into: ByteSet()) { $0.formUnion(graph.bytes[Int($1)]) }
        }

        /// The places behind `path`, which begins at the cut: at most `room` windows.
        private func extend(_ path: [ByteSet], _ group: [Int32], _ found: inout [[ByteSet]], room: Int) {
            var set = set(of: group)
            let isPlain = set.isSubset(of: plain)
            if !isPlain { set.insert(UInt8(ascii: "\\")) }
            let path = path + [set]
            let mayEnd = group.contains { graph.isLast[Int($0)] }
            guard isPlain, !mayEnd, path.count < RequiredWindows.mostPlaces - lead, set.count <= widest else {
                found.append(path)
                return
            }
            let followers = Array(Set(group.flatMap { graph.next[Int($0)] })).sorted()
            // Where nothing is behind and it may not end, no match comes this way.
            let ways = groups(followers, most: room)
            for way in ways { extend(path, way, &found, room: room / ways.count) }
        }

        /// The places before a group, as far as every match has them.
        private func before(_ group: [Int32]) -> [ByteSet] {
            var places: [ByteSet] = []
            var group = group
            while places.count < lead, !group.contains(where: { graph.isFirst[Int($0)] }) {
                group = Array(Set(group.flatMap { graph.previous[Int($0)] }))
                let set = set(of: group)
                guard set.isSubset(of: plain), set.count <= widest else { break }
                places.insert(set, at: 0)
            }
            return places
        }

        /// Without places at its ends that take nearly anything.
        private func trimmed(_ window: [ByteSet]) -> [ByteSet] {
            var window = window[...]
            while let last = window.last, last.count > widest { window.removeLast() }
            while let first = window.first, first.count > widest { window.removeFirst() }
            return Array(window)
        }
    }
}
