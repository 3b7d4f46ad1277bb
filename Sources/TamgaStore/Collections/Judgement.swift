/// What is decided on one version of an object by itself.
public struct Judgement: Hashable, Sendable {
    /// Who may have it: members' codes, partners' names, `anyone`.
    public var readers: Set<String>
    /// The ids that it refers to, its markings among them. Who may not have one of these, as far as it is here, may not
    /// have the object either, and it is judged anew when one that is a marking comes or changes.
    public var references: [String]
    /// The sharing groups whose collections it belongs to.
    public var groups: [String]
    /// `2.0` or `2.1`.
    public var specVersion: String

    /// A judgement; without readers nobody has it.
    public init(
        readers: Set<String> = [], references: [String] = [], groups: [String] = [], specVersion: String = "2.1"
    ) {
        self.readers = readers
        self.references = references
        self.groups = groups
        self.specVersion = specVersion
    }
}
