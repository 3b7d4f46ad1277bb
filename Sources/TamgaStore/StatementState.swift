/// Where a statement stands; the raw value is what the store holds.
public enum StatementState: Int, Hashable, Sendable, CaseIterable {
    /// It is matched.
    case live = 0
    /// Its producer has withdrawn it.
    case revoked = 1
    /// It was withdrawn here; a newer version from its producer brings it back.
    case withdrawn = 2
}
