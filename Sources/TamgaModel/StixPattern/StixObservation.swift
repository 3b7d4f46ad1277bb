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

    /// What stands in each `[…]`, in the order written.
    public var comparisons: [StixComparison] {
        switch self {
        case .single(let comparison): [comparison]
        case .and(let operands), .or(let operands), .followedBy(let operands): operands.flatMap(\.comparisons)
        case .qualified(let operand, _): operand.comparisons
        }
    }
}
