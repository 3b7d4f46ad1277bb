/// Writes lines of one source, one behind the other.
struct LineWriter: Sendable {
    private let lines: DialectLines
    private var times: TimeText
    private var random: ExerciseRandom
    /// What has been written, and room behind it.
    private var buffer: [UInt8]
    /// How many bytes have been written.
    private(set) var count: Int

    /// A writer that has written a log's header, or nothing.
    init(_ lines: DialectLines, _ random: ExerciseRandom, header: String = "", capacity: Int = 0) {
        self.lines = lines
        self.random = random
        times = lines.times
        count = header.utf8.count
        buffer = [UInt8](repeating: 0, count: count + capacity)
        buffer.replaceSubrange(..<count, with: header.utf8)
    }

    /// Hands over what has been written; then nothing is.
    mutating func take() -> [UInt8] {
        buffer.removeLast(buffer.count - count)
        defer { (buffer, count) = ([], 0) }
        return buffer
    }

    /// Draws from another generator from now on.
    mutating func draw(from random: ExerciseRandom) { self.random = random }

    /// Writes a line of any ordinary shape, whose places are filled from lists.
    ///
    /// - Parameter time: microseconds since 1970.
    mutating func ordinary(at time: Int64) {
        let shape = lines.ordinary[random.below(lines.ordinary.count)]
        makeRoom(lines.longest)
        Self.write(lines, shape, at: time, &times, &random, to: &buffer, at: &count) { _ in nil }
    }

    /// Writes a line of which some places have a given text. It draws from a generator of its own, so that ordinary
    /// lines are the same with and without it.
    ///
    /// - Parameter values: texts by the names of slots, as the dialect writes them.
    mutating func planted(
        _ shape: Int, _ values: [String: [UInt8]], at time: Int64, _ random: inout ExerciseRandom
    ) {
        let slots = lines.slots
        makeRoom(lines.longest + lines.shapes[shape].count * values.values.reduce(0) { max($0, $1.count) })
        Self.write(lines, shape, at: time, &times, &random, to: &buffer, at: &count) { values[slots[$0]] }
    }

    /// Writes a line of which one place has a given text.
    mutating func carrying(_ shape: Int, _ slot: String, _ value: [UInt8], at time: Int64) {
        var own = random
        planted(shape, [slot: value], at: time, &own)
        random = own
    }

    /// True by a chance in a million.
    mutating func happens(_ millionths: Int) -> Bool { millionths > 0 && random.below(1_000_000) < millionths }

    /// Any number below a bound.
    mutating func below(_ bound: Int) -> Int { random.below(bound) }

    /// Makes room for so many bytes and the word that is moved at last.
    private mutating func makeRoom(_ bytes: Int) {
        let missing = count + bytes + TextPool.Word.scalarCount - buffer.count
        if missing > 0 { buffer.append(contentsOf: repeatElement(0, count: max(missing, buffer.count / 2))) }
    }

    /// Writes a line to a buffer that has room for it.
    ///
    /// - Parameters:
    ///   - end: how many bytes of the buffer are written; it is moved.
    ///   - given: the text that stands in a part's slot whatever the lists have.
    @inline(__always)
    private static func write(
        _ lines: DialectLines, _ shape: Int, at time: Int64, _ times: inout TimeText, _ random: inout ExerciseRandom,
        to buffer: inout [UInt8], at end: inout Int, given: (Int) -> [UInt8]?
    ) {
        let draws = (random.next(), random.next())
        var bytes = buffer.mutableSpan
        // Safe: the elements are bytes, of which any is valid; the span checks each place.
        var line = unsafe bytes.mutableBytes
        for place in lines.shapes[shape] {
            let part = lines.parts[place]
            lines.pool.write(part.literal, to: &line, at: &end)
            if let text = given(place) {
                for byte in text {
                    line.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
                    end += 1
                }
                continue
            }
            switch part.slot {
            case .chosen(let first, let selector):
                lines.pool.write(first + lines.choice(selector, draws), to: &line, at: &end)
            case .free(let first, let count): lines.pool.write(first + random.below(count), to: &line, at: &end)
            case .time(let style): times.write(time, style, to: &line, at: &end)
            case .end: break
            }
        }
    }
}
