/// A comparison expression of a STIX pattern: what one observation must satisfy (STIX 2.1 §9.6).
public indirect enum StixComparison: Hashable, Sendable {
    /// A test of one object path.
    case test(StixPropertyTest)
    /// All of them, on the same observation; two operands or more.
    case and([StixComparison])
    /// One of them; two operands or more.
    case or([StixComparison])
}
