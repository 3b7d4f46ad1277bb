public import TamgaModel

/// What the store knows of an object that somebody hands in anew.
public struct ObjectHistory: Hashable, Sendable {
    /// The identity that made it, as its current version says.
    public var createdBy: String?
    /// The version that counts.
    public var current: Timestamp
    /// True where it came by the source that was asked about.
    public var cameBySource: Bool
    /// True where it came by any source of the member that was asked about.
    public var cameByMember: Bool
    /// True where it came by other sources too, but for those of the same member.
    public var cameByOthers: Bool
    /// True where it was withdrawn here.
    public var isWithdrawn: Bool
    /// True where its producer revoked it.
    public var isRevoked: Bool
}
