/// A rule of which it is not known whether it matches some records: a pattern ran into its limit there.
public struct UndecidedRule: Hashable, Sendable {
    /// The rule's id; its title where it has none.
    public var id: String
    /// Its title.
    public var title: String
    /// Records.
    public var records: Int
    /// The log of the first of them.
    public var source: String
    /// Its line there, 1-based.
    public var line: Int

    /// A rule that is undecided.
    public init(id: String, title: String, records: Int, source: String, line: Int) {
        self.id = id
        self.title = title
        self.records = records
        self.source = source
        self.line = line
    }
}
