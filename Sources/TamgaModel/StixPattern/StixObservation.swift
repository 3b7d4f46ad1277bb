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
