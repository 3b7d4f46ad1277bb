public import TamgaModel

/// Whether one object goes to one recipient, and why.
public struct ReleaseDecision: Hashable, Sendable {
    /// True where it goes.
    public var isReleased: Bool { withheldBecause == nil }
    /// Why it goes; `nil` where it does not.
    public let releasedBecause: ReleaseReason?
    /// Why it does not go; `nil` where it does.
    public let withheldBecause: ReleaseReason?
    /// The level that counted: the strictest that is stated, else the community's default.
    public let level: Marking
    /// Of what goes, the parts that must not, in the object's order.
    public let withheldParts: [Part]

    /// A part that must not go with the object.
    public struct Part: Hashable, Sendable {
        /// The selector, as the object writes it.
        public var path: String
        /// Why not.
        public var reason: ReleaseReason
    }

    static func release(_ reason: ReleaseReason, _ level: Marking, without parts: [Part] = []) -> ReleaseDecision {
        ReleaseDecision(releasedBecause: reason, withheldBecause: nil, level: level, withheldParts: parts)
    }

    /// What nobody can read counts as the strictest level.
    static func withhold(_ reason: ReleaseReason, _ level: Marking = .red) -> ReleaseDecision {
        ReleaseDecision(releasedBecause: nil, withheldBecause: reason, level: level, withheldParts: [])
    }

    /// The reason, whichever it is.
    public var reason: ReleaseReason { withheldBecause ?? releasedBecause ?? .unknownRecipient }
}
