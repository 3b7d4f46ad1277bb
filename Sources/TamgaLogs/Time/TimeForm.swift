import TamgaModel

/// A time written in `strftime` letters, compiled.
///
/// Known are `%Y %y %m %b %B %d %e %j %H %I %M %S %p %f %z %Z %s %a %A %T %F %D %R %n %t %%`; `%f` is a fraction of
/// a second of any length, `%Z` a zone's name, of which only UTC, GMT and Z are known. A blank stands for any blanks.
struct TimeForm: Sendable {
    private enum Step: Sendable {
        case literal(UInt8)
        case blanks
        case letter(UInt8)
    }

    private let steps: [Step]

    /// `nil` where a letter is not known.
    init?(_ form: String) {
        var steps: [Step] = []
        var bytes = Array(form.utf8)[...]
        let short: [UInt8: String] = [0x54: "%H:%M:%S", 0x46: "%Y-%m-%d", 0x44: "%m/%d/%y", 0x52: "%H:%M"]
        while let byte = bytes.popFirst() {
            guard byte == 0x25 else {
                steps.append(byte == 0x20 ? .blanks : .literal(byte))
                continue
            }
            guard let letter = bytes.popFirst() else { return nil }
            if let long = short[letter] {
                bytes = Array(long.utf8)[...] + bytes
            } else if letter == 0x25 {
                steps.append(.literal(0x25))
            } else if letter == 0x6E || letter == 0x74 {
                steps.append(.blanks)
            } else {
                guard "YymbBdejHIMSpfzZsaA".utf8.contains(letter) else { return nil }
                steps.append(.letter(letter))
            }
        }
        self.steps = steps
    }

    private struct Parts {
        var year: Int?
        var month = 1
        var day = 1
        var dayOfYear: Int?
        var hour = 0
        var minute = 0
        var second = 0
        var microsecond = 0
        var isAfternoon: Bool?
        var offset = 0
        var epoch: Timestamp?
    }

    /// The time that a text begins with; `nil` where it does not fit.
    ///
    /// - Parameter latest: a time without a year gets the newest year that does not put it after this.
    func time(_ text: Span<UInt8>, latest: Timestamp) -> Timestamp? {
        var parts = Parts()
        var index = 0
        for step in steps {
            switch step {
            case .literal(let byte):
                guard index < text.count, text[index] == byte else { return nil }
                index += 1
            case .blanks:
                guard index < text.count, text[index] == 0x20 || text[index] == 0x09 else { return nil }
                index = JSONSketch.afterBlanks(text, index)
            case .letter(let letter):
                guard Self.read(letter, text, &index, &parts) else { return nil }
            }
        }
        return Self.time(parts, latest)
    }

    private static func read(_ letter: UInt8, _ text: Span<UInt8>, _ index: inout Int, _ parts: inout Parts) -> Bool {
        func number(_ most: Int) -> Int? {
            var value: Int?
            let end = min(text.count, index + most)
            while index < end, text[index].isDigit {
                value = (value ?? 0) * 10 + Int(text[index] - 0x30)
                index += 1
            }
            return value
        }
        func set(_ place: WritableKeyPath<Parts, Int>, _ value: Int?) -> Bool {
            guard let value else { return false }
            parts[keyPath: place] = value
            return true
        }
        switch letter {
        case 0x59:
            parts.year = number(4)
            return parts.year != nil
        case 0x79:
            parts.year = number(2).map { $0 < 69 ? 2_000 + $0 : 1_900 + $0 }
            return parts.year != nil
        case 0x6D: return set(\.month, number(2))
        case 0x62, 0x42:
            guard let month = TimeForms.month(text, index) else { return false }
            parts.month = month
            index += 3
            while letter == 0x42, index < text.count, text[index].isLetter { index += 1 }
            return true
        case 0x64, 0x65:
            if index < text.count, text[index] == 0x20 { index += 1 }
            return set(\.day, number(2))
        case 0x6A:
            parts.dayOfYear = number(3)
            return parts.dayOfYear != nil
        case 0x48, 0x49: return set(\.hour, number(2))
        case 0x4D: return set(\.minute, number(2))
        case 0x53: return set(\.second, number(2))
        case 0x70:
            guard index + 1 < text.count, text[index + 1].lowered == 0x6D else { return false }
            parts.isAfternoon = text[index].lowered == 0x70
            index += 2
            return true
        case 0x66:
            var scale = 100_000
            let start = index
            while index < text.count, text[index].isDigit {
                parts.microsecond += Int(text[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            return index > start
        case 0x7A:
            let zone = TimeForms.zone(text, index)
            parts.offset = zone.minutes
            defer { index = zone.end }
            return zone.end > index
        case 0x73:
            guard let epoch = TimeForms.epoch(text, index) else { return false }
            parts.epoch = epoch.time
            index = epoch.end
            return true
        default:
            // Names of days and zones.
            let start = index
            while index < text.count, text[index].isLetter { index += 1 }
            return index > start
        }
    }

    private static func time(_ parts: Parts, _ latest: Timestamp) -> Timestamp? {
        if let epoch = parts.epoch { return epoch }
        var hour = parts.hour
        if let isAfternoon = parts.isAfternoon {
            guard 1...12 ~= hour else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        func time(_ year: Int) -> Timestamp? {
            let isOfYear = parts.dayOfYear != nil
            guard
                let start = Timestamp(
                    year: year, month: isOfYear ? 1 : parts.month, day: isOfYear ? 1 : parts.day, hour: hour,
                    minute: parts.minute, second: parts.second, microsecond: parts.microsecond,
                    offsetMinutes: parts.offset)
            else { return nil }
            guard let day = parts.dayOfYear else { return start }
            let days = Timestamp(year: year, month: 2, day: 29) == nil ? 365 : 366
            guard 1...days ~= day else { return nil }
            return Timestamp(microseconds: start.microseconds + Int64(day - 1) * 86_400_000_000)
        }
        if let year = parts.year { return time(year) }
        let newest = latest.civil.year
        for year in stride(from: newest, to: newest - 9, by: -1) {
            if let found = time(year), found <= latest { return found }
        }
        return nil
    }
}
