/// A STIX pattern as a syntax tree (STIX 2.1 part 9).
///
/// It says what was written, in the order written, without parentheses; nothing is simplified or judged.
public struct StixPattern: Hashable, Sendable {
    /// The outermost observation expression.
    public var root: StixObservation

    /// A pattern.
    public init(root: StixObservation) { self.root = root }
}
