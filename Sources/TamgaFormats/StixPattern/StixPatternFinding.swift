/// Something about a pattern that parses which its author should know.
public struct StixPatternFinding: Hashable, Sendable {
    /// The offset in UTF-8 bytes of what is meant.
    public let offset: Int
    /// What is wrong, as half a sentence.
    public let reason: String
    /// True where the pattern is invalid for it, false where it only cannot mean what its author meant.
    public let isError: Bool
}
