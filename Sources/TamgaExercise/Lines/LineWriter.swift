/// Writes lines of one source, one behind the other.
struct LineWriter: Sendable {
    private let lines: DialectLines
    private var times: TimeText
    private var random: ExerciseRandom
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// A writer with nothing written.
    init(_ lines: DialectLines, _ random: ExerciseRandom, capacity: Int = 0) {
        self.lines = lines
        self.random = random
        times = TimeText(offsetMinutes: lines.offsetMinutes)
        bytes.reserveCapacity(capacity)
    }

    /// Writes a line of any ordinary shape.
    ///
    /// - Parameter time: microseconds since 1970.
    mutating func ordinary(at time: Int64) {
        line(lines.ordinary[random.below(lines.ordinary.count)], at: time)
    }

    /// Writes a line of a shape whose places are filled from lists.
    @inline(__always)
    private mutating func line(_ shape: Int, at time: Int64) {
        let draws = (random.next(), random.next())
        for part in lines.shapes[shape].parts {
            switch part.kind {
            case .literal: lines.pool.append(part.index, to: &bytes)
            case .chosen: lines.pool.append(part.index + place(part.selector, draws), to: &bytes)
            case .free: lines.pool.append(part.index + random.below(part.count), to: &bytes)
            case .time: times.append(time, TimeStyle(rawValue: part.index) ?? .iso, to: &bytes)
            }
        }
        bytes.append(0x0A)
    }

    /// Writes a line of which some places have a given text. It draws from a generator of its own, so that ordinary
    /// lines are the same with and without it.
    ///
    /// - Parameter values: texts by the names of slots, as the dialect writes them.
    mutating func planted(
        _ shape: Int, _ values: [String: [UInt8]], at time: Int64, _ random: inout ExerciseRandom
    ) {
        let draws = (random.next(), random.next())
        let template = lines.shapes[shape]
        for (part, slot) in zip(template.parts, template.slots) {
            if part.kind != .literal, let value = values[slot] {
                bytes += value
                continue
            }
            switch part.kind {
            case .literal: lines.pool.append(part.index, to: &bytes)
            case .chosen: lines.pool.append(part.index + place(part.selector, draws), to: &bytes)
            case .free: lines.pool.append(part.index + random.below(part.count), to: &bytes)
            case .time: times.append(time, TimeStyle(rawValue: part.index) ?? .iso, to: &bytes)
            }
        }
        bytes.append(0x0A)
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

    @inline(__always)
    private func place(_ selector: Selector, _ draws: (UInt64, UInt64)) -> Int {
        let number = selector.rawValue
        let draw = number < Selector.perDraw ? draws.0 : draws.1
        let bits = Int(truncatingIfNeeded: draw >> UInt64(number % Selector.perDraw * Selector.bits))
        return lines.tails[number][bits]
    }
}
