/// A dialect with a member's vocabulary, ready to write lines.
struct DialectLines: Sendable {
    let pool: TextPool
    let shapes: [LineTemplate]
    /// Shapes as often as each is written on an ordinary day.
    let ordinary: [Int]
    let tails: [HeavyTail]
    let offsetMinutes: Int
    private let names: [String]

    /// Compiles a dialect's shapes.
    init(_ dialect: LogDialect, _ estate: MemberEstate, seed: UInt64) {
        var vocabulary = Vocabulary(estate, dialect.escape, seed: seed)
        // What only a planted line has; ordinary shapes do not name it.
        for slot in ["comm", "exe", "a0", "a1", "a2"] { vocabulary.addConstant(slot, "-") }
        var pool = vocabulary.pool
        shapes = dialect.shapes.map { LineTemplate($0.template, vocabulary, into: &pool) }
        self.pool = pool
        ordinary = dialect.shapes.enumerated().flatMap { number, shape in
            [Int](repeating: number, count: shape.weight)
        }
        tails = vocabulary.tails
        offsetMinutes = estate.profile.offsetMinutes
        names = dialect.shapes.map(\.name)
    }

    /// The place of a shape. One that the dialect does not have is a mistake of the program's.
    func shape(_ name: String) -> Int {
        guard let place = names.firstIndex(of: name) else { preconditionFailure("no shape is called \(name)") }
        return place
    }
}
