/// A pattern for paths: `*` is any run within a component, `**` any run across components, `?` one character.
///
/// It is held against the whole path and against every tail of it that begins a component, so that `logs/kz/*`
/// covers `/srv/logs/kz/auth.log`.
struct PathGlob: Sendable {
    private let pattern: [UInt8]

    /// A glob; every text is one.
    init(_ text: String) {
        pattern = Array(text.utf8)
    }

    /// Whether the glob covers a path.
    func covers(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        if matches(bytes[...]) { return true }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
            if matches(bytes[(index + 1)...]) { return true }
        }
        return false
    }

    /// - Complexity: O(*pattern* × *path*): one row of reachable pattern positions a byte.
    private func matches(_ path: ArraySlice<UInt8>) -> Bool {
        var reached = closure([0])
        for byte in path {
            var next: Set<Int> = []
            for at in reached where at < pattern.count {
                switch pattern[at] {
                case UInt8(ascii: "*"):
                    if isDoubleStar(at) || byte != UInt8(ascii: "/") { next.insert(at) }
                case UInt8(ascii: "?"):
                    if byte != UInt8(ascii: "/") { next.insert(at + 1) }
                case byte: next.insert(at + 1)
                default: break
                }
            }
            reached = closure(next)
            if reached.isEmpty { return false }
        }
        return reached.contains(pattern.count)
    }

    /// Adds the positions behind stars, which match nothing as well.
    private func closure(_ positions: Set<Int>) -> Set<Int> {
        var closed = positions
        var open = Array(positions)
        while let at = open.popLast() {
            guard at < pattern.count, pattern[at] == UInt8(ascii: "*") else { continue }
            let behind = isDoubleStar(at) ? at + 2 : at + 1
            if closed.insert(behind).inserted { open.append(behind) }
            // `**/` also covers no folder at all.
            if isDoubleStar(at), behind < pattern.count, pattern[behind] == UInt8(ascii: "/"),
                closed.insert(behind + 1).inserted
            {
                open.append(behind + 1)
            }
        }
        return closed
    }

    private func isDoubleStar(_ at: Int) -> Bool {
        at + 1 < pattern.count && pattern[at] == UInt8(ascii: "*") && pattern[at + 1] == UInt8(ascii: "*")
    }
}
