import TamgaModel
import TamgaYAML

/// The searches of a detection or a filter, by name.
struct SigmaSearches {
    /// One search.
    struct Search {
        var entry: YAMLEntry
        /// `nil` where it could not be read: the condition may name it all the same.
        var expression: SigmaExpression?
        var testCount: Int
        var isUsed = false
    }

    /// In the order of the file.
    private(set) var names: [String] = []
    private(set) var byName: [String: Search] = [:]

    mutating func add(_ entry: YAMLEntry, _ expression: SigmaExpression?, tests: Int) {
        names.append(entry.name)
        byName[entry.name] = Search(entry: entry, expression: expression, testCount: tests)
    }

    mutating func use(_ name: String) -> Search? {
        byName[name]?.isUsed = true
        return byName[name]
    }

    /// The searches that no condition names.
    var unused: [YAMLEntry] { names.compactMap { byName[$0] }.filter { !$0.isUsed }.map(\.entry) }

    /// The names that a pattern with `*` stands for; `them` is all. Names that begin with `_` are outside both, unless
    /// the pattern begins so.
    func names(matching pattern: String) -> [String] {
        let pattern = pattern == "them" ? "*" : pattern
        return names.filter { name in
            (pattern.hasPrefix("_") || !name.hasPrefix("_")) && Self.matches(Array(pattern.utf8), Array(name.utf8))
        }
    }

    /// Whether a pattern with `*` fits the whole of a name.
    ///
    /// - Complexity: O(pattern × name).
    private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var (at, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while place < name.count {
            if at < pattern.count, pattern[at] == 0x2A {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == name[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.pattern + 1
                place = last.name + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == 0x2A }
    }
}
