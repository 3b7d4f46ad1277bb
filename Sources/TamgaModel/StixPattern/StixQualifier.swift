/// A qualifier of an observation expression (STIX 2.1 §9.5.2).
public enum StixQualifier: Hashable, Sendable {
    /// All observations within so many seconds; above zero.
    case within(seconds: Double)
    /// As many times, each time by other observations; at least 1.
    case repeats(Int)
    /// All observations in `[start, stop)`.
    case between(start: Timestamp, stop: Timestamp)
}
