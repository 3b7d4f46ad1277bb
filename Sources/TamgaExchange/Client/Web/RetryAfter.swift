public import TamgaModel

/// When a server wants to be asked again: after some seconds, or at a time (RFC 9110 §10.2.3).
public enum RetryAfter: Hashable, Sendable {
    /// After so many seconds.
    case seconds(Int)
    /// At a time.
    case at(Timestamp)

    /// Reads a header: seconds, or a date in one of the three forms of RFC 9110 §5.6.7; `nil` for anything else.
    public init?(_ text: String) {
        let trimmed = text.split(separator: " ").joined(separator: " ")
        if let seconds = Int(trimmed), seconds >= 0 {
            self = .seconds(min(seconds, 1_000_000_000))
        } else if let time = Self.date(trimmed) {
            self = .at(time)
        } else {
            return nil
        }
    }

    /// Milliseconds from now on; 0 for a time that has passed.
    public func milliseconds(from now: Timestamp) -> Int {
        switch self {
        case .seconds(let seconds): seconds * 1_000
        case .at(let time): max(0, Int((time.microseconds - now.microseconds + 999) / 1_000))
        }
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String) -> Timestamp? {
        let words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard words.count == 5 || words.count == 6 && words[5] == "gmt" else { return nil }
        let isAsctime = words.count == 5
        let monthAt = isAsctime ? 1 : 2
        guard let month = months.firstIndex(of: words[monthAt]), let day = Int(words[isAsctime ? 2 : 1]),
            var year = Int(words[isAsctime ? 4 : 3])
        else { return nil }
        if year < 100 { year += year < 70 ? 2_000 : 1_900 }
        let clock = words[isAsctime ? 3 : 4].split(separator: ":").map { Int($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2] else { return nil }
        return Timestamp(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }
}
