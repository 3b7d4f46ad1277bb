public import TamgaModel

/// A log of an exercise, written slice by slice; any slice can be written by itself, by any worker.
public struct ExerciseLog: Sendable {
    /// A span of time with so many ordinary lines.
    private struct Stretch: Sendable {
        let start: Int64
        let length: Int64
        let count: Int
    }

    /// The lines of a stretch at most.
    private static let longestStretch = 8_192
    /// The lines of a slice, unless a stretch has more: a slice is to fit into a cache, and to be worth a write.
    private static let longestSlice = 8_192

    /// The path in the exercise's folder, such as `logs/UZ/mail.log`.
    public let path: String
    /// In whose logs.
    public let member: MemberState
    /// The format's name.
    public let format: String
    let dialect: LogDialect
    private let lines: DialectLines
    /// The shape and slot that carry an indicator where a share of lines is to do so.
    private let carrier: (shape: Int, slot: String, isDomain: Bool)?
    private let stretches: [Stretch]
    /// The stretches of each slice.
    private let slices: [Range<Int>]
    private let planted: [PlantedRecord]
    private let seed: UInt64
    private let carriedMillionths: Int
    private let meanLength: Int

    /// How many slices there are, one at least.
    public var sliceCount: Int { slices.count }

    init(
        _ dialect: LogDialect, _ estate: MemberEstate, _ vocabulary: Vocabulary, bytes: Int, days: Int, seed: UInt64,
        carriedMillionths: Int, planted: [PlantedRecord]
    ) {
        self.dialect = dialect
        member = estate.member
        format = dialect.name
        path = "logs/\(estate.member.code)/\(dialect.file)"
        let lines = DialectLines(dialect, vocabulary, offsetMinutes: estate.profile.offsetMinutes)
        self.lines = lines
        carrier = dialect.carrier.map { (lines.shape($0.shape), $0.slot, $0.isDomain) }
        self.seed = ExerciseRandom.name("\(seed) \(path)")
        self.carriedMillionths = carriedMillionths
        self.planted = planted.sorted { ($0.time, $0.number) < ($1.time, $1.number) }

        var trial = LineWriter(lines, ExerciseRandom(self.seed, ExerciseRandom.name("length")))
        for _ in 0..<256 { trial.ordinary(at: ExerciseCalendar.start * 1_000_000) }
        meanLength = max(trial.count / 256, 1)
        let calendar = ExerciseCalendar(days: days, estate.profile, dialect.rhythm)
        stretches = Self.stretches(calendar, lines: bytes / meanLength)
        slices = Self.slices(stretches)
    }

    /// The hours of a log, a busy one in several stretches.
    private static func stretches(_ calendar: ExerciseCalendar, lines total: Int) -> [Stretch] {
        var stretches: [Stretch] = []
        for hour in 0..<calendar.hours {
            let count = calendar.lines(before: hour + 1, of: total) - calendar.lines(before: hour, of: total)
            let start = (ExerciseCalendar.start + Int64(hour) * 3_600) * 1_000_000
            let parts = max(1, (count + longestStretch - 1) / longestStretch)
            for part in 0..<parts {
                let from = start + 3_600_000_000 * Int64(part) / Int64(parts)
                let to = start + 3_600_000_000 * Int64(part + 1) / Int64(parts)
                let lines = count * (part + 1) / parts - count * part / parts
                stretches.append(Stretch(start: from, length: to - from, count: lines))
            }
        }
        return stretches
    }

    /// Quiet stretches together, so that a slice is no smaller than it has to be.
    private static func slices(_ stretches: [Stretch]) -> [Range<Int>] {
        var slices: [Range<Int>] = []
        var first = 0
        var lines = 0
        for (number, stretch) in stretches.enumerated() {
            if number > first, lines + stretch.count > longestSlice {
                slices.append(first..<number)
                first = number
                lines = 0
            }
            lines += stretch.count
        }
        slices.append(first..<stretches.count)
        return slices
    }

    /// Writes a slice. What stands in it depends on nothing but the exercise's settings and the slice's number.
    public func slice(_ number: Int) -> ExerciseSlice {
        let numbers = slices[number]
        let expected = stretches[numbers].reduce(0) { $0 + $1.count }
        // A slice begins with a log's header, as the first does, without having a time of its own.
        let header = number == 0 ? dialect.header : ""
        var writer = LineWriter(
            lines, ExerciseRandom(seed), header: header, capacity: expected * (meanLength + meanLength / 8) + 4_096)
        var places: [ExerciseSlice.Place] = []
        var line = header.utf8.count { $0 == 0x0A }
        var next = number == 0 ? 0 : firstPlanted(from: stretches[numbers.lowerBound].start)
        func writePlanted(before time: Int64) {
            while next < planted.count, planted[next].time < time {
                let record = planted[next]
                places.append(
                    ExerciseSlice.Place(
                        record: .planted(record.number), time: record.time, offset: writer.count, line: line))
                var random = ExerciseRandom(seed, ExerciseRandom.name("planted"), UInt64(record.number))
                var values = record.values.mapValues { dialect.escape.bytes($0) }
                if let query = values["query"], values["rest"] == nil { values["rest"] = [UInt8(ascii: "?")] + query }
                writer.planted(lines.shape(record.shape), values, at: record.time, &random)
                line += 1
                next += 1
            }
        }
        for number in numbers {
            let stretch = stretches[number]
            writer.draw(from: ExerciseRandom(seed, UInt64(number)))
            // Each line has its own part of the stretch, and stands anywhere in it: so lines are in order of time.
            for part in EvenParts(stretch.length, count: stretch.count) {
                let time = stretch.start + part.start + Int64(writer.below(Int(max(part.length, 1))))
                writePlanted(before: time)
                if let carrier, writer.happens(carriedMillionths) {
                    let value = writer.below(CarriedIndicators.count) * 2 + (carrier.isDomain ? 0 : 1)
                    places.append(
                        ExerciseSlice.Place(record: .carried(value), time: time, offset: writer.count, line: line))
                    writer.carrying(carrier.shape, carrier.slot, CarriedIndicators.bytes(value), at: time)
                } else {
                    writer.ordinary(at: time)
                }
                line += 1
            }
            writePlanted(before: number + 1 == stretches.count ? .max : stretch.start + stretch.length)
        }
        return ExerciseSlice(bytes: writer.take(), places: places, lines: line)
    }

    private func firstPlanted(from time: Int64) -> Int {
        planted.firstIndex { $0.time >= time } ?? planted.count
    }
}
