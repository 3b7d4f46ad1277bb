public import TamgaModel

/// A page of a collection: entries in the order in which they came into it.
public struct CollectionPage: Hashable, Sendable {
    /// A version of an object in a collection.
    public struct Entry: Hashable, Sendable {
        /// `type--uuid`.
        public var id: String
        /// The STIX type.
        public var type: String
        /// The version: `modified`, else `created`; the epoch for what has neither.
        public var version: Timestamp
        /// `2.0` or `2.1`.
        public var specVersion: String
        /// Since when its reader may see it here. No two entries have the same, and later ones have a later one.
        public var added: Timestamp
        /// The object's JSON exactly as it came; empty where it was not asked for.
        public var original: [UInt8]
    }

    /// At most as many as were asked for.
    public var entries: [Entry]
    /// True where more follow behind the last one.
    public var hasMore: Bool
}
