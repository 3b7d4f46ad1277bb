/// A qualifier of an observation expression (STIX 2.1 §9.5.1).
public enum StixQualifier: Hashable, Sendable {
    /// All observations within so long a time; above zero.
    case within(Duration)
    /// As many times, each time by other observations; at least 1.
    case repeats(Int)
    /// All observations in `[start, stop)`.
    case between(start: StixInstant, stop: StixInstant)
}
