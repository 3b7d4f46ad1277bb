public import TamgaModel

/// What a marking definition says of who may have what it marks.
public struct MarkingDefinition: Hashable, Sendable {
    /// `marking-definition--uuid`.
    public var id: String
    /// What kind of marking it is.
    public var kind: Kind
    /// The members that it names; `nil` where it names none.
    public var recipients: Set<MemberState>?
    /// True where several definitions of the id are known that do not say the same.
    public internal(set) var isContested = false

    /// The kinds.
    public enum Kind: Hashable, Sendable {
        /// A TLP level.
        case level(Marking)
        /// A statement without a level: words that travel with the object.
        case statement
        /// Something that is not understood, by its name: a statement with a TLP label that is none, another
        /// language of markings, nothing at all.
        case opaque(String)
    }

    /// A definition.
    public init(id: String, kind: Kind, recipients: Set<MemberState>? = nil) {
        self.id = id
        self.kind = kind
        self.recipients = recipients
    }

    /// This definition and another of the same id: the stricter of the two in every part, and contested unless they say the
    /// same.
    public func stricter(_ other: MarkingDefinition) -> MarkingDefinition {
        var both = self
        both.isContested = isContested || other.isContested || kind != other.kind || recipients != other.recipients
        switch (kind, other.kind) {
        case (.opaque, _): break
        case (_, .opaque): both.kind = other.kind
        case (.level(let left), .level(let right)): both.kind = .level(max(left, right))
        case (.statement, .level): both.kind = other.kind
        default: break
        }
        if let theirs = other.recipients { both.recipients = recipients?.intersection(theirs) ?? theirs }
        return both
    }
}
