/// What found a record: an indicator or a rule.
public enum FoundBy: Hashable, Comparable, Sendable {
    /// An indicator, by its canonical value; one that states a pattern by its id.
    case indicator(String)
    /// A rule or a correlation, by its id.
    case rule(String)
}
