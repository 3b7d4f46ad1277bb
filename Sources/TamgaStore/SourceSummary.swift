public import TamgaModel

/// A feed or file that indicators came by.
public struct SourceSummary: Hashable, Sendable {
    /// Its name, as the user gave it.
    public var name: String
    /// Who shares it (`--from`).
    public var producer: MemberState?
    /// The format of its last import.
    public var format: String
    /// When it was imported first.
    public var firstImported: Timestamp
    /// When it was imported last.
    public var lastImported: Timestamp
    /// Statements in force that came by it; one that several sources brought counts for the source of its
    /// current version.
    public var indicators: Int
    /// Those that were revoked or withdrawn.
    public var indicatorsRevoked: Int
    /// STIX objects that it brought, again or first.
    public var objects: Int
}
