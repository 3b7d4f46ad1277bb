import TamgaModel

/// The forms in which logs write a time, each read at one place of a record.
enum TimeForms {
    /// A time and the first byte after it.
    typealias Found = (time: Timestamp, end: Int)

    /// A run of digits of exactly this length.
    static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, start + count <= text.count else { return nil }
        var value = 0
        for index in start..<start + count {
            guard text[index].isDigit else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }

    static func byte(_ text: Span<UInt8>, _ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    /// A three-letter English month.
    static func month(_ text: Span<UInt8>, _ start: Int) -> Int? {
        guard start + 3 <= text.count else { return nil }
        let key =
            UInt32(text[start].lowered) << 16 | UInt32(text[start + 1].lowered) << 8 | UInt32(text[start + 2].lowered)
        switch key {
        case 0x6A616E: return 1
        case 0x666562: return 2
        case 0x6D6172: return 3
        case 0x617072: return 4
        case 0x6D6179: return 5
        case 0x6A756E: return 6
        case 0x6A756C: return 7
        case 0x617567: return 8
        case 0x736570: return 9
        case 0x6F6374: return 10
        case 0x6E6F76: return 11
        case 0x646563: return 12
        default: return nil
        }
    }

    /// `hh:mm:ss`, a fraction behind `.` or `,`.
    static func clock(
        _ text: Span<UInt8>, _ start: Int
    ) -> (hour: Int, minute: Int, second: Int, microsecond: Int, end: Int)? {
        guard let hour = number(text, start, 2), byte(text, start + 2) == 0x3A, let minute = number(text, start + 3, 2),
            byte(text, start + 5) == 0x3A, let second = number(text, start + 6, 2)
        else { return nil }
        var end = start + 8
        guard !byte(text, end).isDigit else { return nil }
        var microsecond = 0
        if byte(text, end) == 0x2E || byte(text, end) == 0x2C, byte(text, end + 1).isDigit {
            end += 1
            var scale = 100_000
            while byte(text, end).isDigit {
                microsecond += Int(text[end] - 0x30) * scale
                scale /= 10
                end += 1
            }
        }
        return (hour, minute, second, microsecond, end)
    }

    /// `Z`, `+05:00`, `-0600`, `+05`, ` UTC`, ` GMT`, all but `Z` with or without a space before.
    static func zone(_ text: Span<UInt8>, _ start: Int) -> (minutes: Int, end: Int) {
        if byte(text, start) | 0x20 == 0x7A, !byte(text, start + 1).isLetter { return (0, start + 1) }
        let index = byte(text, start) == 0x20 ? start + 1 : start
        let sign = byte(text, index)
        if sign == 0x2B || sign == 0x2D, let hours = number(text, index + 1, 2), hours < 24 {
            let colon = byte(text, index + 3) == 0x3A ? 1 : 0
            if let minutes = number(text, index + 3 + colon, 2), minutes < 60,
                !byte(text, index + 5 + colon).isDigit
            {
                return ((hours * 60 + minutes) * (sign == 0x2D ? -1 : 1), index + 5 + colon)
            }
            if index == start, colon == 0, !byte(text, index + 3).isDigit {
                return (hours * 60 * (sign == 0x2D ? -1 : 1), index + 3)
            }
        }
        return (0, start)
    }

    /// `2026-11-23T12:00:00.5Z`, with a space, tab or `_` for the `T`, `/` or `.` for the `-`, any zone or none.
    static func iso8601(_ text: Span<UInt8>, _ start: Int) -> Found? {
        guard let year = number(text, start, 4), year >= 1970 else { return nil }
        let separator = byte(text, start + 4)
        guard separator == 0x2D || separator == 0x2F || separator == 0x2E, let month = number(text, start + 5, 2),
            byte(text, start + 7) == separator, let day = number(text, start + 8, 2)
        else { return nil }
        switch byte(text, start + 10) {
        case 0x54, 0x74, 0x20, 0x09, 0x5F, 0x2D: break
        default: return nil
        }
        guard let clock = clock(text, start + 11) else { return nil }
        let zone = zone(text, clock.end)
        return Timestamp(
            year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
            microsecond: clock.microsecond, offsetMinutes: zone.minutes
        ).map { ($0, zone.end) }
    }

    /// `20261123T120000Z`.
    static func basicISO8601(_ text: Span<UInt8>, _ start: Int) -> Found? {
        guard let year = number(text, start, 4), year >= 1970, let month = number(text, start + 4, 2),
            let day = number(text, start + 6, 2), byte(text, start + 8) == 0x54,
            let hour = number(text, start + 9, 2), let minute = number(text, start + 11, 2),
            let second = number(text, start + 13, 2)
        else { return nil }
        let zone = zone(text, start + 15)
        return Timestamp(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second,
            offsetMinutes: zone.minutes
        ).map { ($0, zone.end) }
    }

    /// Apache's `10/Oct/2000:13:55:36 -0700`, also with a space before the clock, `-` between the parts.
    static func apache(_ text: Span<UInt8>, _ start: Int) -> Found? {
        let single = number(text, start, 2) == nil ? 1 : 2
        let separator = byte(text, start + single)
        guard let day = number(text, start, single), separator == 0x2F || separator == 0x2D || separator == 0x20,
            let month = month(text, start + single + 1), byte(text, start + single + 4) == separator,
            let year = number(text, start + single + 5, 4), year >= 1970
        else { return nil }
        let gap = byte(text, start + single + 9)
        guard gap == 0x3A || gap == 0x20, let clock = clock(text, start + single + 10) else { return nil }
        let zone = zone(text, clock.end)
        return Timestamp(
            year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
            microsecond: clock.microsecond, offsetMinutes: zone.minutes
        ).map { ($0, zone.end) }
    }

    /// Suricata's `07/11/2022-10:29:01.860293`: month, day, year, told from other orders by the `-`.
    static func suricata(_ text: Span<UInt8>, _ start: Int) -> Found? {
        guard let month = number(text, start, 2), byte(text, start + 2) == 0x2F, let day = number(text, start + 3, 2),
            byte(text, start + 5) == 0x2F, let year = number(text, start + 6, 4), year >= 1970,
            byte(text, start + 10) == 0x2D, let clock = clock(text, start + 11)
        else { return nil }
        return Timestamp(
            year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
            microsecond: clock.microsecond
        ).map { ($0, clock.end) }
    }

    /// `Nov  3 12:00:00`, `Nov 23 2026 12:00:00`, `Nov 23 12:00:00 2026`, `Nov 23, 2026 12:00:00`, a weekday
    /// before it or not. Without a year, the newest one that does not put the time after `latest`.
    static func english(_ text: Span<UInt8>, _ start: Int, latest: Timestamp) -> Found? {
        var index = start
        if month(text, index) == nil || byte(text, index + 3) != 0x20 {
            for _ in 0..<3 where !byte(text, index).isLetter { return nil }
            guard byte(text, index + 1).isLetter, byte(text, index + 2).isLetter else { return nil }
            index += 3
            if byte(text, index) == 0x2C { index += 1 }
            guard byte(text, index) == 0x20 else { return nil }
            index += 1
        }
        guard let month = month(text, index), byte(text, index + 3) == 0x20 else { return nil }
        index += 4
        if byte(text, index) == 0x20 { index += 1 }
        let digits = number(text, index, 2) == nil ? 1 : 2
        guard let day = number(text, index, digits) else { return nil }
        index += digits
        if byte(text, index) == 0x2C { index += 1 }
        guard byte(text, index) == 0x20 else { return nil }
        index += 1
        var year: Int?
        if let stated = number(text, index, 4), byte(text, index + 4) == 0x20 {
            year = stated
            index += 5
        }
        guard let clock = clock(text, index) else { return nil }
        var end = clock.end
        if year == nil, byte(text, end) == 0x20, let stated = number(text, end + 1, 4), 1970...2200 ~= stated,
            !byte(text, end + 5).isDigit, !byte(text, end + 5).isLetter, byte(text, end + 5) != 0x2E
        {
            year = stated
            end += 5
        }
        func time(_ year: Int) -> Timestamp? {
            Timestamp(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
                microsecond: clock.microsecond)
        }
        if let year { return time(year).map { ($0, end) } }
        let newest = latest.civil.year
        for candidate in stride(from: newest, to: newest - 9, by: -1) {
            if let found = time(candidate), found <= latest { return (found, end) }
        }
        return nil
    }

    /// Seconds since 1970 with or without a fraction, or milli-, micro- or nanoseconds, told by magnitude:
    /// 9 or 10, 13, 16 or 19 digits.
    static func epoch(_ text: Span<UInt8>, _ start: Int) -> Found? {
        var end = start
        var value: Int64 = 0
        while byte(text, end).isDigit, end - start < 20 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(text[end] - 0x30))
            guard !overflow, !carry else { return nil }
            value = sum
            end += 1
        }
        let scale: Int64
        switch end - start {
        case 9, 10: scale = 1_000_000
        case 13: scale = 1_000
        case 16: scale = 1
        case 19: return (Timestamp(microseconds: value / 1_000), end)
        default: return nil
        }
        value *= scale
        if byte(text, end) == 0x2E, byte(text, end + 1).isDigit {
            end += 1
            var part = scale / 10
            while byte(text, end).isDigit {
                value += Int64(text[end] - 0x30) * part
                part /= 10
                end += 1
            }
        }
        return (Timestamp(microseconds: value), end)
    }

    /// Any written form, none of bare digits only.
    static func written(_ text: Span<UInt8>, _ start: Int, latest: Timestamp) -> Found? {
        let first = byte(text, start)
        if first.isDigit {
            return iso8601(text, start) ?? apache(text, start) ?? suricata(text, start) ?? basicISO8601(text, start)
        }
        return first.isLetter ? english(text, start, latest: latest) : nil
    }

    /// The end of the time in a syslog header that begins at `start`.
    static func syslogHeader(_ text: Span<UInt8>, at start: Int) -> Int? {
        let latest = Timestamp(seconds: Timestamp.datedSeconds.upperBound)
        if byte(text, start).isLetter { return english(text, start, latest: latest)?.end }
        // Of the ISO forms, only the one with a `T`: a plain date and clock are no syslog header.
        guard byte(text, start + 10) == 0x54 else { return nil }
        return iso8601(text, start)?.end
    }
}
