/// Input of a size that a limit bounds. Its name begins as the limit's row in docs/limits.md does.
struct LimitCase: Sendable, CustomStringConvertible {
    let description: String
    /// The limit's figure.
    let limit: Int
    /// True where input of that size is taken.
    let takes: @Sendable (Int) -> Bool

    init(_ what: String, _ limit: Int, _ takes: @escaping @Sendable (Int) -> Bool) {
        (description, self.limit, self.takes) = (what, limit, takes)
    }

    static let all: [LimitCase] = knowledge + patterns + rules + others

    /// A piece of text, so many times.
    static func text(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: max(0, count)) }

    /// Texts that are numbered from 0, with commas between.
    static func list(_ count: Int, _ name: (Int) -> String) -> String {
        (0..<count).map(name).joined(separator: ",")
    }
}
