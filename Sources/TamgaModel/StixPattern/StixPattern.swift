/// A STIX pattern as a syntax tree (STIX 2.1 part 9).
///
/// It says what was written, in the order written, without parentheses; nothing is simplified or judged.
public struct StixPattern: Hashable, Sendable {
    /// The outermost observation expression.
    public var root: StixObservation

    /// A pattern.
    public init(root: StixObservation) { self.root = root }
}

/// An observation expression of a STIX pattern: what must be seen, together or in order (STIX 2.1 §9.5).
public indirect enum StixObservation: Hashable, Sendable {
    /// `[…]`: one observation that satisfies a comparison.
    case single(StixComparison)
    /// Both, in different observations; two operands or more.
    case and([StixObservation])
    /// One of them; two operands or more.
    case or([StixObservation])
    /// Each after the one before it; two operands or more.
    case followedBy([StixObservation])
    /// An expression under a qualifier.
    case qualified(StixObservation, StixQualifier)
}

/// A qualifier of an observation expression (STIX 2.1 §9.5.2).
public enum StixQualifier: Hashable, Sendable {
    /// All observations within so many seconds; above zero.
    case within(seconds: Double)
    /// As many times, each time by other observations; at least 1.
    case repeats(Int)
    /// All observations in `[start, stop)`.
    case between(start: Timestamp, stop: Timestamp)
}
