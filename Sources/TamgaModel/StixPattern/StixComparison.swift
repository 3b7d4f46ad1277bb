/// A comparison expression of a STIX pattern: what one observation must satisfy (STIX 2.1 §9.6).
public indirect enum StixComparison: Hashable, Sendable {
    /// A test of one object path.
    case test(StixPropertyTest)
    /// All of them, on the same observation; two operands or more.
    case and([StixComparison])
    /// One of them; two operands or more.
    case or([StixComparison])
}

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

/// A constant of a STIX pattern (STIX 2.1 §9.2).
public enum StixLiteral: Hashable, Sendable {
    /// `'…'`, its escapes decoded.
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    /// `t'…'` as written: the grammar has dates, such as 30 February, that no calendar has.
    case timestamp(String)
    /// `h'…'`.
    case hex([UInt8])
    /// `b'…'`, decoded.
    case binary([UInt8])
}
