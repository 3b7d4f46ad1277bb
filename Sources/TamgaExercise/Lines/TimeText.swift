import TamgaModel

/// Writes times of one zone: a day is put together once, and times of it put their clock and fraction in.
struct TimeText: Sendable {
    /// A day as a style writes it, with noughts where clock and fraction stand.
    private struct Day: Sendable {
        /// Its midnight as the style shows it, in seconds since 1970.
        var start = Int64.min / 2
        var text = TextPool.Word()
        var count = 0
    }

    private static let dayLength: Int64 = 86_400

    private let offset: Int64
    private let zone: String
    private let zoneWithColon: String
    /// The day that was written last, by the style's number.
    private var days = [Day](repeating: Day(), count: TimeStyle.allCases.count)

    /// Times of a zone.
    ///
    /// - Parameter offsetMinutes: what the clock shows minus UTC.
    init(offsetMinutes: Int) {
        offset = Int64(offsetMinutes) * 60
        let sign = offsetMinutes < 0 ? "-" : "+"
        let hours = Self.digits(abs(offsetMinutes) / 60)
        let minutes = Self.digits(abs(offsetMinutes) % 60)
        zone = sign + hours + minutes
        zoneWithColon = "\(sign)\(hours):\(minutes)"
    }

    /// Writes a time to a line's end, which it moves. Behind it there is to be room for a word.
    ///
    /// - Parameter time: microseconds since 1970, of a second with ten digits.
    @inline(__always)
    mutating func write(_ time: Int64, _ style: TimeStyle, to line: inout MutableRawSpan, at end: inout Int) {
        let (second, fraction) = time.quotientAndRemainder(dividingBy: 1_000_000)
        let shown = style.isLocal ? second + offset : second
        if !(0..<Self.dayLength ~= shown - days[style.rawValue].start) {
            days[style.rawValue] = day(of: shown, style)
        }
        let day = days[style.rawValue]
        line.storeBytes(of: day.text, toByteOffset: end, as: TextPool.Word.self)
        if let clock = style.clock {
            let (minutes, second) = Int(shown - day.start).quotientAndRemainder(dividingBy: 60)
            let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
            Self.pair(hour, to: &line, at: end + clock)
            Self.pair(minute, to: &line, at: end + clock + 3)
            Self.pair(second, to: &line, at: end + clock + 6)
        } else {
            var rest = Int(second)
            for place in stride(from: end + 8, through: end, by: -2) {
                Self.pair(rest % 100, to: &line, at: place)
                rest /= 100
            }
        }
        let thousandths = Int(fraction) / 1_000
        switch style.fraction {
        case .none: break
        case .thousandths(let place):
            Self.pair(thousandths / 10, to: &line, at: end + place)
            line.storeBytes(of: UInt8(0x30 + thousandths % 10), toByteOffset: end + place + 2, as: UInt8.self)
        case .millionths(let place):
            Self.pair(Int(fraction) / 10_000, to: &line, at: end + place)
            Self.pair(Int(fraction) / 100 % 100, to: &line, at: end + place + 2)
            Self.pair(Int(fraction) % 100, to: &line, at: end + place + 4)
        }
        end += day.count
    }

    /// The day of an instant.
    private func day(of instant: Int64, _ style: TimeStyle) -> Day {
        let (year, month, day, _, _, _, _) = Timestamp(seconds: instant).civil
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let name = months[month - 1]
        let date = "\(year)-\(Self.digits(month))-\(Self.digits(day))"
        let text =
            switch style {
            case .rfc3164: "\(name) \(day < 10 ? " " : "")\(day) 00:00:00"
            case .rfc3339: "\(date)T00:00:00.000000\(zoneWithColon)"
            case .clf: "\(Self.digits(day))/\(name)/\(year):00:00:00 \(zone)"
            case .epoch3: "0000000000.000"
            case .epoch6: "0000000000.000000"
            case .epochMilliseconds: "0000000000000"
            case .iso: "\(date)T00:00:00.000Z"
            case .iso7: "\(date)T00:00:00.0000000Z"
            case .utc: "\(date) 00:00:00.000"
            case .w3c: "\(date) 00:00:00"
            case .eve: "\(date)T00:00:00.000000\(zone)"
            }
        return Day(
            start: instant - instant % Self.dayLength, text: TextPool.word(text.utf8), count: text.utf8.count)
    }

    /// A number below 100 with two digits.
    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Writes a number below 100 with two digits.
    @inline(__always)
    private static func pair(_ number: Int, to line: inout MutableRawSpan, at place: Int) {
        let (tens, ones) = UInt16(truncatingIfNeeded: number).quotientAndRemainder(dividingBy: 10)
        line.storeBytes(of: (0x3030 | tens | ones << 8).littleEndian, toByteOffset: place, as: UInt16.self)
    }
}
