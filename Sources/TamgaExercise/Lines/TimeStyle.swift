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

    /// As templates name it: `t.clf`.
    init?(slot: String) {
        guard slot.hasPrefix("t."), let style = Self.allCases.first(where: { "t.\($0)" == slot }) else { return nil }
        self = style
    }
}
