public import TamgaModel

/// A log of an exercise, written slice by slice; any slice can be written by itself, by any worker.
public struct ExerciseLog: Sendable {
    /// A span of time with so many ordinary lines.
    private struct Stretch: Sendable {
        let start: Int64
        let length: Int64
        let count: Int
    }

    /// The lines of a slice at most, about: a slice is to fit into a cache.
    private static let longestSlice = 8_192

    /// The path in the exercise's folder, such as `logs/UZ/mail.log`.
    public let path: String
    /// In whose logs.
    public let member: MemberState
    /// The format's name.
    public let format: String
    let dialect: LogDialect
    private let lines: DialectLines
    private let spans: [Stretch]
    private let planted: [PlantedRecord]
    private let seed: UInt64
    private let carriedMillionths: Int
    private let meanLength: Int

    /// How many slices there are.
    public var sliceCount: Int { spans.count }

    init(
        _ dialect: LogDialect, _ estate: MemberEstate, bytes: Int, days: Int, seed: UInt64, carriedMillionths: Int,
        planted: [PlantedRecord]
    ) {
        self.dialect = dialect
        member = estate.member
        format = dialect.name
        path = "logs/\(estate.member.code)/\(dialect.file)"
        lines = DialectLines(dialect, estate, seed: seed)
        self.seed = ExerciseRandom.name("\(seed) \(path)")
        self.carriedMillionths = dialect.carrier == nil ? 0 : carriedMillionths
        self.planted = planted.sorted { ($0.time, $0.number) < ($1.time, $1.number) }

        var trial = LineWriter(lines, ExerciseRandom(self.seed, ExerciseRandom.name("length")))
        for _ in 0..<256 { trial.ordinary(at: ExerciseCalendar.start * 1_000_000) }
        meanLength = max(trial.bytes.count / 256, 1)
        let calendar = ExerciseCalendar(days: days, estate.profile, dialect.rhythm)
        let total = bytes / meanLength
        var spans: [Stretch] = []
        for hour in 0..<calendar.hours {
            let count = calendar.lines(before: hour + 1, of: total) - calendar.lines(before: hour, of: total)
            let start = (ExerciseCalendar.start + Int64(hour) * 3_600) * 1_000_000
            let parts = max(1, (count + Self.longestSlice - 1) / Self.longestSlice)
            for part in 0..<parts {
                let from = start + 3_600_000_000 * Int64(part) / Int64(parts)
                let to = start + 3_600_000_000 * Int64(part + 1) / Int64(parts)
                let lines = count * (part + 1) / parts - count * part / parts
                spans.append(Stretch(start: from, length: to - from, count: lines))
            }
        }
        self.spans = spans
    }

    /// Writes a slice. What stands in it depends on nothing but the exercise's settings and the slice's number.
    public func slice(_ number: Int) -> ExerciseSlice {
        let span = spans[number]
        var writer = LineWriter(
            lines, ExerciseRandom(seed, UInt64(number)), capacity: span.count * (meanLength + meanLength / 4) + 4_096)
        var places: [ExerciseSlice.Place] = []
        var line = 0
        // A slice begins with a log's header, as the first does, without having a time of its own.
        let header = number == 0 ? Array(dialect.header.utf8) : []
        line += header.count { $0 == 0x0A }
        var next = firstPlanted(from: span.start, isFirst: number == 0)
        func plantedBefore(_ time: Int64) -> PlantedRecord? {
            next < planted.count && planted[next].time < time ? planted[next] : nil
        }
        func write(_ record: PlantedRecord) {
            places.append(
                ExerciseSlice.Place(
                    record: .planted(record.number), time: record.time, offset: header.count + writer.bytes.count,
                    line: line))
            var random = ExerciseRandom(seed, ExerciseRandom.name("planted"), UInt64(record.number))
            var values = record.values.mapValues { dialect.escape.bytes($0) }
            if let query = values["query"], values["rest"] == nil { values["rest"] = [UInt8(ascii: "?")] + query }
            writer.planted(lines.shape(record.shape), values, at: record.time, &random)
            line += 1
            next += 1
        }
        for index in 0..<span.count {
            // Each line has its own part of the span, and stands anywhere in it: so lines are in order of time.
            let from = span.length * Int64(index) / Int64(span.count)
            let room = span.length * Int64(index + 1) / Int64(span.count) - from
            let time = span.start + from + Int64(writer.below(Int(max(room, 1))))
            while let record = plantedBefore(time) { write(record) }
            if let carrier = dialect.carrier, writer.happens(carriedMillionths) {
                let value = writer.below(CarriedIndicators.count) * 2 + (carrier.isDomain ? 0 : 1)
                places.append(
                    ExerciseSlice.Place(
                        record: .carried(value), time: time, offset: header.count + writer.bytes.count, line: line))
                writer.carrying(lines.shape(carrier.shape), carrier.slot, CarriedIndicators.bytes(value), at: time)
            } else {
                writer.ordinary(at: time)
            }
            line += 1
        }
        let end = number + 1 == spans.count ? Int64.max : span.start + span.length
        while let record = plantedBefore(end) { write(record) }
        return ExerciseSlice(bytes: header.isEmpty ? writer.bytes : header + writer.bytes, places: places, lines: line)
    }

    private func firstPlanted(from time: Int64, isFirst: Bool) -> Int {
        isFirst ? 0 : planted.firstIndex { $0.time >= time } ?? planted.count
    }
}
