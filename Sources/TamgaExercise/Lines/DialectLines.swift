/// A dialect with a member's vocabulary, ready to write lines.
struct DialectLines: Sendable {
    let pool: TextPool
    /// The parts of all shapes, one behind the other, and the names of their slots.
    let parts: [LineTemplate.Part]
    let slots: [String]
    /// The parts of each shape.
    let shapes: [Range<Int>]
    /// Shapes as often as each is written on an ordinary day.
    let ordinary: [Int]
    /// Bytes that a line has at most whose places are filled from lists.
    let longest: Int
    /// Times in the member's zone.
    let times: TimeText
    /// The shares of each selector, one behind the other.
    private let shares: [UInt16]
    private let names: [String]

    /// Compiles a dialect's shapes.
    init(_ dialect: LogDialect, _ vocabulary: Vocabulary, offsetMinutes: Int) {
        var lists = DialectLists(vocabulary, dialect.escape)
        let templates = dialect.shapes.map { LineTemplate($0.template, into: &lists) }
        pool = lists.pool
        parts = templates.flatMap(\.parts)
        slots = templates.flatMap(\.names)
        var shapes: [Range<Int>] = []
        for template in templates {
            let first = shapes.last?.upperBound ?? 0
            shapes.append(first..<first + template.parts.count)
        }
        self.shapes = shapes
        longest = templates.reduce(0) { max($0, $1.longest) }
        ordinary = dialect.shapes.enumerated().flatMap { number, shape in
            [Int](repeating: number, count: shape.weight)
        }
        times = TimeText(offsetMinutes: offsetMinutes)
        shares = vocabulary.tails.flatMap(\.places)
        names = dialect.shapes.map(\.name)
    }

    /// The place of a shape. One that the dialect does not have is a mistake of the program's.
    func shape(_ name: String) -> Int {
        guard let place = names.firstIndex(of: name) else { preconditionFailure("no shape is called \(name)") }
        return place
    }

    /// Which text of its lists a selector chooses for a line that drew two numbers.
    @inline(__always)
    func choice(_ selector: Selector, _ draws: (UInt64, UInt64)) -> Int {
        let number = selector.rawValue
        let isFirst = number < Selector.perDraw
        let draw = isFirst ? draws.0 : draws.1
        let shift = (isFirst ? number : number - Selector.perDraw) * Selector.bits
        let bits = Int(truncatingIfNeeded: draw >> UInt64(truncatingIfNeeded: shift)) & (HeavyTail.size - 1)
        return Int(shares[number * HeavyTail.size + bits])
    }
}
