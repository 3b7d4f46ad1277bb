/// A split that cannot be read as it was asked for: what is wrong, and what to do.
public struct SplitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, with the range where it matters.
    public let place: String
    /// Half a sentence.
    public let reason: String

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    /// `place: reason`.
    public var description: String { "\(place): \(reason)" }
}
