/// Why a text is not a STIX pattern, and where.
public struct StixPatternError: Error, Hashable, Sendable {
    /// The offset in UTF-8 bytes at which the text stops being a pattern.
    public let offset: Int
    /// What is wrong, and what was expected, as half a sentence.
    public let reason: String
}

extension StixPatternError: CustomStringConvertible {
    /// Half a sentence for a refusal.
    public var description: String { "\(reason) at byte \(offset)" }
}
