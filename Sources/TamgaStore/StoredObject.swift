public import TamgaModel

/// One version of a STIX object, as it came.
public struct StoredObject: Hashable, Sendable {
    /// `type--uuid`.
    public var id: String
    /// The STIX type.
    public var type: String
    /// When the version was made; the epoch for objects without versions.
    public var modified: Timestamp
    /// True where this version counts.
    public var isCurrent: Bool
    /// True where this version withdraws the object.
    public var isRevoked: Bool
    /// Whose indicator it is; `nil` for other objects and for unattributed ones.
    public var producer: MemberState?
    /// The feed or file that brought this version first.
    public var source: String
    /// When it was imported.
    public var added: Timestamp
    /// The object's JSON exactly as it came; empty where the feed was not STIX.
    public var original: [UInt8]
}
