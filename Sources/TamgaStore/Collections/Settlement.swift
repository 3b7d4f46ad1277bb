/// What it came to when collections were brought up to what the store and the rules say now.
public struct Settlement: Hashable, Sendable {
    /// A reader has had an object and may not see it any more.
    public struct Recall: Hashable, Sendable {
        /// Who.
        public var reader: String
        /// `type--uuid`.
        public var id: String

        /// A recall.
        public init(reader: String, id: String) {
            self.reader = reader
            self.id = id
        }
    }

    /// Objects that were looked at.
    public var objects = 0
    /// Entries that came into collections.
    public var entriesNew = 0
    /// Entries that were taken out, or from some of their readers.
    public var entriesLost = 0
    /// Who has lost what it has had.
    public var recalls: [Recall] = []

    /// Nothing yet.
    public init() {}
}

/// The rules by which objects go into collections.
public struct CollectionRules: Sendable {
    /// A number for the rules themselves: with another one than the last time every object is judged anew.
    public var fingerprint: Int64
    /// The sharing groups, and who is in them.
    public var groups: [String: Set<String>]
    /// Makes ready to judge objects, by the marking definitions that the store has.
    public var judge: @Sendable (_ definitions: [StoredObject]) -> (_ version: StoredObject) -> Judgement

    /// Rules.
    public init(
        fingerprint: Int64, groups: [String: Set<String>],
        judge: @escaping @Sendable (_ definitions: [StoredObject]) -> (_ version: StoredObject) -> Judgement
    ) {
        self.fingerprint = fingerprint
        self.groups = groups
        self.judge = judge
    }
}
