extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-02-28T23:59:59Z`, with three or six fraction digits where they are not zero.
    public var description: String {
        let (year, month, day, hour, minute, second, microsecond) = civil
        var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        text += "T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        if microsecond % 1_000 != 0 {
            text += ".\(padded(microsecond, 6))"
        } else if microsecond != 0 {
            text += ".\(padded(microsecond / 1_000, 3))"
        }
        return text + "Z"
    }

    /// RFC 3339 in UTC with exactly three fraction digits, as STIX 2.1 §3.2 asks of `created` and `modified`.
    public var stix: String {
        let (year, month, day, hour, minute, second, microsecond) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
            + "T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(microsecond / 1_000, 3))Z"
    }

    /// Reads RFC 3339: `T`, `t` or a space between date and time, any number of fraction digits (those past
    /// the sixth are cut), `Z` or an offset. A bare date is its midnight; a missing zone is UTC.
    ///
    /// - Returns: `nil` where the text is anything else.
    public init?(rfc3339 text: some StringProtocol) {
        self.init(rfc3339Bytes: Array(text.utf8))
    }

    /// ``init(rfc3339:)`` over bytes.
    public init?(rfc3339Bytes bytes: [UInt8]) {
        var cursor = 0
        func peek() -> UInt8? { cursor < bytes.count ? bytes[cursor] : nil }
        func number(_ digits: Int) -> Int? {
            guard cursor + digits <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[cursor..<cursor + digits] {
                guard 0x30...0x39 ~= byte else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            cursor += digits
            return value
        }
        func skip(_ byte: UInt8) -> Bool {
            guard peek() == byte else { return false }
            cursor += 1
            return true
        }

        guard let year = number(4), skip(0x2D), let month = number(2), skip(0x2D), let day = number(2) else {
            return nil
        }
        guard let separator = peek() else {
            self.init(year: year, month: month, day: day)
            return
        }
        guard separator == 0x54 || separator == 0x74 || separator == 0x20 else { return nil }
        cursor += 1
        guard let hour = number(2), skip(0x3A), let minute = number(2), skip(0x3A), let second = number(2) else {
            return nil
        }
        var microsecond = 0
        if peek() == 0x2E || peek() == 0x2C {
            cursor += 1
            var scale = 100_000
            let first = cursor
            while let byte = peek(), 0x30...0x39 ~= byte {
                microsecond += Int(byte - 0x30) * scale
                scale /= 10
                cursor += 1
            }
            guard cursor > first else { return nil }
        }
        var offset = 0
        switch peek() {
        case nil: break
        case 0x5A, 0x7A: cursor += 1
        case let sign? where sign == 0x2B || sign == 0x2D:
            cursor += 1
            guard let hours = number(2) else { return nil }
            _ = skip(0x3A)
            guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
            offset = (hours * 60 + minutes) * (sign == 0x2D ? -1 : 1)
        default: return nil
        }
        guard cursor == bytes.count else { return nil }
        self.init(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: microsecond,
            offsetMinutes: offset)
    }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
