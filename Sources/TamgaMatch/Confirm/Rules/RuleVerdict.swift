/// Whether something holds of a record; where a pattern ran into its limit that is not known, and stays so unless the
/// rest decides (Kleene's three values, in this order).
enum RuleVerdict: UInt8, Comparable {
    case fails
    case undecided
    case holds

    init(_ holds: Bool) { self = holds ? .holds : .fails }

    /// The least true first.
    @inline(__always)
    static func < (left: RuleVerdict, right: RuleVerdict) -> Bool { left.rawValue < right.rawValue }

    /// The other way round; what is not known stays so.
    @inline(__always)
    var inverted: RuleVerdict {
        switch self {
        case .fails: .holds
        case .undecided: .undecided
        case .holds: .fails
        }
    }
}
