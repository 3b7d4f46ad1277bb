/// A circle of things that refer to one another, by their numbers.
struct SigmaCircle {
    /// Its members that no circle before it has.
    var members: [Int]
    /// Its members in order, for people: all of a small circle, the first of a large one.
    var shown: [Int]
    /// How many members are not shown.
    var hiddenCount: Int

    private static let mostShown = 8

    /// `a → b → a`.
    func text(_ name: (Int) -> String) -> String {
        var names = shown.map(name)
        if hiddenCount > 0 { names.append("\(hiddenCount) more") }
        if let first = names.first { names.append(first) }
        return names.joined(separator: " → ")
    }

    /// Circles of a graph, so many that each node that is in a circle is a member of one of these or leads to one.
    ///
    /// - Parameter edges: what each node refers to.
    /// - Complexity: O(nodes + edges).
    static func all(in edges: [[Int]]) -> [SigmaCircle] {
        var circles: [SigmaCircle] = []
        /// Where an open node stands in the path; -1 for a new one, -2 for one that is done.
        var places = [Int](repeating: -1, count: edges.count)
        var isMember = [Bool](repeating: false, count: edges.count)
        for start in edges.indices where places[start] == -1 {
            var path: [(node: Int, next: Int)] = [(start, 0)]
            places[start] = 0
            while let (node, next) = path.last {
                guard next < edges[node].count else {
                    places[node] = -2
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = edges[node][next]
                if places[target] == -1 {
                    places[target] = path.count
                    path.append((target, 0))
                } else if places[target] >= 0, !isMember[node] {
                    let circle = path[places[target]...]
                    var members: [Int] = []
                    for (member, _) in circle.reversed() {
                        if isMember[member] { break }
                        isMember[member] = true
                        members.append(member)
                    }
                    let shown = circle.prefix(mostShown).map(\.node)
                    circles.append(
                        SigmaCircle(
                            members: members.reversed(), shown: shown, hiddenCount: circle.count - shown.count))
                }
            }
        }
        return circles
    }
}
