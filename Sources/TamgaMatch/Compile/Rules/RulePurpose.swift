/// What becomes of a rule's matches.
public struct RulePurpose: Hashable, Sendable {
    /// The rule's number in the events that it gives.
    public var number: Int
    /// They are hits.
    public var isReported: Bool
    /// They are events for correlations, with the values of these fields; `nil` where no correlation asks for the rule.
    public var eventFields: [String]?

    /// A purpose: hits only, unless it is said otherwise.
    public init(number: Int, isReported: Bool = true, eventFields: [String]? = nil) {
        self.number = number
        self.isReported = isReported
        self.eventFields = eventFields
    }
}
