public import TamgaModel

/// How a language writes numbers, dates and sizes; each is a key of its catalogue.
package enum WritingForm: String, CaseIterable, Sendable {
    /// What stands between groups of three digits.
    case group = "format.group"
    /// What stands before the fraction.
    case decimal = "format.decimal"
    /// A share, with `{n}`.
    case percent = "format.percent"
    /// A share below half of one in a hundred.
    case lessThanOnePercent = "format.percent.small"
    /// A date, with `{d}`, `{dd}`, `{m}`, `{mm}`, `{month}`, `{yyyy}`.
    case date = "format.date"
    /// A day without its year.
    case day = "format.day"
    /// A time of day, with `{hh}` and `{mi}`.
    case time = "format.time"
    /// A date and a time, with `{date}` and `{time}`.
    case moment = "format.moment"
    /// The short names of the twelve months, with blanks between them.
    case months = "format.months"
    /// The units of sizes from bytes up, each a thousand of the one before, with blanks between them.
    case units = "format.units"
    /// A size, with `{n}` and `{unit}`.
    case size = "format.size"
    /// The units of spans of time from nanoseconds up to seconds, each a thousand of the one before, with blanks between.
    case durations = "format.durations"
}

extension Catalogue {
    /// A whole number with its digits in groups of three: `1,234,567`, `1 234 567`. Four digits are grouped too, so that
    /// columns stand alike.
    public func number(_ number: Int) -> String {
        let separator = form(.group)
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "−" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += separator }
            text.append(digit)
        }
        return text
    }

    /// A part of a whole in whole per cent.
    public func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0, part > 0 else { return Self.filled(form(.percent), ["n": "0"]) }
        let percent = (Double(part) * 100 / Double(whole)).rounded()
        if percent < 1 { return form(.lessThanOnePercent) }
        return Self.filled(form(.percent), ["n": number(Int(percent))])
    }

    /// A size in bytes, in the largest unit of which there is one, with one digit of fraction: `5.2 MB`.
    public func size(_ bytes: Int) -> String {
        let units = form(.units).split(separator: " ").map(String.init)
        var unit = 0
        var scale = 1
        while bytes / scale >= 1_000, unit + 1 < units.count {
            scale *= 1_000
            unit += 1
        }
        let tenths = unit == 0 ? 0 : (bytes % scale) * 10 / scale
        let number = number(bytes / scale) + (unit == 0 ? "" : form(.decimal) + String(tenths))
        return Self.filled(form(.size), ["n": number, "unit": units.indices.contains(unit) ? units[unit] : ""])
    }

    /// A span of time with one digit of fraction, in the largest unit of which there is one: `1.5 ms`. What is shorter
    /// than a nanosecond, or no number, is `0`.
    public func duration(_ seconds: Double) -> String {
        let units = form(.durations).split(separator: " ").map(String.init)
        guard seconds.isFinite, seconds >= 1e-9, seconds < 1e9 else { return "0" }
        var tenths = Int((seconds * 1e10).rounded())
        var unit = 0
        while tenths >= 10_000, unit + 1 < units.count {
            tenths /= 1_000
            unit += 1
        }
        let number = number(tenths / 10) + form(.decimal) + String(tenths % 10)
        return Self.filled(form(.size), ["n": number, "unit": units.indices.contains(unit) ? units[unit] : ""])
    }

    /// The date in UTC.
    public func date(_ time: Timestamp) -> String { Self.filled(form(.date), parts(time)) }

    /// The day and month in UTC.
    public func day(_ time: Timestamp) -> String { Self.filled(form(.day), parts(time)) }

    /// The hour and minute in UTC.
    public func hour(_ time: Timestamp) -> String { Self.filled(form(.time), parts(time)) }

    /// The date, hour and minute in UTC.
    public func moment(_ time: Timestamp) -> String {
        Self.filled(form(.moment), ["date": date(time), "time": hour(time)])
    }

    private func parts(_ time: Timestamp) -> [String: String] {
        let civil = time.civil
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let months = form(.months).split(separator: " ").map(String.init)
        let year = String(civil.year)
        return [
            "d": String(civil.day), "dd": two(civil.day), "m": String(civil.month), "mm": two(civil.month),
            "month": months.indices.contains(civil.month - 1) ? months[civil.month - 1] : two(civil.month),
            "yyyy": String(repeating: "0", count: max(0, 4 - year.count)) + year, "hh": two(civil.hour),
            "mi": two(civil.minute),
        ]
    }
}
