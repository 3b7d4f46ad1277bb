/// What is decided on one version of an object by itself.
public struct Judgement: Hashable, Sendable {
    /// Who may have it: members' codes, partners' names, `anyone`.
    public var readers: Set<String>
    /// The ids that it refers to, its own markings among them: who may not have one of these, as far as it is here, may not
    /// have it either; markings are listed that it is looked at again when one comes.
    public var references: [String]
    /// The markings among ``references``, which hold nothing back by themselves.
    public var markings: [String]
    /// The sharing groups whose collections it belongs to.
    public var groups: [String]
    /// `2.0` or `2.1`.
    public var specVersion: String

    /// A judgement.
    public init(
        readers: Set<String>, references: [String] = [], markings: [String] = [], groups: [String] = [],
        specVersion: String = "2.1"
    ) {
        self.readers = readers
        self.references = references
        self.markings = markings
        self.groups = groups
        self.specVersion = specVersion
    }
}
