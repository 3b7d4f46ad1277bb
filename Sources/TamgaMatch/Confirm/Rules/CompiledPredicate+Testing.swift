import PCRE2
import TamgaLogs
import TamgaModel

extension CompiledPredicate {
    /// Whether one value satisfies the predicate; null and absence are the caller's.
    func verdict(_ value: RuleText, _ kind: RecordFields.Kind, _ scratch: inout MatchScratch) -> RuleVerdict {
        switch self {
        case .string(let pattern): return RuleVerdict(kind != .null && pattern.matches(value))
        case .number(let canonical, let text):
            return RuleVerdict(kind != .null && Self.isNumber(value, canonical: canonical, text: text))
        case .bool(let wanted):
            return RuleVerdict(kind != .null && Self.equals(value, wanted ? "true" : "false"))
        case .regex(let shared):
            guard kind != .null else { return .fails }
            do throws(PatternError) {
                // Safe: the value outlives the call.
                let span = unsafe UnsafeBufferPointer(start: value.base, count: value.count).span
                return RuleVerdict(try shared.pattern.isMatch(in: span, using: &scratch))
            } catch {
                return .undecided
            }
        case .cidr(let network, let length):
            return RuleVerdict(kind != .null && Self.isInside(value, network, length))
        case .compare(let comparison, let bound):
            guard kind != .null, let number = DecimalText.value(value) else { return .fails }
            return RuleVerdict(comparison.holds(number, bound))
        case .datePart(let part, let comparison, let bound):
            guard kind != .null, let found = Self.part(part, of: value) else { return .fails }
            return RuleVerdict(comparison.holds(found, bound))
        // What is left looks at the field as a whole.
        case .null, .exists, .field: return .fails
        }
    }

    /// Whether two values compare as two fields of a record do.
    static func compares(_ left: [UInt8], _ right: [UInt8], _ how: SigmaFieldComparison, isCased: Bool) -> Bool {
        let left = isCased ? left : CaseFolding.folded(left)
        let right = isCased ? right : CaseFolding.folded(right)
        return switch how {
        case .equal: left == right
        case .startsWith: left.starts(with: right)
        case .endsWith: left.count >= right.count && left.suffix(right.count).elementsEqual(right)
        case .contains: Rarity.contains(left, right)
        }
    }

    private static func equals(_ value: RuleText, _ word: StaticString) -> Bool {
        // Safe: a static string's bytes live for ever.
        unsafe value.count == word.utf8CodeUnitCount
            && value.holdsCaseless(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), at: 0)
    }

    private static func isNumber(_ value: RuleText, canonical: [UInt8]?, text: [UInt8]) -> Bool {
        if value.count == text.count {
            // Safe: the text outlives the call.
            let isText = unsafe text.withUnsafeBufferPointer { unsafe value.holdsCaseless($0, at: 0) }
            if isText { return true }
        }
        guard let canonical else { return false }
        return DecimalText.canonical(value) == canonical
    }

    /// An address by itself, IPv4 in IPv6 as IPv4.
    private static func isInside(_ value: RuleText, _ network: [UInt8], _ length: Int) -> Bool {
        guard 2...64 ~= value.count else { return false }
        var isColoned = false
        for index in 0..<value.count where value[index] == 0x3A { isColoned = true }
        guard let address = try? Observable(isColoned ? .ipv6Address : .ipv4Address, text: value.bytes),
            address.bytes.count == network.count
        else { return false }
        return (0..<length).allSatisfy { bit in
            (address.bytes[bit / 8] ^ network[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    private static func part(_ part: SigmaDatePart, of value: RuleText) -> Int? {
        guard value.count <= 128 else { return nil }
        let clock = RecordClock(newest: Timestamp(seconds: Timestamp.datedSeconds.upperBound - 86_400))
        // Safe: the value outlives the call.
        let span = unsafe UnsafeBufferPointer(start: value.base, count: value.count).span
        guard let time = clock.time(of: span) ?? TimeText.epoch(span) else { return nil }
        let civil = time.civil
        return switch part {
        case .minute: civil.minute
        case .hour: civil.hour
        case .day: civil.day
        case .week: time.week
        case .month: civil.month
        case .year: civil.year
        }
    }
}

/// A value that is nothing but a time in digits.
enum TimeText {
    /// Seconds since 1970, or milli-, micro- or nanoseconds, told by magnitude.
    static func epoch(_ text: Span<UInt8>) -> Timestamp? {
        guard [9, 10, 13, 16, 19].contains(text.count) else { return nil }
        var value: Int64 = 0
        for index in text.indices {
            guard TextByte.isDigit(text[index]) else { return nil }
            value = value &* 10 &+ Int64(text[index] - 0x30)
        }
        return switch text.count {
        case 9, 10: Timestamp(seconds: value)
        case 13: Timestamp(microseconds: value * 1_000)
        case 16: Timestamp(microseconds: value)
        default: Timestamp(microseconds: value / 1_000)
        }
    }
}

extension Timestamp {
    /// The week of the year by ISO 8601: week 1 holds the year's first Thursday.
    var week: Int {
        let day = (microseconds - ((microseconds % 86_400_000_000) + 86_400_000_000) % 86_400_000_000) / 86_400_000_000
        // 1970-01-01 was a Thursday; Monday is day 0 of a week.
        let weekday = ((day + 3) % 7 + 7) % 7
        let thursday = Timestamp(microseconds: (day - weekday + 3) * 86_400_000_000)
        let year = thursday.civil.year
        guard let first = Timestamp(year: year, month: 1, day: 1) else { return 0 }
        return Int((thursday.microseconds - first.microseconds) / 86_400_000_000) / 7 + 1
    }
}
