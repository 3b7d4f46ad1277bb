/// An instant, in microseconds since 1970-01-01T00:00:00Z on the proleptic Gregorian calendar
/// without leap seconds. Covers years 0001 to 9999.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch.
    public let microseconds: Int64

    /// An instant from microseconds since the Unix epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// An instant from whole seconds since the Unix epoch.
    public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    /// Earlier first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}

extension Timestamp {
    /// The whole seconds of all instants that have a date: years 0001 to 9999.
    public static let datedSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// The microseconds of all instants that have a date.
    public static let dated = datedSeconds.lowerBound * 1_000_000...datedSeconds.upperBound * 1_000_000 + 999_999

    /// The instant of whole seconds since the Unix epoch, or the one with a date that is nearest: a file system may hold any
    /// number.
    public init(nearestToSeconds seconds: Int64) {
        self.init(seconds: min(max(seconds, Self.datedSeconds.lowerBound), Self.datedSeconds.upperBound))
    }

    /// An instant from a civil date and time. `nil` where a field is out of its range, or the instant in UTC is not one of
    /// ``dated``; second 60 is taken as the first instant of the next minute (RFC 3339 §5.7 allows it).
    ///
    /// - Parameters:
    ///   - microsecond: 0 ..< 1,000,000.
    ///   - offsetMinutes: what the clock shows minus UTC, such as 300 for `+05:00`.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0,
        offsetMinutes: Int = 0
    ) {
        guard 1...9999 ~= year, 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day, 0...23 ~= hour,
            0...59 ~= minute, 0...60 ~= second, 0..<1_000_000 ~= microsecond, -1440...1440 ~= offsetMinutes
        else { return nil }
        let days = Self.daysFromEpoch(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + (minute - offsetMinutes) * 60 + second
        let microseconds = Int64(seconds) * 1_000_000 + Int64(microsecond)
        guard Self.dated ~= microseconds else { return nil }
        self.init(microseconds: microseconds)
    }

    /// The civil date and time in UTC.
    public var civil: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int) {
        let seconds = Int((microseconds - ((microseconds % 1_000_000) + 1_000_000) % 1_000_000) / 1_000_000)
        let microsecond = Int(microseconds - Int64(seconds) * 1_000_000)
        let ofDay = ((seconds % 86_400) + 86_400) % 86_400
        let (year, month, day) = Self.civilDay(fromEpochDay: (seconds - ofDay) / 86_400)
        return (year, month, day, ofDay / 3_600, ofDay / 60 % 60, ofDay % 60, microsecond)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01, counted in eras of 400 years that begin on 1 March, so that the leap
    /// day is the last day of its year.
    private static func daysFromEpoch(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let era = marchYear / 400
        let ofEra = marchYear - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func civilDay(fromEpochDay epochDay: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = epochDay + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, ofYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
