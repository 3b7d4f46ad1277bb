/// A test of the values that an object path reaches.
public struct StixPropertyTest: Hashable, Sendable {
    /// The path.
    public var path: StixObjectPath
    /// True under `NOT`.
    public var isNegated: Bool
    /// What is asked of the values.
    public var condition: Condition

    /// What can be asked of a value (STIX 2.1 §9.6.1).
    public enum Condition: Hashable, Sendable {
        case equal(StixLiteral)
        case notEqual(StixLiteral)
        case less(StixLiteral)
        case lessOrEqual(StixLiteral)
        case greater(StixLiteral)
        case greaterOrEqual(StixLiteral)
        case isIn([StixLiteral])
        /// SQL's `LIKE` with `%` and `_`.
        case like(String)
        /// A PCRE pattern, unanchored.
        case matches(String)
        /// An address or network within this network.
        case isSubset(String)
        /// A network that holds this address or network.
        case isSuperset(String)
        case exists
    }

    /// A test.
    public init(path: StixObjectPath, isNegated: Bool = false, condition: Condition) {
        self.path = path
        self.isNegated = isNegated
        self.condition = condition
    }
}
