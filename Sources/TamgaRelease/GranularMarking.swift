/// A marking on parts of an object (STIX 2.1 §7.2.3).
public struct GranularMarking: Hashable, Sendable {
    /// The marking definition's id.
    public var marking: String
    /// The parts.
    public var selectors: [Selector]

    /// A marking on parts.
    public init(marking: String, selectors: [Selector]) {
        self.marking = marking
        self.selectors = selectors
    }

    /// One part of an object.
    public struct Selector: Hashable, Sendable {
        /// The path as the object writes it, such as `labels.[1]`.
        public var path: String
        /// What it selects.
        public var target: Target

        /// A part.
        public init(path: String, target: Target) {
            self.path = path
            self.target = target
        }
    }

    /// What a selector selects.
    public enum Target: Hashable, Sendable {
        /// A part without which the object is still one of its type.
        case optional
        /// A property that the type requires, or a part of one; for observables also what their id is made from.
        case required
        /// Nothing that the object has: what the marking protects is not known.
        case nothing
    }
}
