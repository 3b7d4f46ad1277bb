/// Which reading of STIX patterns holds where the specification and its reference implementation differ.
///
/// `docs/stix-patterns.md` names each difference.
public enum StixSemantics: String, Hashable, Sendable, CaseIterable {
    /// The specification's text (STIX 2.1 part 9).
    case text
    /// What OASIS' cti-pattern-matcher and cti-pattern-validator do.
    case reference
}
