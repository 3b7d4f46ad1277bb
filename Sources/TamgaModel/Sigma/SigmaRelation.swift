/// How a rule relates to another: an entry of `related`. Nothing is matched by it.
public struct SigmaRelation: Hashable, Sendable {
    /// What this rule is to the other.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Made from it; both may be used.
        case derived
        /// In its place.
        case obsolete
        /// Made from it and from others.
        case merged
        /// The same rule; the other id is its former one.
        case renamed
        /// Alike.
        case similar
    }

    /// What this rule is to the other.
    public var kind: Kind
    /// The other rule's id, in lower case.
    public var id: String

    /// A relation.
    public init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }
}
