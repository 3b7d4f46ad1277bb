/// The ways in which logs write a time.
enum TimeStyle: Int, CaseIterable, Sendable {
    /// `Nov  2 09:12:11`, in UTC, without a year (RFC 3164).
    case rfc3164
    /// `2026-11-02T14:12:11.123456+05:00`, local.
    case rfc3339
    /// `02/Nov/2026:14:12:11 +0500`, local.
    case clf
    /// `1793610731.123`.
    case epoch3
    /// `1793610731.123456`.
    case epoch6
    /// `1793610731123`.
    case epochMilliseconds
    /// `2026-11-02T09:12:11.123Z`.
    case iso
    /// `2026-11-02T09:12:11.1234560Z`.
    case iso7
    /// `2026-11-02 09:12:11.123`, in UTC.
    case utc
    /// `2026-11-02 09:12:11`, in UTC.
    case w3c
    /// `2026-11-02T14:12:11.123456+0500`, local.
    case eve

    /// What a style shows of a second's parts, and how many bytes from its beginning.
    enum Fraction: Sendable {
        case none
        case thousandths(Int)
        case millionths(Int)
    }

    /// As templates name it: `t.clf`.
    init?(slot: String) {
        guard slot.hasPrefix("t."), let style = Self.allCases.first(where: { "t.\($0)" == slot }) else { return nil }
        self = style
    }

    /// True where it shows the member's clock.
    var isLocal: Bool {
        switch self {
        case .rfc3339, .clf, .eve: true
        default: false
        }
    }

    /// How many bytes from its beginning the clock stands; `nil` where it counts seconds since 1970.
    var clock: Int? {
        switch self {
        case .epoch3, .epoch6, .epochMilliseconds: nil
        case .rfc3164: 7
        case .clf: 12
        default: 11
        }
    }

    /// What it shows of a second's parts.
    var fraction: Fraction {
        switch self {
        case .rfc3164, .clf, .w3c: .none
        case .epochMilliseconds: .thousandths(10)
        case .epoch3: .thousandths(11)
        case .epoch6: .millionths(11)
        case .iso, .utc: .thousandths(20)
        case .rfc3339, .iso7, .eve: .millionths(20)
        }
    }
}
