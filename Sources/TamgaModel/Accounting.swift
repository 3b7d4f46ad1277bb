/// The identity that every run prints: records in = matched + unmatched + unparsed + late + refused.
public struct Accounting: Hashable, Sendable {
    /// Records that gave at least one hit.
    public var matched = 0
    /// Records that were searched and gave none.
    public var unmatched = 0
    /// Records that could not be read as what their format says.
    public var unparsed = 0
    /// Records that came after their window had closed.
    public var late = 0
    /// Records that were not searched, each with a ``Refusal``.
    public var refused = 0

    /// An empty account.
    public init() {}

    /// The sum of the parts.
    public var total: Int { matched + unmatched + unparsed + late + refused }

    /// Adds another account.
    public static func += (left: inout Accounting, right: Accounting) {
        left.matched += right.matched
        left.unmatched += right.unmatched
        left.unparsed += right.unparsed
        left.late += right.late
        left.refused += right.refused
    }
}
