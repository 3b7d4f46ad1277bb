import TamgaModel

/// Writes times of one zone; a second is put together once, and lines of it add their fraction.
struct TimeText: Sendable {
    private let offsetMinutes: Int
    private var seconds = [Int64](repeating: .min, count: TimeStyle.allCases.count)
    private var fronts = [[UInt8]](repeating: [], count: TimeStyle.allCases.count)
    private let zone: [UInt8]
    private let zoneWithColon: [UInt8]

    /// Times of a zone.
    ///
    /// - Parameter offsetMinutes: what the clock shows minus UTC.
    init(offsetMinutes: Int) {
        self.offsetMinutes = offsetMinutes
        let sign = offsetMinutes < 0 ? "-" : "+"
        let hours = Self.digits(abs(offsetMinutes) / 60, 2)
        let minutes = Self.digits(abs(offsetMinutes) % 60, 2)
        zone = Array(sign.utf8) + hours + minutes
        zoneWithColon = Array(sign.utf8) + hours + [UInt8(ascii: ":")] + minutes
    }

    /// Appends a time.
    ///
    /// - Parameter time: microseconds since 1970, not before.
    mutating func append(_ time: Int64, _ style: TimeStyle, to line: inout [UInt8]) {
        let second = time / 1_000_000
        if seconds[style.rawValue] != second {
            seconds[style.rawValue] = second
            fronts[style.rawValue] = front(second, style)
        }
        line.append(contentsOf: fronts[style.rawValue])
        let fraction = Int(time % 1_000_000)
        switch style {
        case .rfc3164, .w3c: break
        case .clf:
            line.append(UInt8(ascii: " "))
            line.append(contentsOf: zone)
        case .epochMilliseconds: Self.three(fraction / 1_000, to: &line)
        case .epoch3, .utc:
            line.append(UInt8(ascii: "."))
            Self.three(fraction / 1_000, to: &line)
        case .epoch6: Self.six(fraction, to: &line)
        case .iso:
            line.append(UInt8(ascii: "."))
            Self.three(fraction / 1_000, to: &line)
            line.append(UInt8(ascii: "Z"))
        case .iso7:
            Self.six(fraction, to: &line)
            line.append(UInt8(ascii: "0"))
            line.append(UInt8(ascii: "Z"))
        case .rfc3339:
            Self.six(fraction, to: &line)
            line.append(contentsOf: zoneWithColon)
        case .eve:
            Self.six(fraction, to: &line)
            line.append(contentsOf: zone)
        }
    }

    private static let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ").map {
        Array($0.utf8)
    }

    /// All of a time but its fraction and what stands behind that.
    private func front(_ instant: Int64, _ style: TimeStyle) -> [UInt8] {
        let isLocal = style == .rfc3339 || style == .clf || style == .eve
        let shown = isLocal ? instant + Int64(offsetMinutes) * 60 : instant
        let (year, month, day, hour, minute, second, _) = Timestamp(seconds: shown).civil
        let clock =
            Self.digits(hour, 2) + [UInt8(ascii: ":")] + Self.digits(minute, 2) + [UInt8(ascii: ":")]
            + Self.digits(second, 2)
        let date =
            Self.digits(year, 4) + [UInt8(ascii: "-")] + Self.digits(month, 2) + [UInt8(ascii: "-")]
            + Self.digits(day, 2)
        switch style {
        case .rfc3164:
            let padded = day < 10 ? [UInt8(ascii: " ")] + Self.digits(day, 1) : Self.digits(day, 2)
            return Self.months[month - 1] + [UInt8(ascii: " ")] + padded + [UInt8(ascii: " ")] + clock
        case .clf:
            return Self.digits(day, 2) + [UInt8(ascii: "/")] + Self.months[month - 1] + [UInt8(ascii: "/")]
                + Self.digits(year, 4) + [UInt8(ascii: ":")] + clock
        case .epoch3, .epoch6, .epochMilliseconds: return Array(String(shown).utf8)
        case .utc, .w3c: return date + [UInt8(ascii: " ")] + clock
        case .rfc3339, .iso, .iso7, .eve: return date + [UInt8(ascii: "T")] + clock
        }
    }

    private static func digits(_ value: Int, _ width: Int) -> [UInt8] {
        var digits = Array(String(value).utf8)
        while digits.count < width { digits.insert(UInt8(ascii: "0"), at: 0) }
        return digits
    }

    @inline(__always)
    private static func three(_ value: Int, to line: inout [UInt8]) {
        line.append(UInt8(truncatingIfNeeded: 0x30 + value / 100))
        line.append(UInt8(truncatingIfNeeded: 0x30 + value / 10 % 10))
        line.append(UInt8(truncatingIfNeeded: 0x30 + value % 10))
    }

    @inline(__always)
    private static func six(_ value: Int, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "."))
        three(value / 1_000, to: &line)
        three(value % 1_000, to: &line)
    }
}
