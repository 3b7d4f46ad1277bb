public import TamgaModel

/// What a reader asks of a collection: one page of it.
public struct CollectionQuery: Hashable, Sendable {
    /// Which versions of an object are wanted.
    public struct Versions: Hashable, Sendable {
        /// The newest.
        public var last = false
        /// The oldest that the reader may see.
        public var first = false
        /// Every one that the reader may see.
        public var all = false
        /// These, by `modified`; `created` or the epoch of what has none.
        public var exact: Set<Timestamp> = []

        /// None yet.
        public init() {}

        /// The newest of each object: what is meant where nothing is said (TAXII 2.1 §3.4).
        public static var newest: Versions {
            var versions = Versions()
            versions.last = true
            return versions
        }
    }

    /// The collection.
    public var collection: CollectionName
    /// Who reads: a member's code, a partner's name, or `anyone`.
    public var reader: String
    /// Only what came into the collection after this; every entry has a time of its own.
    public var after: Timestamp?
    /// How many entries at most.
    public var limit: Int
    /// How many bytes of objects at most, but for a first one that is longer.
    public var byteLimit = 16 << 20
    /// Only these objects; empty is every one.
    public var ids: [String] = []
    /// Only objects of these STIX types; empty is every one.
    public var types: [String] = []
    /// Only objects of these STIX versions, `2.0` or `2.1`; empty is every one.
    public var specVersions: [String] = []
    /// Which versions.
    public var versions = Versions.newest
    /// True where the objects' bytes are wanted.
    public var wantsOriginals = true

    /// The first page.
    public init(_ collection: CollectionName, reader: String, limit: Int) {
        self.collection = collection
        self.reader = reader
        self.limit = limit
    }
}
